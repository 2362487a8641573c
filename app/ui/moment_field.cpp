#include "app/ui/moment_field.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/display.hpp"
#include "app/ui/field_box.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/moment_text.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"

#include <optional>

namespace takan::app::ui {

namespace {

void draw_weekdays(float cell) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    for (int i = 0; i < 7; ++i) {
        const float x = at.x + static_cast<float>(i) * cell;
        draw_text_centred({x, at.y}, {x + cell, at.y + px(24)}, word("ui.weekday." + std::to_string(i)), note_text());
    }
    ImGui::Dummy({cell * 7, px(24)});
}

bool draw_day(sync::CivilDate date, float cell, bool chosen, bool today) {
    const Pressable item = pressable_as(id_of(date_text(date)), std::to_string(date.day), {cell, cell}, chosen);
    if (!item.visible) return false;
    const Theme& t = theme();
    ImRect box = item.box;
    box.Expand(-px(2));
    fill(box, chosen ? t.accent : item.hovered ? t.hover : 0, px(6));
    if (today && !chosen) stroke(box, t.accent, px(6));
    draw_text_centred(box.Min, box.Max, std::to_string(date.day),
                      {13, chosen || today,
                       chosen  ? t.on_accent
                       : today ? t.accent
                               : t.text});
    focus_ring(item.id, box, px(6));
    return item.pressed;
}

void draw_month_line(sync::CivilDate& month, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (icon_button(icons::chevron_left, word("ui.month_before"), {.border = false, .size = px(32)}))
        month = months_later(month, -1);
    ImGui::SameLine();
    const std::string title =
        say("ui.month", language(), {{"year", std::to_string(month.year)}, {"month", std::to_string(month.month)}});
    draw_text_centred({at.x + px(32), at.y}, {at.x + width - px(32), at.y + px(32)}, title, {em_body, true});
    ImGui::SetCursorScreenPos({at.x + width - px(32), at.y});
    if (icon_button(icons::chevron_right, word("ui.month_after"), {.border = false, .size = px(32)}))
        month = months_later(month, 1);
}

// The calendar of a month; the day that was pressed.
std::optional<sync::CivilDate> draw_calendar(std::optional<sync::CivilDate> chosen, sync::CivilDate today) {
    sync::CivilDate& month = look().state->calendar.month;
    const float cell = px(38);
    std::optional<sync::CivilDate> pressed;
    draw_month_line(month, cell * 7);
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    draw_weekdays(cell);
    const int first = weekday_of({month.year, month.month, 1});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    for (int day = 1; day <= days_in_month(month.year, month.month); ++day) {
        const int place = first + day - 1;
        const sync::CivilDate date{month.year, month.month, day};
        ImGui::SetCursorScreenPos(
            {at.x + static_cast<float>(place % 7) * cell, at.y + static_cast<float>(place / 7) * cell});
        if (draw_day(date, cell, chosen == date, today == date)) pressed = date;
    }
    // Always six weeks high, so that the buttons below stay where they are.
    ImGui::SetCursorScreenPos({at.x, at.y + cell * 6});
    ImGui::Dummy({cell * 7, px(4)});
    return pressed;
}

// What a moment and a date have in common: shown text, reading it, and what a day in the calendar makes of it.
struct Reader {
    std::string shown;                                                // of the present value
    std::optional<sync::CivilDate> date;                              // of the present value
    std::function<std::optional<std::string>(std::string_view)> read; // typed text -> value
    std::function<std::string(sync::CivilDate)> of_day;
    std::string now; // the value of "now" or "today"
    std::string_view now_word;
    std::string_view bad_word;
};

bool draw_popup(const Reader& reader, sync::CivilDate today, std::string& value) {
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(8), px(6)));
    const Popup popup("##calendar");
    if (!popup) return false;
    std::optional<std::string> picked;
    if (const auto day = draw_calendar(reader.date, today)) picked = reader.of_day(*day);
    if (button(word(reader.now_word), {.kind = ButtonKind::ghost, .icon = icons::today})) picked = reader.now;
    ImGui::SameLine();
    push_right(button_width(word("ui.clear")));
    if (button(word("ui.clear"), {.kind = ButtonKind::ghost})) picked = std::string();
    if (!picked) return false;
    ImGui::CloseCurrentPopup();
    const bool changed = *picked != value;
    value = *picked;
    return changed;
}

