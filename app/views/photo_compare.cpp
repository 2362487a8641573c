#include "app/views/photo_compare.hpp"

#include "app/domain/amounts.hpp"
#include "app/domain/coordinates.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace takan::app {

namespace {

constexpr float bar_height = 54; // design pixels
constexpr float foot_height = 74;

std::ptrdiff_t place_of(PhotoSpan photos, const sync::RecordId& id) {
    const auto found = std::find_if(photos.begin(), photos.end(), [&](const auto* one) { return one->id == id; });
    return found == photos.end() ? -1 : found - photos.begin();
}

// To the next photo that does not stand at the other side already.
void step(PhotoSpan photos, int by, sync::RecordId& side, const sync::RecordId& other) {
    auto at = place_of(photos, side) + by;
    const auto inside = [&] { return at >= 0 && at < static_cast<std::ptrdiff_t>(photos.size()); };
    if (inside() && photos[static_cast<std::size_t>(at)]->id == other) at += by;
    if (inside()) side = photos[static_cast<std::size_t>(at)]->id;
}

// "相隔 12 天", "相距 36 米".
std::string between(const Given& given, const sync::Record& a, const sync::Record& b) {
    const Language language = given.language();
    std::string words;
    const auto first = sync::parse_instant(sync::shown_text(a, "taken_at"));
    const auto second = sync::parse_instant(sync::shown_text(b, "taken_at"));
    if (first && second) {
        constexpr std::int64_t day_s = 24 * 3600;
        const std::int64_t seconds = std::abs(second->ms - first->ms) / 1000;
        const std::string time = seconds < 2 * day_s
                                     ? duration_text(seconds, language)
                                     : say("amount.days", language, {{"count", std::to_string(seconds / day_s)}});
        words = say("photo_compare.apart", language, {{"time", time}});
    }
    const auto from = position_of(a);
    const auto to = position_of(b);
    if (!from || !to) return words;
    if (!words.empty()) words += " · ";
    return words +
           say("photo_compare.away", language, {{"distance", distance_text(language, metres_between(*from, *to))}});
}

bool is_earlier(const sync::Record& a, const sync::Record& b) {
    const auto key = [](const sync::Record& photo) { return std::pair(sync::shown_text(photo, "taken_at"), photo.id); };
    return key(a) < key(b);
}

void draw_bar(const Given& given, const sync::Record& left, const sync::Record& right, CompareState& state) {
    const ui::Pane bar("compare bar", {0, ui::px(bar_height)},
                       {ui::rgb(0x0E1517), ui::edge_bottom, {ui::px(18), ui::px(10)}, false});
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float middle = from.y + ui::px(17);
    const std::string& title = given.text("photo_compare.title");
    const float titled = ui::measure(title, {ui::em_body, true}).x;
    ui::draw_text_middle(from.x, middle, title, {ui::em_body, true});
    const float buttons = 5 * ui::px(34) + 4 * ui::px(4);
    ui::draw_text_cut_middle(from.x + titled + ui::px(16), middle,
                             ImGui::GetContentRegionAvail().x - buttons - titled - ui::px(30),
                             between(given, left, right), ui::second_text(13));
    ui::push_right(buttons);
    const auto pressed = [&](const char* icon, const char* key) {
        const bool now = ui::icon_button(icon, given.text(key), {.border = false});
        ImGui::SameLine(0, ui::px(4));
        return now;
    };
    if (pressed(ui::icons::zoom_out, "photo.zoom_out")) zoom_to(state.zoom, state.zoom.zoom / picture_zoom_step);
    if (pressed(ui::icons::zoom_in, "photo.zoom_in")) zoom_to(state.zoom, state.zoom.zoom * picture_zoom_step);
    if (pressed(ui::icons::full_screen, "photo.fit")) fit(state.zoom);
    if (pressed(ui::icons::swap, "photo_compare.swap")) std::swap(state.left, state.right);
    if (pressed(ui::icons::close, "photo_compare.close")) state.open = false;
}

// Caption, when and by whom, and what does not fit its visit.
void draw_foot(const Given& given, const sync::Record& photo, const char* side_key, ImVec2 from, float width) {
    const float left = from.x + ui::px(18);
    const float room = width - ui::px(36);
    const std::string& side = given.text(side_key);
    const float sided = ui::measure(side, {ui::em_tiny}).x + ui::px(16);
    ui::draw_badge({left, from.y + ui::px(12)}, {side, ui::Tone::plain, nullptr});
    ui::draw_text_cut_middle(left + sided + ui::px(8), from.y + ui::px(23), room - sided - ui::px(8),
                             title_of(photo, given.language()), {ui::em_body, true});
    const auto taken = sync::parse_instant(sync::shown_text(photo, "taken_at"));
    std::string words = taken ? ui::moment_text(*taken) : given.text("photo_check.no_time");
    if (const std::string who = sync::shown_text(photo, "taken_by"); !who.empty()) words += " · " + who;
    if (const auto check = given.snapshot.photo_checks.find(photo.id); check != given.snapshot.photo_checks.end())
        for (const auto& sentence : sentences_of(check->second, given.language()))
            words += " · " + sentence;
    ui::draw_text_cut_middle(left, from.y + ui::px(51), room, words, ui::second_text(ui::em_note));
}

class Side {
public:
    Side(const char* name, const char* word, PhotoSpan photos, sync::RecordId& own, const sync::RecordId& other)
        : m_name(name), m_word(word), m_photos(photos), m_own(own), m_other(other) {}

