#include "app/views/photo_clock.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/clock_ahead.hpp"
#include "app/ui/ui.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {

namespace {

// "2024-03-22 10:10:05", in China's time.
std::string to_the_second(sync::Instant instant) {
    std::string seconds = sync::to_text(instant).substr(16, 3);
    return china_text(instant) + seconds;
}

// What was typed as seconds ahead; nothing while it is none.
std::optional<std::int64_t> typed_ahead(const ClockState& state, sync::Instant camera) {
    if (!state.by_time) {
        const auto size = parse_clock_ahead(state.ahead);
        if (!size) return std::nullopt;
        return state.direction == 0 ? *size : -*size;
    }
    std::string typed = sync::trimmed(state.time);
    if (typed.size() <= 8) typed = date_text(sync::date_of(camera, china_offset_minutes)) + " " + typed; // a time alone
    const auto time = read_moment(typed);
    if (!time) return std::nullopt;
    const std::int64_t ahead = (camera.ms - time->ms) / 1000;
    const bool too_far = ahead > greatest_clock_ahead_s || ahead < -greatest_clock_ahead_s;
    return too_far ? std::nullopt : std::optional(ahead);
}

void draw_entry(const Given& given, ClockState& state, bool problem) {
    const std::array ways{ui::Segment{given.text("photo_clock.by_size")},
                          ui::Segment{given.text("photo_clock.by_time")}};
    int way = state.by_time ? 1 : 0;
    if (ui::segmented("way", ways, way)) state.by_time = way == 1;
    ui::space(10);
    const std::string& wrong = given.text("photo_clock.problem");
    ui::FieldOptions field{.problem = problem ? std::string_view(wrong) : std::string_view()};
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    if (state.by_time) {
        field.hint = "10:06:40";
        ui::text_field(given.text("photo_clock.true_time"), state.time, field);
        return;
    }
    field.hint = given.text("photo_clock.hint");
    ui::text_field(given.text("photo_clock.size"), state.ahead, field);
    ui::space(8);
    const std::array directions{ui::Segment{given.text("photo_clock.ahead")},
                                ui::Segment{given.text("photo_clock.behind")}};
    ui::segmented("direction", directions, state.direction);
}

// The photo's time before and after; the buttons. Returns the seconds to correct by when it was confirmed.
std::optional<std::int64_t> draw_outcome(const Given& given, const sync::Record& photo, ClockState& state,
                                         std::optional<std::int64_t> ahead) {
    const auto before = time_with_clock_ahead(photo, clock_ahead_of(photo));
    const auto after = ahead ? time_with_clock_ahead(photo, *ahead) : std::nullopt;
    ui::space(8);
    ui::key_value(given.text("photo_clock.camera"), to_the_second(*time_with_clock_ahead(photo, 0)), ui::px(110));
    ui::key_value(given.text("photo_clock.now"), to_the_second(*before), ui::px(110));
    ui::key_value(given.text("photo_clock.then"), after ? to_the_second(*after) : "—", ui::px(110),
                  {ui::em_body, true, after ? ui::theme().accent : ui::theme().text_third});
    ui::space(14);
    std::optional<std::int64_t> wish;
    if (clock_ahead_of(photo) != 0 && ui::link(given.text("photo_clock.reset"))) wish = 0;
    if (clock_ahead_of(photo) != 0) ImGui::SameLine();
    const std::string& cancel = given.text("photo_clock.cancel");
    const std::string& confirm = given.text("photo_clock.confirm");
    ui::push_right(ui::button_width(cancel) + ui::button_width(confirm) + ui::px(10));
    if (ui::button(cancel)) state.open = false;
    ImGui::SameLine(0, ui::px(10));
    const bool changes = ahead && *ahead != clock_ahead_of(photo);
    const ui::Disabled nothing(!changes);
    if (ui::button(confirm, {.kind = ui::ButtonKind::primary})) wish = ahead;
    if (changes && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter)) wish = ahead;
    return wish;
}

} // namespace

void open_clock(ClockState& state, const sync::Record& photo) {
    state = {};
    state.open = true;
    state.photo = photo.id;
    const std::int64_t ahead = clock_ahead_of(photo);
    state.direction = ahead < 0 ? 1 : 0;
    if (ahead != 0) state.ahead = std::to_string(ahead < 0 ? -ahead : ahead);
}

void want_clock(const ClockState& state, Request& request) {
    if (state.open) request.camera_of = state.photo;
}

void draw_clock(const Given& given, const sync::Record* photo, ClockState& state, Asked& asked) {
    if (!state.open) return;
    const auto camera = photo == nullptr ? std::nullopt : time_with_clock_ahead(*photo, 0);
    if (!camera) {
        state.open = false;
        return;
    }
    const ui::Dialog dialog(given.text("photo_clock.title"), state.open, ui::px(460));
    if (!dialog) return;
    const std::string name =
        sync::trimmed(sync::shown_text(*photo, "exif.make") + " " + sync::shown_text(*photo, "exif.model"));
    const std::string count = std::to_string(std::max<std::size_t>(given.snapshot.camera_photos, 1));
    ui::text_wrapped(say(name.empty() ? "photo_clock.about" : "photo_clock.about_camera", given.language(),
                         {{"camera", name}, {"count", count}}),
                     ui::second_text());
    ui::space(10);
    const auto ahead = typed_ahead(state, *camera);
    const std::string& typed = state.by_time ? state.time : state.ahead;
    draw_entry(given, state, !ahead && !sync::trimmed(typed).empty());
    const auto wish = draw_outcome(given, *photo, state, ahead);
    if (!wish) return;
    asked.command(CorrectClock{photo->id, *wish});
    asked.toast = Toast{say("photo_clock.done", given.language(), {{"count", count}}), true};
    state.open = false;
}

} // namespace takan::app
