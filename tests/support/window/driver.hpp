#pragma once
// Driver: presses, types and looks in real screens without a window. Real fonts and theme, no graphics card, 1/60 s a
// frame.
//
//   Driver driver([&] { draw_review(snapshot, state, commands); });
//   driver.click("审核通过");
//   CHECK(driver.sees("已审核"));
//
// Items are named by what people see: "保存", "list//保存" in the window or child whose name contains "list", "保存#1"
// for the second one of that label (by order of drawing, from #0). What cannot be done throws std::runtime_error with
// the item's name, the reason and the labels that the frame has.

#include "app/ui/item_observer.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"
#include "imgui_internal.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace takan::test {

struct DriverOptions {
    ImVec2 size = {1366, 768};
    bool dark = false;
    float scale = 1;
    app::Language language = app::Language::zh;
    bool contrast = false; // the theme of high contrast
};

struct Item {
    ImGuiID id = 0;
    ImGuiID seed = 0; // of the id stack, to find items that report no label
    std::string label;
    std::string window;
    ImRect rect;
    ImRect clip;
    bool scrolls_x = false; // its window, or one around that, can be scrolled to it
    bool scrolls_y = false;
    ImGuiItemFlags flags = 0;
    ImGuiItemStatusFlags status = 0;

    bool checked() const { return (status & ImGuiItemStatusFlags_Checked) != 0; }
    bool disabled() const { return (flags & ImGuiItemFlags_Disabled) != 0; }
    std::string shown() const { return label.substr(0, label.find("##")); }
};

// A text that was drawn, with where.
struct DrawnText {
    std::string text;
    std::string window;
    ImRect rect;
    ImRect clip;
    bool scrolls_y = false;
    bool cut = false; // shortened with …
};

class Driver : private app::ui::ItemObserver {
public:
    // `draw`: draws the screen; called once a frame between begin_frame and ImGui::Render.
    explicit Driver(std::function<void()> draw, const DriverOptions& options = {});
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;
    ~Driver() override;

    void frame(int count = 1);
    // Draws until two frames in a row have the same items; false when they never do.
    bool settle(int most = 60);

    const Item* find(const std::string& path);
    const Item& at(const std::string& path); // throws
    bool has(const std::string& path) { return find(path) != nullptr; }
    const std::vector<Item>& items() const { return m_items; }

    void hover(const std::string& path);
    // Throws when the item is disabled or something lies over it. Scrolls it into view first.
    void click(const std::string& path, ImGuiMouseButton button = 0);
    void double_click(const std::string& path);
    void click_at(ImVec2 place);
    void press(ImVec2 place); // the left button goes down there and stays down
    void move(ImVec2 place);
    void release();
    void drag(const std::string& from, const std::string& to);
    void wheel(const std::string& over, float lines); // positive: upwards
    // Turns the wheel over `over` until `path` is in view; false when it never is.
    bool scroll_to(const std::string& over, const std::string& path, int most = 400);

    void type(const std::string& utf8); // newline: Enter
    void key(ImGuiKeyChord chord, int times = 1);
    // Clicks, selects all, types.
    void fill(const std::string& path, const std::string& utf8);

    std::string text(); // all text that a frame draws
    bool sees(const std::string& words) { return text().find(words) != std::string::npos; }
    std::string focused() const; // label of the item with the keyboard focus
    std::vector<std::string> duplicate_ids() const;
    // Texts of the last frame that are cut off by their window's side or overlap another text: "what: why".
    std::vector<std::string> clipped_texts();
    // The same, and: texts cut off above or below where nothing scrolls, items that are cut off or cannot be reached,
    // items over each other, and texts that run into items.
    std::vector<std::string> layout_faults();
    std::vector<std::string> shortened_texts(); // those that end with …

    // Random clicks, keys, wheel and typing. The seed makes them repeatable.
    void monkey(unsigned seed, int steps);
    // The last frame as a picture, drawn in software.
    void save_png(const std::filesystem::path& path);

    std::string clipboard; // what was copied, and what pasting gives
    app::ui::Look& look() { return *m_look; }
    ImGuiContext* context() { return m_context; }
    void resize(ImVec2 size);
    // Another size, zoom and language for the same screens.
    void show_as(ImVec2 size, float scale, app::Language language);
    bool animates() const { return m_look->wake_after < 1; }

private:
    void item_added(ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) override;
    void item_described(ImGuiID id, std::string_view label, int status) override;
    void text_drawn(ImVec2 from, ImVec2 to, std::string_view text, bool cut) override;

    void new_frame();
    void serve_textures();
    void scroll_into_view(const std::string& path);
    ImVec2 place_in(const Item& item) const;
    std::string known_labels() const;

    std::function<void()> m_draw;
    ImGuiContext* m_context = nullptr;
    std::unique_ptr<app::ui::Look> m_look;
    std::vector<Item> m_items;
    std::unordered_map<ImGuiID, std::size_t> m_index;
    std::vector<std::string> m_duplicates;
    std::vector<DrawnText> m_texts;
    std::string m_text;
    bool m_want_text = false;
};

} // namespace takan::test
