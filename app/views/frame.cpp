#include "app/views/frame.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app {

namespace {

int small(std::size_t count) {
    return static_cast<int>(std::min<std::size_t>(count, 999));
}

std::string number(std::size_t count) {
    return std::to_string(count);
}

// "16:12:08" in China's time.
std::string clock_text(sync::Instant instant) {
    const std::string text = sync::to_text({instant.ms + ui::zone_minutes * std::int64_t{60'000}});
    return text.substr(11, 8);
}

// The moment of the last sync: the time today, the date and time else.
std::string short_moment(sync::Instant moment, sync::Instant now) {
    const std::string text = ui::moment_text(moment);
    const bool today = sync::date_of(moment, ui::zone_minutes) == sync::date_of(now, ui::zone_minutes);
    return today ? text.substr(11) : text.substr(5);
}

void status_entry(const char* icon, std::string_view text, ui::Color color = 0) {
    ui::meta(icon, text, color);
    ImGui::SameLine(0, ui::px(22));
}

void draw_saving(const Given& given, const Drafts& drafts) {
    const Saving& saving = given.snapshot.saving;
    const ui::Theme& theme = ui::theme();
    if (saving.failed) {
        status_entry(ui::icons::error,
                     say("status.not_saved", given.language(), {{"why", error_text(*saving.failed, given.language())}}),
                     theme.danger);
    } else if (!drafts.empty()) {
        status_entry(ui::icons::edit, given.text("status.saving"), theme.text_second);
    } else if (saving.at) {
        status_entry(ui::icons::save, say("status.saved", given.language(), {{"time", clock_text(*saving.at)}}));
    } else {
        status_entry(ui::icons::save, given.text("status.all_saved"));
    }
}

void draw_unsynced(const Given& given) {
    const Counts& counts = given.snapshot.counts;
    if (counts.unsynced_records == 0 && counts.unsynced_photos == 0) {
        status_entry(ui::icons::cloud_done, given.text("status.all_synced"));
        return;
    }
    status_entry(ui::icons::cloud_upload,
                 say("status.unsynced", given.language(),
                     {{"records", number(counts.unsynced_records)}, {"photos", number(counts.unsynced_photos)}}));
}

void draw_syncing(const Given& given) {
    const Syncing& syncing = given.snapshot.syncing;
    if (syncing.running) {
        status_entry(ui::icons::sync, given.text("sync.step." + syncing.step), ui::theme().accent);
    } else if (syncing.failed) {
        status_entry(ui::icons::sync_problem, given.text("status.sync_failed"), ui::theme().warn);
    } else if (syncing.last_success) {
        status_entry(ui::icons::sync, say("status.last_sync", given.language(),
                                          {{"time", short_moment(*syncing.last_success, given.now)}}));
    }
}

void draw_importing(const Given& given) {
    const Importing& importing = given.snapshot.importing;
    if (!importing.running) return;
    status_entry(ui::icons::add_photo,
                 say("status.importing", given.language(),
                     {{"done", number(importing.done)}, {"total", number(importing.total)}}),
                 ui::theme().accent);
}

} // namespace

std::vector<RailPlace> rail_places(const Snapshot& snapshot) {
    const Counts& counts = snapshot.counts;
    std::vector<RailPlace> places{
        {Place::today, ui::icons::today, "place.today", 0},
        {Place::visits, ui::icons::assignment, "place.visits", 0},
        {Place::findings, ui::icons::flag, "place.findings", 0},
        {Place::photos, ui::icons::photos, "place.photos", 0},
        {Place::sites, ui::icons::business, "place.sites", 0},
        {Place::map, ui::icons::map, "place.map", 0},
        {Place::table, ui::icons::table, "place.table", 0},
    };
    if (snapshot.me.may_review) {
        places.push_back({Place::review, ui::icons::review, "place.review", small(counts.contested)});
        places.push_back({Place::overview, ui::icons::chart, "place.overview", 0});
    }
    places.push_back({Place::team, ui::icons::group, "place.team", small(counts.quarantined)});
    places.push_back({Place::sync, ui::icons::sync, "place.sync", small(counts.unsynced_records)});
    return places;
}

namespace {

// The places from above; where the window is too low for them, they scroll.
void draw_places(const Given& given, const Spot& spot, ImVec2 size, Asked& asked) {
    const ui::Child places("rail places", size, ImGuiChildFlags_NavFlattened);
    const float left = ImGui::GetScrollMaxY() > 0 ? ui::px(2) : ui::px(8);
    const auto all = rail_places(given.snapshot);
    // Closer together before they scroll.
    const float step = std::floor(std::clamp(size.y / static_cast<float>(all.size()), ui::px(50), ui::px(60)));
    float top = 0;
    for (const auto& place : all) {
        ImGui::SetCursorPos({left, top});
        if (ui::rail_item(place.icon, given.text(place.text_key), spot.place == place.place, place.badge,
                          step - ui::px(4)))
            asked.go = Spot{place.place, {}};
        top += step;
    }
}

} // namespace

void draw_rail(const Given& given, const Spot& spot, Asked& asked) {
    const ImVec2 size = ImGui::GetWindowSize();
    const ui::Rail rail(size);
    const bool low = size.y < ui::px(560);
    const float top = low ? ui::px(8) : ui::px(62);
    const float foot = low ? ui::px(64) : ui::px(122);
    if (!low) {
        ImGui::SetCursorPos({(size.x - ui::px(32)) / 2, ui::px(16)});
        ui::mark();
    }
    ImGui::SetCursorPos({0, top});
    draw_places(given, spot, {size.x, size.y - top - foot}, asked);
    ImGui::SetCursorPos({ui::px(8), size.y - foot});
    if (ui::rail_item(ui::icons::settings, given.text("place.settings"), spot.place == Place::settings))
        asked.go = Spot{Place::settings, {}};
    if (low) return;
    ImGui::SetCursorPos({(size.x - ui::px(36)) / 2, size.y - ui::px(52)});
    ui::avatar(given.snapshot.me.name, ui::px(36));
    const std::string role = given.snapshot.me.role.empty()
                                 ? given.text("status.not_admitted")
                                 : term_text("role", given.snapshot.me.role, given.language());
    ui::tooltip(given.snapshot.me.name + " · " + role);
}

void draw_status(const Given& given, const Drafts& drafts, Asked& asked) {
    const ImVec2 size = ImGui::GetWindowSize();
    const ui::Pane pane("status bar", size, {0, ui::edge_top, {ui::px(14), ui::px(6)}, false});
    const bool may_sync = !given.snapshot.me.team_address.empty() && !given.snapshot.syncing.running;
    const float link = may_sync ? ui::measure(given.text("status.sync_now"), {ui::em_note}).x : 0;
    {
        const ui::Width left(ImGui::GetContentRegionAvail().x - link - ui::px(12));
        draw_saving(given, drafts);
        draw_unsynced(given);
        draw_syncing(given);
        draw_importing(given);
    }
    if (!may_sync) return;
    ui::push_right(link);
    if (ui::link(given.text("status.sync_now"), false, ui::em_note)) asked.command(StartSync{});
}

bool draw_file_waiting(const Given& given) {
    const ui::Pane pane("status bar", ImGui::GetWindowSize(), {0, ui::edge_top, {ui::px(14), ui::px(6)}, false});
    status_entry(ui::icons::folder, given.text("status.choosing_files"), ui::theme().accent);
    const std::string& give_up = given.text("status.stop_choosing");
    ui::push_right(ui::measure(give_up, {ui::em_note}).x);
    return ui::link(give_up);
}

std::string error_text(const sync::Error& error, Language language) {
    const std::string key = error.text_key.empty() || !has_text(error.text_key, language)
                                ? std::string("error.kind.") + sync::name_of(error.kind)
                                : error.text_key;
    const std::string subject = sync::plain_text(error.subject);
    const std::string text = say(key, language, {{"subject", subject}});
    // Where the sentence does not name it itself, it stands behind.
    if (subject.empty() || text != text_of(key, language)) return text;
    return text + (language == Language::zh ? "（" + subject + "）" : " (" + subject + ")");
}

} // namespace takan::app
