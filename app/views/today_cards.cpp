#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/review_changes.hpp"
#include "app/views/today_parts.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>

namespace takan::app {

namespace {

std::string number(std::size_t count) {
    return std::to_string(count);
}

void draw_visit(const Given& given, const DayVisit& one, Asked& asked) {
    const std::string id = one.row->id.text();
    const std::string note = visit_note(given, *one.visit);
    const std::string state = sync::shown_text(*one.visit, "state");
    std::string lead = time_span(given, *one.visit);
    ui::ListRow row{.id = id, .lead = lead, .title = one.row->title, .subtitle = note};
    row.badges = {visit_badge(given, *one.row, *one.visit)};
    row.muted = state == "recorded" && one.row->review_state != "returned";
    row.selected = state == "ongoing";
    if (ui::list_row(row)) asked.open(Place::visits, one.row->id);
}

float room_over() {
    const float over = ui::px(10);
    const float room = ImGui::GetContentRegionAvail().x + 2 * over;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() - over);
    return room;
}

} // namespace

Bleed::Bleed() : m_room(room_over()), m_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0)) {}

void draw_more(const Given& given, std::size_t count) {
    if (count <= most_lines) return;
    const ui::Indent level_with_rows(ui::px(14));
    ui::text(say("today.more", given.language(), {{"count", number(count - most_lines)}}), ui::note_text());
}

void draw_day(const Given& given, const Day& day, Asked& asked) {
    const ui::Card card("day", {.min_height = ui::px(day.earlier.empty() && day.coming.empty() ? 320 : 0)});
    const bool any = !day.visits.empty();
    ui::section_header(
        given.text("today.visits"),
        any ? say("today.done", given.language(), {{"done", number(day.done)}, {"count", number(day.visits.size())}})
            : std::string(),
        any ? static_cast<float>(day.done) / static_cast<float>(day.visits.size()) : -1);
    ui::space(6);
    if (!any) {
        const ui::Child room("no visits", {0, ui::px(230)});
        if (ui::empty_state(ui::icons::today, given.text("today.no_visits"), given.text("visits.new")))
            start_visit(given, asked);
        return;
    }
    const Bleed rows;
    for (const auto& one : day.visits)
        draw_visit(given, one, asked);
}

namespace {

void draw_others(const Given& given, const char* title, const std::vector<DayVisit>& visits, Asked& asked) {
    if (visits.empty()) return;
    ui::space(14);
    const ui::Card card(title);
    ui::section_header(given.text(title), number(visits.size()));
    ui::space(2);
    const Bleed rows;
    for (std::size_t i = 0; i < std::min(visits.size(), most_lines); ++i)
        draw_visit(given, visits[i], asked);
    draw_more(given, visits.size());
}

} // namespace

void draw_coming(const Given& given, const Day& day, Asked& asked) {
    draw_others(given, "today.coming", day.coming, asked);
}

void draw_earlier(const Given& given, const Day& day, Asked& asked) {
    draw_others(given, "today.earlier", day.earlier, asked);
}

void draw_syncing_card(const Given& given, Asked& asked) {
    const Snapshot& snapshot = given.snapshot;
    const Counts& counts = snapshot.counts;
    const Syncing& syncing = snapshot.syncing;
    const ui::Card card("sync");
    const bool pending = counts.unsynced_records + counts.unsynced_photos > 0;
    ui::section_header(given.text("today.sync"));
    ui::space(4);
    ui::meta(pending ? ui::icons::cloud_upload : ui::icons::cloud_done,
             pending ? say("today.pending", given.language(),
                           {{"records", number(counts.unsynced_records)}, {"photos", number(counts.unsynced_photos)}})
                     : given.text("today.all_synced"),
             pending ? ui::Color{0} : ui::theme().accent);
    if (syncing.failed) ui::notice(ui::Tone::warn, error_text(*syncing.failed, given.language()));
    if (syncing.last_success) {
        ui::meta(ui::icons::schedule, say("today.last_sync", given.language(),
                                          {{"time", short_moment(sync::to_text(*syncing.last_success), given.now)}}));
        ui::meta(ui::icons::call_merge,
                 say("today.receipt", given.language(),
                     {{"sent", number(syncing.records_sent)}, {"received", number(syncing.records_received)}}));
    }
    ui::space(4);
    if (snapshot.me.team_address.empty()) {
        ui::text_wrapped(given.text("today.no_team"), ui::note_text());
        if (ui::button(given.text("today.join"), {.icon = ui::icons::group, .width = -1}))
            asked.go = Spot{Place::team, {}};
    } else if (syncing.running) {
        ui::meta(ui::icons::sync, given.text("sync.step." + syncing.step), ui::theme().accent);
        ui::progress(syncing.objects_total == 0
                         ? 0
                         : static_cast<float>(syncing.objects_done) / static_cast<float>(syncing.objects_total));
    } else if (ui::button(given.text("today.sync_now"), {.icon = ui::icons::sync, .width = -1})) {
        asked.command(StartSync{});
    }
}

void draw_waiting_review(const Given& given, Asked& asked) {
    const auto& inbox = given.snapshot.inbox;
    {
        const ui::Card card("inbox");
        const auto unread = static_cast<std::size_t>(
            std::count_if(inbox.begin(), inbox.end(), [](const InboxItem& item) { return item.unread; }));
        ui::section_header(given.text("today.inbox"), unread == 0 ? std::string() : number(unread));
        ui::space(2);
        if (unread == 0) ui::meta(ui::icons::check_circle, given.text("today.inbox_empty"));
        std::size_t shown = 0;
        const Bleed rows;
        for (const auto& item : inbox) {
            if (!item.unread || shown++ >= most_lines) continue;
            const std::string id = item.row.id.text();
            const std::string words = inbox_note(given, item);
            const std::string when = short_moment(sync::to_text(item.newest), given.now);
            if (ui::list_row({.id = id,
                              .title = item.site.empty() ? item.row.title : item.site,
                              .subtitle = words,
                              .right = when,
                              .unread = item.contested > 0}))
                asked.open(Place::review, item.row.id);
        }
        draw_more(given, unread);
    }
    ui::space(14);
}

void draw_heard(const Given& given) {
    {
        const ui::Card card("heard");
        ui::section_header(given.text("today.heard"));
        ui::space(4);
        for (const auto& one : heard_of(given)) {
            const bool never = one.newest == sync::Instant{};
            ui::key_value(one.name,
                          never ? given.text("today.never_heard") : short_moment(sync::to_text(one.newest), given.now),
                          ui::px(120), {ui::em_note, false, never ? ui::theme().text_third : ui::theme().text});
        }
        ui::text_wrapped(given.text("today.heard_note"), ui::note_text());
    }
    ui::space(14);
}

} // namespace takan::app
