#include "app/views/review_walk.hpp"

#include "app/ui/ui.hpp"
#include "app/views/contested.hpp"
#include "app/views/keys.hpp"

#include <algorithm>

namespace takan::app {

namespace {

std::string field_key(const sync::Record& record, std::string_view field) {
    return record.id.text() + " " + std::string(field);
}

void add_points(const Given& given, const sync::Record& record, ReviewWalk& walk) {
    for (const auto& field : sync::contested_fields(record)) {
        walk.contested.insert(field_key(record, field));
        walk.points.push_back({point_key(record.id, field, nullptr), &record, field, true, false});
    }
    const auto& known = given.snapshot.detail->known;
    const auto before = known.find(record.id);
    const bool fresh = before == known.end();
    const auto changes = changes_of(record, fresh ? nullptr : &before->second, given.language());
    const auto add = [&](const std::string& field, const sync::Edit* edit, bool own) {
        const std::string key = point_key(record.id, field, edit);
        walk.points.push_back({key, &record, field, false, own || walk.ticked.contains(key)});
    };
    const bool any = std::any_of(changes.begin(), changes.end(), [](const auto& one) { return !one.contested; });
    if (fresh && any) return add({}, nullptr, false);
    for (const auto& change : changes)
        if (!change.contested) add(change.field, &change.edit, change.edit.device == given.snapshot.me.device);
}

using Wanted = bool (*)(const ReviewPoint&);
bool is_any(const ReviewPoint&) {
    return true;
}
bool is_open(const ReviewPoint& point) {
    return !point.done;
}
bool is_contested(const ReviewPoint& point) {
    return point.contested;
}

// To the next such point in that direction; false when there is none.
bool step(ReviewWalk& walk, int direction, Wanted wanted) {
    const auto size = static_cast<std::ptrdiff_t>(walk.points.size());
    const auto found = std::find_if(walk.points.begin(), walk.points.end(),
                                    [&](const ReviewPoint& point) { return point.key == walk.at; });
    std::ptrdiff_t index = found == walk.points.end() ? (direction > 0 ? -1 : size) : found - walk.points.begin();
    for (index += direction; index >= 0 && index < size; index += direction) {
        const ReviewPoint& point = walk.points[static_cast<std::size_t>(index)];
        if (!wanted(point)) continue;
        walk.at = point.key;
        walk.moved = true;
        return true;
    }
    return false;
}

void tick(ReviewWalk& walk, const ReviewPoint& point) {
    if (point.contested) return; // only settling it deals with it
    walk.at = point.key;
    if (walk.ticked.erase(point.key) > 0) return;
    walk.ticked.insert(point.key);
    step(walk, 1, is_open);
}

void settle_by_key(const Given& given, const ReviewPoint& point, ReviewWalk& walk, Drafts& drafts) {
    const auto values = contested_values(*point.record, point.field);
    bool write = pressed(Key::write_anew);
    for (std::size_t i = 0; i <= values.size() && i < 9; ++i) {
        const auto digit = static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i));
        const auto pad = static_cast<ImGuiKey>(ImGuiKey_Keypad1 + static_cast<int>(i));
        if (!ImGui::IsKeyPressed(digit, false) && !ImGui::IsKeyPressed(pad, false)) continue;
        if (i == values.size()) {
            write = true;
            continue;
        }
        drafts.set(point.record->id, point.field, values[i], given.now);
        if (!step(walk, 1, is_contested)) step(walk, 1, is_open);
        return;
    }
    if (!write) return;
    walk.write = true;
    walk.moved = true;
}

bool has_comments(const Given& given, const ReviewPoint& point) {
    const auto& comments = given.snapshot.detail->comments;
    return std::any_of(comments.begin(), comments.end(), [&](const sync::Record& comment) {
        return sync::shown_text(comment, "record") == point.record->id.text() &&
               sync::shown_text(comment, "field") == point.field;
    });
}

void comment_on(ReviewWalk& walk, const ReviewPoint& point) {
    walk.at = point.key;
    walk.comment = {};
    walk.comment.now = true;
    walk.comment_at = walk.comment_at == point.key ? std::string{} : point.key;
}

} // namespace

const ReviewPoint* ReviewWalk::find(std::string_view key) const {
    const auto found = std::find_if(points.begin(), points.end(), [&](const auto& point) { return point.key == key; });
    return found == points.end() ? nullptr : &*found;
}

const ReviewPoint* ReviewWalk::current() const {
    return find(at);
}

