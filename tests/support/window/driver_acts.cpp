// What the driver does with mouse and keyboard.
#include "tests/support/window/driver.hpp"

#include <algorithm>
#include <iterator>
#include <random>
#include <stdexcept>

namespace takan::test {

ImVec2 Driver::place_in(const Item& item) const {
    ImRect seen = item.rect;
    seen.ClipWith(item.clip);
    if (seen.IsInverted()) return item.rect.GetCenter();
    return {std::min(seen.GetCenter().x, seen.Min.x + 60), seen.GetCenter().y};
}

void Driver::scroll_into_view(const std::string& path) {
    for (int i = 0; i < 3; ++i) {
        const Item item = at(path);
        if (item.rect.Min.y >= item.clip.Min.y && item.rect.Max.y <= item.clip.Max.y) return;
        for (ImGuiWindow* window = ImGui::FindWindowByName(item.window.c_str()); window;
             window = (window->Flags & ImGuiWindowFlags_ChildWindow) ? window->ParentWindow : nullptr)
            if (window->ScrollMax.y > 0)
                ImGui::SetScrollY(window, window->Scroll.y + item.rect.GetCenter().y - window->Rect().GetCenter().y);
        frame(2);
    }
}

void Driver::hover(const std::string& path) {
    scroll_into_view(path);
    const ImVec2 place = place_in(at(path));
    ImGui::GetIO().AddMousePosEvent(place.x, place.y);
    frame(2);
}

void Driver::click(const std::string& path, ImGuiMouseButton button) {
    hover(path);
    const Item item = at(path);
    if (item.disabled()) throw std::runtime_error("item is disabled: " + path);
    if (m_context->HoveredId != item.id && m_context->HoveredIdPreviousFrame != item.id)
        throw std::runtime_error("item is covered or out of view: " + path + "; the frame has:" + known_labels());
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseButtonEvent(button, true);
    frame();
    io.AddMouseButtonEvent(button, false);
    frame();
    settle();
}

void Driver::double_click(const std::string& path) {
    hover(path);
    for (int i = 0; i < 2; ++i) {
        ImGui::GetIO().AddMouseButtonEvent(0, true);
        frame();
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        frame();
    }
    settle();
}

void Driver::move(ImVec2 place) {
    ImGui::GetIO().AddMousePosEvent(place.x, place.y);
    frame(2);
}

void Driver::press(ImVec2 place) {
    move(place);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    frame();
}

void Driver::release() {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    frame();
    settle();
}

void Driver::click_at(ImVec2 place) {
    press(place);
    release();
}

void Driver::drag(const std::string& from, const std::string& to) {
    hover(from);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    frame(2);
    move(place_in(at(to)));
    frame();
    release();
}

void Driver::wheel(const std::string& over, float lines) {
    hover(over);
    ImGui::GetIO().AddMouseWheelEvent(0, lines);
    frame(2);
}

bool Driver::scroll_to(const std::string& over, const std::string& path, int most) {
    move(place_in(at(over)));
    for (int i = 0; i < most; ++i) {
        if (const Item* item = find(path); item && item->clip.Contains(item->rect.GetCenter())) return true;
        ImGui::GetIO().AddMouseWheelEvent(0, -3);
        frame(2);
    }
    return false;
}

void Driver::type(const std::string& utf8) {
    ImGui::SetCurrentContext(m_context);
    std::string part;
    const auto flush = [&] {
        if (part.empty()) return;
        ImGui::GetIO().AddInputCharactersUTF8(part.c_str());
        part.clear();
        frame(2);
    };
    for (const char c : utf8) {
        if (c == '\n') {
            flush();
            key(ImGuiKey_Enter);
        } else {
            part += c;
        }
    }
    flush();
    settle();
}

void Driver::key(ImGuiKeyChord chord, int times) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    const auto modifiers = [&](bool down) {
        for (const ImGuiKey one : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super})
            if (chord & one) io.AddKeyEvent(one, down);
    };
    while (times-- > 0) {
        modifiers(true);
        io.AddKeyEvent(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), true);
        frame();
        io.AddKeyEvent(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), false);
        modifiers(false);
        frame();
        settle();
    }
}

void Driver::fill(const std::string& path, const std::string& utf8) {
    click(path);
    key(ImGuiMod_Ctrl | ImGuiKey_A);
    if (utf8.empty())
        key(ImGuiKey_Delete);
    else
        type(utf8);
}

void Driver::monkey(unsigned seed, int steps) {
    std::mt19937 random(seed);
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    constexpr ImGuiKey keys[] = {ImGuiKey_Tab,       ImGuiKey_Enter, ImGuiKey_Escape,     ImGuiKey_Backspace,
                                 ImGuiKey_DownArrow, ImGuiKey_Space, ImGuiKey_UpArrow,    ImGuiKey_Delete,
                                 ImGuiKey_LeftArrow, ImGuiKey_Home,  ImGuiKey_RightArrow, ImGuiKey_PageDown};
    frame(2);
    for (int step = 0; step < steps; ++step) {
        if (m_items.empty()) {
            frame();
            continue;
        }
        const ImVec2 place = m_items[random() % m_items.size()].rect.GetCenter();
        io.AddMousePosEvent(place.x, place.y);
        switch (random() % 8) {
        case 0:
            io.AddMouseWheelEvent(0, static_cast<float>(random() % 7) - 3.f);
            break;
        case 1:
            io.AddInputCharactersUTF8("环保，a9");
            break;
        case 2:
        case 3: {
            const ImGuiKey one = keys[random() % std::size(keys)];
            io.AddKeyEvent(one, true);
            frame();
            io.AddKeyEvent(one, false);
            break;
        }
        default:
            io.AddMouseButtonEvent(0, true);
            frame();
            io.AddMouseButtonEvent(0, false);
        }
        frame();
    }
    settle();
}

} // namespace takan::test
