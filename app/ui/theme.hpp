#pragma once
// Theme, the colours of the program, and Look: theme, fonts, scale and language of one window, which every widget asks.

#include "app/domain/language.hpp"
#include "app/ui/fonts.hpp"

#include "imgui.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace takan::app::ui {

using Color = ImU32;

// From 0xRRGGBB and an opacity of 0 to 255.
constexpr Color rgb(std::uint32_t value, std::uint32_t alpha = 255) {
    return ((value >> 16) & 0xFF) | (value & 0xFF00) | ((value & 0xFF) << 16) | (alpha << 24);
}

// What a colour means. It never stands alone: a word says the same, and for ok, warn and danger an icon too.
enum class Tone { plain, accent, ok, warn, danger, info };

// Light for the sun, dark, and high contrast: every text at least 7:1, a border around every control.
enum class ThemeName { light, dark, contrast };
// From the setting's value; light for any other.
ThemeName theme_name(std::string_view setting);

struct Theme {
    Color background; // behind the cards of the work area
    Color surface;    // cards, panes, fields
    Color raised;     // a card inside a card, table heads, the search field
    Color hover;
    Color border;        // of cards, between rows
    Color strong_border; // of fields and buttons
    Color text;          // 16:1 on surface
    Color text_second;   // 7:1
    Color text_third;    // 5:1, the faintest that may carry information
    Color accent;
    Color accent_hover;
    Color on_accent;
    Color accent_soft; // a tint behind accent text: the chosen row, "ok"
    Color danger, danger_soft;
    Color warn, warn_soft;
    Color info, info_soft;
    Color rail, rail_text, rail_chosen; // the dark bar at the left
    Color selection;                    // behind selected text
    Color track;                        // the empty part of a progress bar
    bool dark = false;
    bool bordered = false; // controls that have no border elsewhere get one, and all borders are twice as wide
    ThemeName name = ThemeName::light;
};

Theme light_theme();
Theme dark_theme();
Theme contrast_theme();
Theme theme_of(ThemeName name);

// Text colour and tint of a tone.
Color tone_color(Tone tone);
Color tone_soft(Tone tone);

struct WidgetState; // what widgets remember between frames; app/ui only

// Everything that widgets ask about the window that they are drawn in. Owned by the shell (or a test), it outlives the
// ImGui context's last frame. No copy, no move: ImGui's context points at it.
struct Look {
    Look(Fonts loaded, Theme colours, float factor, Language tongue);
    ~Look();
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    Fonts fonts;
    Theme theme;
    float scale = 1; // content scale x the person's zoom
    Language language = Language::zh;
    float wake_after = 0; // seconds until the next frame must be drawn although nothing happens; infinity: never
    std::unique_ptr<WidgetState> state;
};

// Binds `look` to the current ImGui context and sets ImGui's style from it. Again after every change of it.
void apply(Look& look);
// Once a frame, right after ImGui::NewFrame().
void begin_frame(Look& look);
// The look of the current ImGui context.
Look& look();
inline const Theme& theme() {
    return look().theme;
}
inline Language language() {
    return look().language;
}

// Design pixels (at 100 %) to whole screen pixels. Every size handed to a widget is in screen pixels.
float px(float design);
// Asks for another frame within that many seconds (a toast's end). The shell waits no longer than the least of them.
void wake_within(float seconds);

// The text of app/ui's own words in the window's language: word("ui.today").
const std::string& word(std::string_view key);

} // namespace takan::app::ui
