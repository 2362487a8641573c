#include "app/views/review_inbox.hpp"

#include "app/domain/china_time.hpp"
#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/record_list.hpp"
#include "app/views/review_changes.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

// The time of today's moments, the day of all others.
std::string short_moment(sync::Instant moment, sync::Instant now) {
    const std::string text = ui::moment_text(moment);
    const bool today = text.substr(0, 10) == ui::moment_text(now).substr(0, 10);
    return today ? text.substr(11) : text.substr(5, 5);
}

// `today`: as today_text() gives it; made once a frame, for the list may be long.
bool is_overdue(const InboxItem& item, const std::string& today) {
    return !item.due.empty() && item.row.review_state != "approved" && item.due < today;
}

std::string today_text(sync::Instant now) {
    return china_text(now).substr(0, 10);
}

bool is_changed_again(const InboxItem& item) {
    return item.row.review_state == "returned" && item.since_decision > 0;
}

bool passes(const InboxItem& item, InboxChip chip, const std::string& today) {
    switch (chip) {
    case InboxChip::unread:
        return item.unread;
    case InboxChip::contested:
        return item.contested > 0;
    case InboxChip::returned:
        return item.row.review_state == "returned";
    case InboxChip::changed_again:
        return is_changed_again(item);
    case InboxChip::overdue:
        return is_overdue(item, today);
    case InboxChip::all:
        break;
    }
    return true;
}

std::string inspector_words(const Given& given, const InboxItem& item) {
    std::string words;
    for (const auto& name : item.inspectors)
        words += (words.empty() ? "" : given.text("value.list_separator")) + name;
    return words;
}

void draw_head(const Given& given, ReviewInboxState& state) {
    const ImVec2 top = ImGui::GetCursorPos();
    ui::line_of(ui::px(30));
    ui::text(given.text("review.title"), ui::pane_title());
    ImGui::SameLine(0, ui::px(8));
    ui::text(say("review.count", given.language(), {{"count", std::to_string(given.snapshot.inbox.size())}}),
             ui::note_text());
    const float size = ui::px(30);
    ImGui::SetCursorPos({ImGui::GetWindowWidth() - ui::px(16) - size * 2 - ui::px(6), top.y});
    if (ui::icon_button(ui::icons::group, given.text("review.by_inspector"),
                        {.size = size, .chosen = state.by_inspector}))
        state.by_inspector = !state.by_inspector;
    ImGui::SameLine(0, ui::px(6));
    if (ui::icon_button(ui::icons::check, given.text("review.tick_many"), {.size = size, .chosen = state.ticking})) {
        state.ticking = !state.ticking;
        if (!state.ticking) state.ticked.clear();
    }
}

void draw_chips(const Given& given, ReviewInboxState& state) {
    constexpr std::array chips{std::pair{InboxChip::all, "review.chip.all"},
                               std::pair{InboxChip::unread, "review.chip.unread"},
                               std::pair{InboxChip::contested, "review.chip.contested"},
                               std::pair{InboxChip::returned, "review.chip.returned"},
                               std::pair{InboxChip::changed_again, "review.chip.changed_again"},
                               std::pair{InboxChip::overdue, "review.chip.overdue"}};
    const std::string today = today_text(given.now);
    float left = ImGui::GetContentRegionAvail().x;
    for (const auto& [chip, key] : chips) {
        const auto count = static_cast<int>(
            std::count_if(given.snapshot.inbox.begin(), given.snapshot.inbox.end(),
                          [&, one = chip](const InboxItem& item) { return passes(item, one, today); }));
        const bool seldom = chip == InboxChip::changed_again || chip == InboxChip::overdue;
        if (seldom && count == 0 && state.chip != chip) continue;
        const float width = ui::chip_width(given.text(key), count);
        if (chip != InboxChip::all) {
            if (left >= width + ui::px(6))
                ImGui::SameLine(0, ui::px(6));
            else
                left = ImGui::GetContentRegionAvail().x;
        }
        left -= width + ui::px(6);
        if (ui::chip(given.text(key), state.chip == chip, count)) state.chip = chip;
    }
}

void turn(std::set<sync::RecordId>& ticked, const sync::RecordId& id) {
    if (ticked.erase(id) == 0) ticked.insert(id);
}

void tick_range(const std::vector<const InboxItem*>& items, const sync::RecordId& to, ReviewInboxState& state) {
    const auto at = [&](const sync::RecordId& id) {
        return std::find_if(items.begin(), items.end(), [&](const auto* item) { return item->row.id == id; });
    };
    auto from = at(state.anchor), end = at(to);
    if (from == items.end()) from = end;
    if (end < from) std::swap(from, end);
    for (; from != items.end() && from <= end; ++from)
        state.ticked.insert((*from)->row.id);
}

void press(const std::vector<const InboxItem*>& items, const sync::RecordId& id, ReviewInboxState& state,
           Asked& asked) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyShift)
        tick_range(items, id, state);
    else if (io.KeyCtrl)
        turn(state.ticked, id);
    else
        asked.open(Place::review, id);
    state.ticking = state.ticking || io.KeyShift || io.KeyCtrl;
    state.anchor = id;
}

