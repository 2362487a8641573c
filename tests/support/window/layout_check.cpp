// The driver's checks of a whole frame: no text cut off or covered, no item out of reach.

#include "tests/support/window/driver.hpp"

#include <algorithm>

namespace takan::test {

namespace {

constexpr float slack = 2; // screen pixels: rounding of edges

// The part of the line box where glyphs are: lines may stand closer than their boxes.
ImRect ink_of(const DrawnText& text) {
    ImRect ink = text.rect;
    const float spare = ink.GetHeight() * 0.18f;
    ink.Min.y += spare;
    ink.Max.y -= spare;
    return ink;
}

ImRect common(ImRect a, const ImRect& b) {
    a.ClipWithFull(b);
    return a;
}

bool is_area(const ImRect& rect) {
    return rect.GetWidth() > slack && rect.GetHeight() > slack;
}

bool holds(const ImRect& outer, const ImRect& inner) {
    return inner.Min.x >= outer.Min.x - slack && inner.Max.x <= outer.Max.x + slack &&
           inner.Min.y >= outer.Min.y - slack && inner.Max.y <= outer.Max.y + slack;
}

std::string name_of(const Item& item) {
    return (item.label.empty() ? std::string("an item") : "[" + item.shown() + "]") + " in " + item.window;
}

} // namespace

std::vector<std::string> Driver::clipped_texts() {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const DrawnText& text = m_texts[i];
        const ImRect ink = ink_of(text);
        if (!text.clip.Overlaps(ink)) continue; // scrolled out of view
        if (ink.Min.x < text.clip.Min.x - 1 || ink.Max.x > text.clip.Max.x + 1)
            found.push_back(text.text + ": cut off at the side of " + text.window);
        for (std::size_t k = i + 1; k < m_texts.size(); ++k) {
            const DrawnText& other = m_texts[k];
            ImRect both = ink_of(other);
            if (other.window != text.window || !both.Overlaps(ink)) continue;
            both.ClipWith(ink);
            both.ClipWith(text.clip);
            both.ClipWith(other.clip);
            if (both.GetWidth() > 2 && both.GetHeight() > 2)
                found.push_back(text.text + ": overlaps \"" + other.text + "\"");
        }
    }
    return found;
}

namespace {

void check_texts_below(const std::vector<DrawnText>& texts, std::vector<std::string>& faults) {
    for (const DrawnText& text : texts) {
        const ImRect ink = ink_of(text);
        if (text.scrolls_y || !text.clip.Overlaps(ink)) continue;
        if (ink.Min.y < text.clip.Min.y - slack || ink.Max.y > text.clip.Max.y + slack)
            faults.push_back(text.text + ": cut off above or below by " + text.window);
    }
}

void check_reach(const Item& item, std::vector<std::string>& faults) {
    const bool beside = item.rect.Min.x < item.clip.Min.x - slack || item.rect.Max.x > item.clip.Max.x + slack;
    const bool below = item.rect.Min.y < item.clip.Min.y - slack || item.rect.Max.y > item.clip.Max.y + slack;
    if (beside && !item.scrolls_x) faults.push_back(name_of(item) + ": cut off at the side");
    if (below && !item.scrolls_y) faults.push_back(name_of(item) + ": out of reach above or below");
}

void check_items(const std::vector<const Item*>& items, std::vector<std::string>& faults) {
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t k = i + 1; k < items.size(); ++k) {
            const Item& a = *items[i];
            const Item& b = *items[k];
            if (a.window != b.window || !a.rect.Overlaps(b.rect)) continue;
            const ImRect both = common(common(a.rect, b.rect), a.clip);
            if (is_area(both) && !holds(a.rect, b.rect) && !holds(b.rect, a.rect))
                faults.push_back(name_of(a) + ": overlaps " + name_of(b));
        }
}

void check_texts_at_items(const std::vector<DrawnText>& texts, const std::vector<const Item*>& items,
                          std::vector<std::string>& faults) {
    for (const DrawnText& text : texts) {
        const ImRect ink = common(ink_of(text), text.clip);
        for (const Item* item : items) {
            if (item->window != text.window || !item->rect.Overlaps(ink)) continue;
            if (is_area(common(common(item->rect, item->clip), ink)) && !holds(item->rect, ink))
                faults.push_back(text.text + ": runs into " + name_of(*item));
        }
    }
}

} // namespace

std::vector<std::string> Driver::layout_faults() {
    std::vector<std::string> faults = clipped_texts();
    check_texts_below(m_texts, faults);
    std::vector<const Item*> items;
    for (const Item& item : m_items) {
        // Windows are items too, around others; scroll bars have no name; what may lie over others says so.
        const bool window = std::any_of(m_context->Windows.begin(), m_context->Windows.end(), [&](const auto* one) {
            return one->ChildId == item.id || one->ID == item.id || one->MoveId == item.id;
        });
        const bool loose = (item.flags & ImGuiItemFlags_AllowOverlap) != 0;
        if (!window && !loose && !item.label.empty()) items.push_back(&item);
    }
    for (const Item* item : items)
        check_reach(*item, faults);
    check_items(items, faults);
    check_texts_at_items(m_texts, items, faults);
    return faults;
}

} // namespace takan::test