// Writes what was typed to `value` when it can be read, else keeps it as half typed.
bool take_typed(ImGuiID id, const std::string& typed, const Reader& reader, std::string& value) {
    auto& half_typed = look().state->half_typed;
    const std::optional<std::string> read = typed.empty() ? std::string() : reader.read(typed);
    half_typed[id] = {typed, read ? *read : value};
    if (!read || *read == value) return false;
    value = *read;
    return true;
}

Edited typed_or_chosen(std::string_view label, std::string& value, sync::CivilDate today, const FieldOptions& options,
                       const Reader& reader) {
    const FieldGroup whole;
    field_label(label, options);
    const Id scope(label);
    auto& half_typed = look().state->half_typed;
    const ImGuiID id = id_of("##" + std::string(label));
    const auto kept = half_typed.find(id);
    const bool typing = kept != half_typed.end() && kept->second.value == value;
    std::string typed = typing ? kept->second.text : reader.shown;
    FieldOptions field = options;
    const bool readable = typed.empty() || reader.read(typed).has_value();
    if (!readable && ImGui::GetActiveID() != id && field.problem.empty()) field.problem = word(reader.bad_word);
    const float width = width_or_rest(options.width);
    const BoxResult box = text_box(label, typed, field, {.width = width - px(36)});
    Edited edited;
    edited.committed = box.edited.committed;
    if (box.edited.changed) edited.changed = take_typed(id, typed, reader, value);
    // Left and understood: show it the way all moments are shown.
    if (!box.active && readable) half_typed.erase(id);
    ImGui::SameLine(0, px(2));
    const Disabled fixed(options.read_only);
    if (icon_button(icons::event, word("ui.calendar"))) {
        look().state->calendar = {id, reader.date.value_or(today)};
        ImGui::OpenPopup("##calendar");
    }
    place_under(box.box, {px(38) * 7 + px(12), px(390)});
    if (draw_popup(reader, today, value)) {
        half_typed.erase(id);
        edited = {true, true};
    }
    field_foot(field);
    return edited;
}

} // namespace

Edited moment_field(std::string_view label, std::string& value, sync::Instant now, const FieldOptions& options) {
    const sync::CivilDate today = sync::date_of(now, zone_minutes);
    Reader reader;
    std::int64_t minutes = 0; // of the day, kept when another day is chosen
    if (const auto instant = sync::parse_instant(value)) {
        reader.shown = moment_text(*instant);
        reader.date = sync::date_of(*instant, zone_minutes);
        minutes = (instant->ms - sync::start_of(*reader.date).ms) / 60'000 + zone_minutes;
    } else {
        reader.shown = value;
        minutes = (now.ms - sync::start_of(today).ms) / 60'000 + zone_minutes;
    }
    reader.read = [today](std::string_view typed) -> std::optional<std::string> {
        const auto instant = parse_moment(typed, today);
        return instant ? std::optional(sync::to_text(*instant)) : std::nullopt;
    };
    reader.of_day = [minutes](sync::CivilDate day) {
        return sync::to_text(sync::Instant{sync::start_of(day).ms + (minutes - zone_minutes) * 60'000});
    };
    reader.now = sync::to_text(now);
    reader.now_word = "ui.now";
    reader.bad_word = "ui.bad_moment";
    return typed_or_chosen(label, value, today, options, reader);
}

Edited date_field(std::string_view label, std::string& value, sync::Instant now, const FieldOptions& options) {
    const sync::CivilDate today = sync::date_of(now, zone_minutes);
    Reader reader;
    reader.shown = value;
    reader.date = parse_date(value, today);
    reader.read = [today](std::string_view typed) -> std::optional<std::string> {
        const auto date = parse_date(typed, today);
        return date ? std::optional(date_text(*date)) : std::nullopt;
    };
    reader.of_day = [](sync::CivilDate day) { return date_text(day); };
    reader.now = date_text(today);
    reader.now_word = "ui.today";
    reader.bad_word = "ui.bad_date";
    return typed_or_chosen(label, value, today, options, reader);
}

} // namespace takan::app::ui