std::vector<ui::Badge> badges_of(const Given& given, const InboxItem& item) {
    std::vector<ui::Badge> badges;
    if (item.contested > 0) badges.push_back({given.text("review.chip.contested"), ui::Tone::danger});
    if (item.since_decision > 0 && !item.row.review_state.empty())
        badges.push_back({given.text("review.changed_again"), ui::Tone::info});
    else if (item.row.review_state == "returned")
        badges.push_back({given.text("review.returned"), ui::Tone::warn});
    else if (item.row.review_state == "approved")
        badges.push_back({given.text("review.approved"), ui::Tone::ok});
    if (is_overdue(item, today_text(given.now))) badges.push_back({given.text("review.chip.overdue"), ui::Tone::warn});
    return badges;
}

void draw_item(const Given& given, const std::vector<const InboxItem*>& items, const InboxItem& item, const Spot& spot,
               ReviewInboxState& state, Asked& asked) {
    const std::string id = item.row.id.text();
    const std::string title = item.site.empty() ? item.row.title : item.site;
    const std::string note = inbox_note(given, item);
    const std::string when = short_moment(item.newest, given.now);
    const std::string lead = state.by_inspector ? inspector_words(given, item) : std::string{};
    if (state.ticking) {
        const ui::Id scope(id);
        bool on = state.ticked.contains(item.row.id);
        if (ui::check_box("##tick", on)) turn(state.ticked, item.row.id);
        ImGui::SameLine(0, 0);
    }
    ui::ListRow row{.id = id, .lead = lead, .title = title, .subtitle = note, .right = when};
    row.badges = badges_of(given, item);
    row.selected = item.row.id == spot.open;
    row.unread = item.unread;
    if (ui::list_row(row)) press(items, item.row.id, state, asked);
}

// What is done with all that are ticked.
std::optional<Decision> draw_bar(const Given& given, const ReviewInboxState& state) {
    std::optional<Decision> wish;
    const std::size_t count = ticked_items(given, state).size();
    ui::divider();
    ui::space(8);
    ui::text(say("review.ticked", given.language(), {{"count", std::to_string(count)}}), ui::note_text());
    ui::space(4);
    const ui::Disabled none(count == 0);
    if (ui::button(given.text("review.give_back_ticked"))) wish = Decision::give_back;
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(given.text("review.approve_ticked"), {.kind = ui::ButtonKind::primary})) wish = Decision::approve;
    return wish;
}

// Opens the first item when none is open, and follows Alt+Up and Alt+Down.
void step(const std::vector<const InboxItem*>& items, const Spot& spot, Asked& asked) {
    if (spot.open.is_nil()) {
        asked.open(Place::review, items.front()->row.id);
        return;
    }
    std::vector<sync::RecordId> ids;
    for (const auto* item : items)
        ids.push_back(item->row.id);
    step_through(ids, spot, asked);
}

} // namespace

std::vector<const InboxItem*> inbox_rows(const Given& given, const ReviewInboxState& state) {
    const std::string today = today_text(given.now);
    std::vector<const InboxItem*> items;
    for (const auto& item : given.snapshot.inbox)
        if (passes(item, state.chip, today)) items.push_back(&item);
    if (state.by_inspector)
        std::stable_sort(items.begin(), items.end(),
                         [](const auto* a, const auto* b) { return a->inspectors < b->inspectors; });
    return items;
}

std::vector<const InboxItem*> ticked_items(const Given& given, const ReviewInboxState& state) {
    std::vector<const InboxItem*> items;
    for (const auto& item : given.snapshot.inbox)
        if (state.ticked.contains(item.row.id)) items.push_back(&item);
    return items;
}

void tick_by_keys(const Given& given, const Spot& spot, ReviewInboxState& state) {
    const bool one = pressed(Key::tick);
    const bool all = pressed(Key::tick_all);
    if (one && !spot.open.is_nil()) turn(state.ticked, spot.open);
    if (all)
        for (const auto* item : inbox_rows(given, state))
            state.ticked.insert(item->row.id);
    state.ticking = state.ticking || one || all;
}

std::optional<Decision> draw_review_inbox(const Given& given, const Spot& spot, ImVec2 size, ReviewInboxState& state,
                                          Asked& asked) {
    const ui::Pane pane("inbox", size, {0, ui::edge_right, {ui::px(16), ui::px(14)}, false});
    draw_head(given, state);
    ui::space(8);
    draw_chips(given, state);
    ui::space(8);
    const auto items = inbox_rows(given, state);
    {
        const ui::Child rows("inbox rows", {0, state.ticking ? -ui::px(84) : 0});
        if (items.empty()) {
            ui::empty_state(ui::icons::inbox,
                            given.text(given.snapshot.inbox.empty() ? "review.empty" : "review.none_of_these"));
        } else {
            step(items, spot, asked);
            ui::long_list(
                static_cast<int>(items.size()), ui::list_row_height(state.by_inspector, true, !state.by_inspector),
                [&](int i) { draw_item(given, items, *items[static_cast<std::size_t>(i)], spot, state, asked); });
        }
    }
    return state.ticking ? draw_bar(given, state) : std::nullopt;
}

} // namespace takan::app