std::size_t ReviewWalk::settled_and_gone() const {
    return static_cast<std::size_t>(std::count_if(contested.begin(), contested.end(), [&](const std::string& key) {
        return std::none_of(points.begin(), points.end(),
                            [&](const auto& point) { return field_key(*point.record, point.field) == key; });
    }));
}

std::size_t ReviewWalk::total() const {
    return points.size() + settled_and_gone();
}

std::size_t ReviewWalk::done() const {
    const auto open = std::count_if(points.begin(), points.end(), [](const auto& point) { return !point.done; });
    return total() - static_cast<std::size_t>(open);
}

std::string point_key(const sync::RecordId& record, std::string_view field, const sync::Edit* edit) {
    return record.text() + " " + std::string(field) + (edit == nullptr ? "" : " " + sync::to_text(*edit));
}

void begin_visit(ReviewWalk& walk) {
    ReviewWalk fresh;
    fresh.ticked = std::move(walk.ticked);
    fresh.only_open = walk.only_open;
    walk = std::move(fresh);
}

void find_points(const Given& given, const std::vector<const sync::Record*>& records, ReviewWalk& walk) {
    walk.points.clear();
    for (const auto* record : records)
        add_points(given, *record, walk);
    if (walk.current() != nullptr) return;
    const auto open = std::find_if(walk.points.begin(), walk.points.end(), [](const auto& one) { return !one.done; });
    walk.at = open == walk.points.end() ? std::string{} : open->key;
}

void walk_by_keys(const Given& given, ReviewWalk& walk, Drafts& drafts) {
    if (ImGui::GetIO().KeyMods != ImGuiMod_None) return;
    if (pressed(Key::only_open)) walk.only_open = !walk.only_open;
    if (pressed(Key::next_change)) step(walk, 1, walk.only_open ? is_open : is_any);
    if (pressed(Key::previous_change)) step(walk, -1, walk.only_open ? is_open : is_any);
    const ReviewPoint* point = walk.current();
    if (point == nullptr) return;
    if (pressed(Key::comment)) return comment_on(walk, *point);
    if (pressed(Key::done_with)) return tick(walk, *point);
    if (point->contested) settle_by_key(given, *point, walk, drafts);
}

void draw_walk_head(const Given& given, ReviewWalk& walk) {
    if (walk.total() == 0) return;
    ui::text(given.text("review.walk"), ui::section_title());
    ImGui::SameLine(0, ui::px(8));
    ui::text(say("review.done_of", given.language(),
                 {{"done", std::to_string(walk.done())}, {"total", std::to_string(walk.total())}}),
             ui::note_text());
    const std::string& label = given.text(walk.only_open ? "review.show_all" : "review.only_open");
    ImGui::SameLine();
    ui::push_right(ui::measure(label, {12.5f}).x);
    if (ui::link(label)) walk.only_open = !walk.only_open;
    ui::space(8);
    if (!walk.only_open || walk.done() < walk.total()) return;
    ui::notice(ui::Tone::ok, given.text("review.all_done"));
    ui::space(10);
}

float point_buttons_width() {
    return ui::px(30) * 2 + ui::px(6);
}

void draw_point_buttons(const Given& given, const ReviewPoint& point, ImVec2 at, ReviewWalk& walk) {
    const ui::Id id(point.key);
    const float size = ui::px(30);
    ImGui::SetCursorScreenPos(at);
    if (!point.contested) {
        if (ui::icon_button(ui::icons::check, given.text("review.tick"),
                            {.size = size, .chosen = point.done, .tone = ui::Tone::ok}))
            tick(walk, point);
    }
    ImGui::SetCursorScreenPos({at.x + size + ui::px(6), at.y});
    if (ui::icon_button(ui::icons::comment, given.text("review.comment"),
                        {.size = size, .chosen = has_comments(given, point), .tone = ui::Tone::warn}))
        comment_on(walk, point);
}

void draw_point_comments(const Given& given, const ReviewPoint& point, ReviewWalk& walk, Asked& asked) {
    if (walk.comment_at != point.key) return;
    const ui::Id id(point.key);
    ui::space(4);
    const std::size_t before = asked.commands.size();
    draw_comments(given, *point.record, point.field, walk.comment, asked, point.field.empty());
    const bool sent = std::any_of(asked.commands.begin() + static_cast<std::ptrdiff_t>(before), asked.commands.end(),
                                  [](const Command& wish) { return std::holds_alternative<AddComment>(wish); });
    if (sent) walk.comment_at.clear();
}

} // namespace takan::app
