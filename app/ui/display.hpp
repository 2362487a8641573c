#pragma once
// What is looked at: badges, progress, titles, facts, rows of lists, photos, empty states. Drawn at ImGui's cursor.

#include "app/ui/text.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// A rounded word on a tint. Null icon: the tone's own (ok check, warn and danger triangle, info none).
struct Badge {
    std::string text;
    Tone tone = Tone::plain;
    const char* icon = nullptr;
};
void badge(const Badge& badge);
ImVec2 badge_size(const Badge& badge);
void draw_badge(ImVec2 at, const Badge& badge);

// A bar, `part` from 0 to 1. `width` 0: the rest of the line.
void progress(float part, float width = 0, Tone tone = Tone::accent, float height = 0);

// "二、污染防治设施运行" with a word and a small bar at the right (`part` < 0: none).
void section_header(std::string_view title, std::string_view right = {}, float part = -1);
// A line over the whole width.
void divider();
// Vertical room in design pixels.
void space(float design);
// Moves the cursor so that the next item of that width ends at the right edge, on the current line.
void push_right(float width);

// Name and value side by side, the names `name_width` wide (0: px(96)); the value wraps.
void key_value(std::string_view name, std::string_view value, float name_width = 0, TextStyle value_style = {});
// Icon and words, as in a page's meta line; use ImGui::SameLine(0, px(18)) between them. Cut where the line ends, and
// left out where hardly anything of it could be read.
void meta(const char* icon, std::string_view text, Color color = 0);

// Keys as caps: the words of "Ctrl K" each in a small box. One item on the line.
void key_caps(std::string_view chord);

// A circle with the first character of a name.
void avatar(std::string_view name, float size = 0);

// A big pale icon, one sentence, and a button if `action` is not empty. Centred in what is left of the window. True
// when the button is pressed.
bool empty_state(const char* icon, std::string_view sentence, std::string_view action = {});
// A tinted box over the whole width: icon, sentence, and a link at the right if `action` is not empty. True when
// pressed.
bool notice(Tone tone, std::string_view sentence, std::string_view action = {});

// A row of a list pane, as wide as the line: first line (small, with the badge right), title, subtitle. True when
// pressed.
struct ListRow {
    std::string_view id;        // identity: the record's id
    std::string_view lead = {}; // small bold line above the title ("10:10"); empty: none
    std::string_view title;
    std::string_view subtitle = {};
    std::string_view right = {};    // small, at the right of the title
    std::vector<Badge> badges = {}; // first one right of `lead` or, without a lead, all below the subtitle
    bool selected = false;
    bool unread = false; // a dot before the title
    bool muted = false;  // done: greyed
};
bool list_row(const ListRow& row);
// Its height, for the clipper: the same for every row with the same lines. `badge_line`: badges below the subtitle.
float list_row_height(bool lead, bool subtitle, bool badge_line = false);

// One thing to do, in one line as wide as there is room: an icon, words, what they are about in grey, an arrow. True
// when pressed.
struct TaskRow {
    std::string_view id; // identity
    const char* icon = nullptr;
    Tone tone = Tone::plain; // of the icon
    std::string_view words;
    std::string_view about = {};
};
bool task_row(const TaskRow& row);

// Calls draw(i) for the rows that are in view only. All rows have that height.
template <class Draw>
void long_list(int count, float row_height, Draw&& draw) {
    ImGuiListClipper clipper;
    clipper.Begin(count, row_height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            draw(i);
}

// A photo with its caption and time below; without a texture a placeholder of the same size with `state_icon`.
struct PhotoTile {
    std::string_view id;           // identity: the record's id
    std::string_view caption = {}; // also its name for tests
    std::string_view time = {};
    ImTextureRef texture = {}; // none: placeholder
    bool has_texture = false;
    float picture_ratio = 4 / 3.f; // width by height of the texture: it is cut to fill the tile, never stretched
    const char* state_icon = nullptr;
    std::string_view state = {};   // a word below the icon of the placeholder
    std::string_view badge = {};   // on the picture's upper left corner: "缺说明"
    std::string_view kind = {};    // on the lower left corner, always the same for such photos: "标注副本"
    std::string_view tooltip = {}; // while hovered for a moment
    bool selected = false;
    bool can_tick = false; // a circle in the upper right corner while hovered or selected: the tile can be selected
    bool ticking = false;  // the circle is always there: others are selected
    float width = 0;       // screen pixels; 0: the rest of the line. The picture is 4:3
};
enum class TilePress { none, picture, tick };
TilePress photo_tile(const PhotoTile& tile);
float photo_tile_height(float width, bool caption);
// A dashed tile that asks to add photos, as big as a photo of that width. True when pressed.
bool add_tile(const char* icon, std::string_view label, float width);

} // namespace takan::app::ui
