#include "tests/support/window/driver.hpp"

#include "app/ui/fonts.hpp"
#include "app/ui/paint.hpp"
#include "tests/support/window/software_renderer.hpp"

#include <algorithm>
#include <stdexcept>

namespace takan::test {

namespace ui = app::ui;

namespace {

std::size_t signature_of(const std::vector<Item>& items) {
    std::size_t hash = items.size();
    for (const Item& item : items)
        hash = hash * 1000003 ^ item.id ^ static_cast<std::size_t>(item.rect.Min.x * 7 + item.rect.Min.y * 131);
    return hash;
}

// "window//label#2" in its parts.
struct Path {
    std::string window;
    std::string label;
    int nth = 0;
};

Path parse_path(const std::string& text) {
    Path path{"", text, 0};
    if (const auto slashes = path.label.find("//"); slashes != std::string::npos) {
        path.window = path.label.substr(0, slashes);
        path.label.erase(0, slashes + 2);
    }
    const auto hash = path.label.rfind('#');
    const bool numbered = hash != std::string::npos && hash + 1 < path.label.size() &&
                          (hash == 0 || path.label[hash - 1] != '#') &&
                          path.label.find_first_not_of("0123456789", hash + 1) == std::string::npos;
    if (numbered) {
        path.nth = std::stoi(path.label.substr(hash + 1));
        path.label.resize(hash);
    }
    return path;
}

bool in_window(const Item& item, const Path& path) {
    return path.window.empty() || item.window.find(path.window) != std::string::npos;
}

} // namespace

Driver::Driver(std::function<void()> draw, const DriverOptions& options) : m_draw(std::move(draw)) {
    m_context = ImGui::CreateContext();
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = options.size;
    io.DeltaTime = 1.f / 60;
    io.MouseDoubleClickTime = 0.5f;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = [](ImGuiContext* context) {
        return static_cast<Driver*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard.c_str();
    };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext* context, const char* text) {
        static_cast<Driver*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard = text;
    };
    auto files = ui::find_fonts();
    if (!files) throw std::runtime_error(sync::describe(files.error()));
    auto fonts = ui::load_fonts(*files);
    if (!fonts) throw std::runtime_error(sync::describe(fonts.error()));
    m_look = std::make_unique<ui::Look>(*fonts,
                                        options.contrast ? ui::contrast_theme()
                                        : options.dark   ? ui::dark_theme()
                                                         : ui::light_theme(),
                                        options.scale, options.language);
    ui::apply(*m_look);
    ui::observe_items(this);
    io.AddMousePosEvent(-1, -1);
}

Driver::~Driver() {
    ImGui::SetCurrentContext(m_context);
    ui::observe_items(nullptr);
    for (ImTextureData* texture : m_context->PlatformIO.Textures)
        texture->SetStatus(ImTextureStatus_Destroyed);
    ImGui::DestroyContext(m_context);
}

void Driver::resize(ImVec2 size) {
    ImGui::SetCurrentContext(m_context);
    ImGui::GetIO().DisplaySize = size;
    settle();
}

void Driver::show_as(ImVec2 size, float scale, app::Language language) {
    ImGui::SetCurrentContext(m_context);
    ImGui::GetIO().DisplaySize = size;
    m_look->scale = scale;
    m_look->language = language;
    ui::apply(*m_look);
}

