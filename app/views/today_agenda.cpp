// What asks this person for something: visits that came back, and what is still missing, each line one press away from
// where it is mended.

#include "app/domain/kinds.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/today_parts.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t lines_of_visit = 4; // before its others are asked for

// A finding has a page of its own with all its fields; everything else is mended in the visit.
Spot spot_of(const AgendaItem& item, std::string_view kind, Aim aim) {
    if (kind == "finding") return {Place::findings, aim.record, false, std::move(aim)};
    return {Place::visits, item.row.id, false, std::move(aim)};
}

const char* icon_of(std::string_view kind) {
    if (kind == "finding") return ui::icons::flag;
    return kind == "photo" ? ui::icons::image : ui::icons::assignment;
}

void draw_visit_row(const Given& given, const AgendaItem& item, std::string_view words, Asked& asked) {
    const std::string id = item.row.id.text();
    const std::string when = short_moment(item.row.sort_key, given.now);
    if (ui::list_row({.id = id, .title = item.row.title, .subtitle = words, .right = when}))
        asked.open(Place::visits, item.row.id);
}

// "危险废物贮存不规范 · 整改期限"
std::string place_words(const Given& given, const AgendaItem::Remark& remark) {
    std::string words = remark.title;
    if (remark.field.empty()) return words;
    if (!words.empty()) words += " · ";
    return words +
           (remark.question.empty() ? field_text(remark.kind, remark.field, given.language()) : remark.question);
}

void draw_remark(const Given& given, const AgendaItem& item, const AgendaItem::Remark& remark, Asked& asked) {
    const std::string place = place_words(given, remark);
    const std::string about = place.empty() ? remark.person : remark.person + " · " + place;
    const std::string id = remark.about.text() + remark.field;
    if (ui::task_row(
            {.id = id, .icon = ui::icons::comment, .tone = ui::Tone::warn, .words = remark.text, .about = about}))
        asked.go = spot_of(item, remark.kind, {remark.about, remark.field, true});
}

// One line of what is missing: photos that lack the same thing are one line, which goes to the first of them.
struct Line {
    const AgendaItem::Loose* first = nullptr;
    std::size_t count = 1;
};

std::vector<Line> lines_of(const AgendaItem& item) {
    std::vector<Line> lines;
    for (const auto& loose : item.loose) {
        const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
            const LooseEnd& other = line.first->end;
            return loose.end.kind == "photo" && other.kind == "photo" && other.field == loose.end.field &&
                   other.text_key == loose.end.text_key;
        });
        if (same == lines.end())
            lines.push_back({&loose});
        else
            ++same->count;
    }
    return lines;
}

std::string words_of(const Given& given, const LooseEnd& end) {
    const std::string field = field_text(end.kind, end.field, given.language());
    if (end.text_key == "gap.required") return say("today.lacks", given.language(), {{"field", field}});
    if (!end.text_key.starts_with("problem.")) return given.text(end.text_key);
    return say("today.odd", given.language(), {{"field", field}, {"problem", given.text(end.text_key)}});
}

void draw_line(const Given& given, const AgendaItem& item, const Line& line, Asked& asked) {
    const LooseEnd& end = line.first->end;
    const std::string words = words_of(given, end);
    std::string about = line.first->title;
    if (line.count > 1) about = say("today.photos", given.language(), {{"count", std::to_string(line.count)}});
    if (line.first->count > 1)
        about =
            say("today.questions", given.language(), {{"first", about}, {"count", std::to_string(line.first->count)}});
    const std::string id = end.record.text() + end.field + end.text_key;
    if (ui::task_row({.id = id, .icon = icon_of(end.kind), .words = words, .about = about}))
        asked.go = spot_of(item, end.kind, {end.record, end.field, false});
}

} // namespace

void draw_came_back(const Given& given, Asked& asked) {
    std::vector<const AgendaItem*> items;
    for (const auto& item : given.snapshot.agenda)
        if (item.came_back || !item.remarks.empty()) items.push_back(&item);
    if (items.empty()) return;
    std::stable_partition(items.begin(), items.end(), [](const AgendaItem* item) { return item->came_back; });
    {
        const ui::Card card("came back", {.bar = items.front()->came_back ? ui::Tone::danger : ui::Tone::warn});
        ui::section_header(given.text("today.came_back"), std::to_string(items.size()));
        ui::space(2);
        const Bleed rows;
        for (std::size_t i = 0; i < std::min(items.size(), most_lines); ++i) {
            const AgendaItem& item = *items[i];
            const ui::Id scope(item.row.id.text());
            const std::string& none = given.text(item.came_back ? "today.no_note" : "today.remarks");
            draw_visit_row(given, item, item.note.empty() ? none : item.note, asked);
            for (const auto& remark : item.remarks)
                draw_remark(given, item, remark, asked);
        }
        draw_more(given, items.size());
    }
    ui::space(14);
}

void draw_loose(const Given& given, std::set<sync::RecordId>& opened, Asked& asked) {
    std::vector<const AgendaItem*> items;
    std::size_t count = 0;
    for (const auto& item : given.snapshot.agenda) {
        if (item.loose.empty()) continue;
        items.push_back(&item);
        count += item.loose.size();
    }
    if (items.empty() && given.snapshot.me.may_review) return;
    {
        const ui::Card card("loose");
        ui::section_header(given.text("today.lacking"), items.empty() ? std::string() : std::to_string(count));
        ui::space(2);
        if (items.empty()) ui::meta(ui::icons::check_circle, given.text("today.nothing_lacks"), ui::theme().accent);
        const Bleed rows;
        for (std::size_t i = 0; i < std::min(items.size(), most_lines); ++i) {
            const AgendaItem& item = *items[i];
            const ui::Id scope(item.row.id.text());
            draw_visit_row(given, item, {}, asked);
            const auto lines = lines_of(item);
            const bool all = lines.size() <= lines_of_visit + 1 || opened.contains(item.row.id);
            for (std::size_t k = 0; k < (all ? lines.size() : lines_of_visit); ++k)
                draw_line(given, item, lines[k], asked);
            if (!all) {
                const ui::Indent level_with_words(ui::px(36));
                if (ui::link(say("today.show_more", given.language(),
                                 {{"count", std::to_string(lines.size() - lines_of_visit)}})))
                    opened.insert(item.row.id);
            }
            ui::space(8);
        }
        draw_more(given, items.size());
    }
    ui::space(14);
}

} // namespace takan::app