    // Returns the zoom at which the original is seen pixel for pixel.
    float draw(const Given& given, const sync::Record& photo, ImVec2 size, PictureZoom& zoom, Asked& asked) {
        const ui::Pane pane(m_name, size, {ui::rgb(0x090D0E), ui::edge_left, {0, 0}, false});
        const ImVec2 from = ImGui::GetWindowPos();
        const ImVec2 room{size.x, size.y - ui::px(foot_height)};
        ImGui::SetCursorScreenPos(from);
        const PlacedPicture placed = draw_picture(given, photo, room, true, zoom, asked);
        draw_arrow(given, {from.x + ui::px(12), from.y + room.y / 2 - ui::px(20)}, ui::icons::chevron_left,
                   "photo.previous", -1);
        draw_arrow(given, {from.x + room.x - ui::px(52), from.y + room.y / 2 - ui::px(20)}, ui::icons::chevron_right,
                   "photo.next", 1);
        draw_foot(given, photo, m_word, {from.x, from.y + room.y}, size.x);
        return placed.full_zoom;
    }

private:
    void draw_arrow(const Given& given, ImVec2 at, const char* icon, const char* key, int by) {
        sync::RecordId next = m_own;
        step(m_photos, by, next, m_other);
        if (next == m_own) return;
        ImGui::SetCursorScreenPos(at);
        if (ui::icon_button(icon, given.text(key), {.size = ui::px(40)})) m_own = next;
    }

    const char* m_name;
    const char* m_word;
    PhotoSpan m_photos;
    sync::RecordId& m_own;
    const sync::RecordId& m_other;
};

void take_keys(PhotoSpan photos, float full_zoom, CompareState& state) {
    const ImGuiID own = ImGui::GetCurrentWindow()->ID;
    for (const auto& [key, by] : {std::pair{ImGuiKey_LeftArrow, -1}, std::pair{ImGuiKey_RightArrow, 1}}) {
        ImGui::SetKeyOwner(key, own);
        if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, own)) continue;
        if (ImGui::GetIO().KeyShift)
            step(photos, by, state.left, state.right);
        else
            step(photos, by, state.right, state.left);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_X, false)) std::swap(state.left, state.right);
    take_zoom_keys(state.zoom, full_zoom);
}

} // namespace

void open_compare(CompareState& state, const sync::Record& a, const sync::Record& b) {
    const bool in_order = is_earlier(a, b);
    state = {true, in_order ? a.id : b.id, in_order ? b.id : a.id, {}};
}

void draw_compare(const Given& given, PhotoSpan photos, CompareState& state, Asked& asked) {
    if (!state.open) return;
    const auto left = place_of(photos, state.left);
    const auto right = place_of(photos, state.right);
    if (left < 0 || right < 0) {
        state.open = false;
        return;
    }
    const ui::FullScreen over("photo compare", state.open);
    if (!over) return;
    const DarkRoom dark;
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const ImVec2 window = ImGui::GetWindowSize();
    const sync::Record& first = *photos[static_cast<std::size_t>(left)];
    const sync::Record& second = *photos[static_cast<std::size_t>(right)];
    draw_bar(given, first, second, state);
    const float half = std::floor(window.x / 2);
    const float height = window.y - ui::px(bar_height);
    const bool in_order = is_earlier(first, second);
    Side("left photo", in_order ? "photo_compare.earlier" : "photo_compare.later", photos, state.left, state.right)
        .draw(given, first, {half, height}, state.zoom, asked);
    ImGui::SameLine();
    const float full_zoom =
        Side("right photo", in_order ? "photo_compare.later" : "photo_compare.earlier", photos, state.right, state.left)
            .draw(given, second, {window.x - half, height}, state.zoom, asked);
    if (over.has_keys()) take_keys(photos, full_zoom, state);
}

} // namespace takan::app