// The null renderer: every wish of ImGui about textures is fulfilled at once.
void Driver::serve_textures() {
    for (ImTextureData* texture : m_context->PlatformIO.Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

void Driver::new_frame() {
    m_items.clear();
    m_index.clear();
    m_duplicates.clear();
    m_texts.clear();
    ImGui::NewFrame();
    ui::begin_frame(*m_look);
    if (m_want_text) ImGui::LogToBuffer();
    m_draw();
    if (m_want_text) m_text = m_context->LogBuffer.c_str();
    ImGui::Render();
    serve_textures();
}

void Driver::frame(int count) {
    ImGui::SetCurrentContext(m_context);
    while (count-- > 0)
        new_frame();
}

bool Driver::settle(int most) {
    std::size_t before = 0;
    for (int i = 0; i < most; ++i) {
        frame();
        const std::size_t now = signature_of(m_items);
        if (i > 1 && now == before) return true;
        before = now;
    }
    return false;
}

namespace {

// Whether the window, or one around it, scrolls on that axis by what a person can do.
bool scrolls(const ImGuiWindow* window, int axis) {
    for (; window; window = window->Flags & ImGuiWindowFlags_ChildWindow ? window->ParentWindow : nullptr)
        if (window->ScrollMax[axis] > 0 && !(window->Flags & ImGuiWindowFlags_NoScrollWithMouse)) return true;
    return false;
}

} // namespace

void Driver::item_added(ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) {
    if (id == 0) return;
    const ImGuiWindow* window = m_context->CurrentWindow;
    const std::string name = window ? window->Name : "";
    const auto [place, fresh] = m_index.try_emplace(id, m_items.size());
    if (!fresh) {
        Item& known = m_items[place->second];
        // EndChild() adds its own id again, and so does EndGroup() of an item inside.
        const bool child = std::any_of(m_context->Windows.begin(), m_context->Windows.end(),
                                       [id](const ImGuiWindow* one) { return one->ChildId == id; });
        const bool allowed = !data || (data->ItemFlags & ImGuiItemFlags_AllowDuplicateId) != 0;
        if (!child && !allowed && known.window == name) m_duplicates.push_back(known.label + " in " + name);
        known.rect = data ? data->NavRect : box;
        return;
    }
    Item item;
    item.id = id;
    item.seed = window && !window->IDStack.empty() ? window->IDStack.back() : 0;
    item.window = name;
    item.rect = data ? data->NavRect : box;
    item.clip = window ? window->ClipRect : ImRect();
    item.scrolls_x = scrolls(window, 0);
    item.scrolls_y = scrolls(window, 1);
    item.flags = data ? data->ItemFlags : 0;
    item.status = data ? data->StatusFlags : 0;
    m_items.push_back(std::move(item));
}

void Driver::item_described(ImGuiID id, std::string_view label, int status) {
    const auto found = m_index.find(id);
    if (found == m_index.end()) return;
    Item& item = m_items[found->second];
    // Our wrappers say more than ImGui's own "##label".
    if (!label.empty() && (item.label.empty() || item.label.starts_with("##"))) item.label = label;
    item.status |= status;
}

void Driver::text_drawn(ImVec2 from, ImVec2 to, std::string_view text, bool cut) {
    const ImGuiWindow* window = m_context->CurrentWindow;
    m_texts.push_back(
        {std::string(text),
         window ? window->Name : "",
         {from, to},
         window ? ImRect(window->DrawList->GetClipRectMin(), window->DrawList->GetClipRectMax()) : ImRect(),
         scrolls(window, 1),
         cut});
}

const Item* Driver::find(const std::string& text) {
    const Path path = parse_path(text);
    int nth = path.nth;
    for (const Item& item : m_items)
        if (in_window(item, path) && (item.label == path.label || item.shown() == path.label) && nth-- == 0)
            return &item;
    // Items that report no label, such as images: by the hash that ImGui makes of it.
    for (const Item& item : m_items)
        if (item.label.empty() && in_window(item, path) && ImHashStr(path.label.c_str(), 0, item.seed) == item.id &&
            nth-- == 0)
            return &item;
    return nullptr;
}

std::string Driver::known_labels() const {
    std::string labels;
    for (const Item& item : m_items)
        if (!item.label.empty() && labels.size() < 4000) labels += " [" + item.window + "//" + item.shown() + "]";
    return labels;
}

const Item& Driver::at(const std::string& path) {
    if (!find(path)) settle();
    if (const Item* item = find(path)) return *item;
    throw std::runtime_error("no item \"" + path + "\"; the frame has:" + known_labels());
}

std::string Driver::text() {
    m_want_text = true;
    frame();
    m_want_text = false;
    return m_text;
}

std::string Driver::focused() const {
    for (const Item& item : m_items)
        if (item.id == m_context->NavId) return item.shown();
    return {};
}

std::vector<std::string> Driver::duplicate_ids() const {
    return m_duplicates;
}

std::vector<std::string> Driver::shortened_texts() {
    std::vector<std::string> found;
    for (const DrawnText& text : m_texts)
        if (text.cut) found.push_back(text.text);
    return found;
}

void Driver::save_png(const std::filesystem::path& path) {
    ImGui::SetCurrentContext(m_context);
    write_png(draw_in_software(*ImGui::GetDrawData()), path);
}

} // namespace takan::test
