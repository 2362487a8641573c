#include "app/desk/agenda.hpp"

#include "app/desk/query.hpp"
#include "app/domain/review.hpp"
#include "app/domain/titles.hpp"
#include "app/forms/answers.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace takan::app {

namespace {

constexpr std::size_t greatest_agenda = 300; // visits of one person: some months

using Records = std::vector<sync::Record>;

const sync::Edit* newest_edit(const sync::Record& record, std::string_view field) {
    const sync::Field* edits = sync::find_field(record, field);
    if (edits == nullptr || edits->empty()) return nullptr;
    const auto newest = std::max_element(edits->begin(), edits->end(),
                                         [](const auto& a, const auto& b) { return a.first.time < b.first.time; });
    return &newest->first;
}

const sync::Record* part_of(const Detail& visit, const sync::RecordId& id) {
    if (visit.record.id == id) return &visit.record;
    for (const Records* parts : {&visit.findings, &visit.photos})
        for (const auto& part : *parts)
            if (part.id == id) return &part;
    return nullptr;
}

std::string title_in(const Detail& visit, const sync::Record& part, Language language) {
    return part.id == visit.record.id ? std::string() : title_of(part, language);
}

// The visit's checklist with how its questions stand.
struct Answered {
    const Checklist* list = nullptr; // null: none, or it is not here
    Evaluation rows;
};

Answered answered(const Detail& visit, const Agenda::Reader& reader) {
    const FormLine* form = find_form(reader.forms, sync::shown_text(visit.record, form_id_field),
                                     sync::shown_text(visit.record, form_version_field));
    if (form == nullptr || form->checklist == nullptr) return {};
    return {form->checklist.get(), evaluate(*form->checklist, answers_of(visit.record), reader.now, reader.language)};
}

// Of every place that is written about only the last word counts: who answers waits for the others.
void add_remarks(const Detail& visit, const Answered& answers, const Agenda::Reader& reader, AgendaItem& item) {
    std::map<std::pair<sync::RecordId, std::string>, const sync::Record*> last;
    for (const auto& comment : visit.comments) // oldest first
        if (const auto about = sync::RecordId::parse(sync::shown_text(comment, "record")))
            last[{*about, sync::shown_text(comment, "field")}] = &comment;
    for (const auto& [place, comment] : last) {
        const sync::Record* part = part_of(visit, place.first);
        const sync::Edit* edit = newest_edit(*comment, "text");
        if (part == nullptr || edit == nullptr || edit->device == reader.device) continue;
        if (sync::shown_flag(*comment, "resolved") == true) continue;
        const auto person = reader.people.find(edit->device);
        item.remarks.push_back({place.first,
                                part->kind,
                                place.second,
                                title_in(visit, *part, reader.language),
                                {},
                                sync::shown_text(*comment, "text"),
                                person == reader.people.end() ? edit->device.text() : person->second,
                                edit->time});
        if (answers.list != nullptr && place.second.starts_with(answer_prefix))
            item.remarks.back().question = field_label(*answers.list, answers.rows, place.second, reader.language);
    }
    std::stable_sort(item.remarks.begin(), item.remarks.end(),
                     [](const auto& a, const auto& b) { return a.when > b.when; });
}

// Questions that must be answered are one line, which goes to the first of them.
void add_checklist(const Detail& visit, const Answered& answers, Language language, AgendaItem& item) {
    AgendaItem::Loose line;
    line.count = 0;
    for (std::size_t row = 0; row < answers.rows.size(); ++row) {
        const Standing& standing = answers.rows[row];
        if (!standing.missing() || !is_asked(answers.list->question(standing.question).type)) continue;
        if (line.count++ > 0) continue;
        line.end = {visit.record.id, "visit", standing.field, "gap.checklist"};
        line.title = label_of(*answers.list, answers.rows, row, language);
    }
    if (line.count > 0) item.loose.push_back(std::move(line));
}

// A visit that has not begun lacks nothing yet, and what is approved is no longer the inspector's.
bool is_at_work(const Detail& visit) {
    const std::string state = sync::shown_text(visit.record, "state");
    return state != "planned" && state != "cancelled" && visit.row.review_state != "approved";
}

bool takes_part(const sync::Record& visit, const std::string& name) {
    const sync::Value* value = sync::shown(visit, "inspectors");
    const auto* people = value == nullptr ? nullptr : value->array();
    return people != nullptr && std::any_of(people->begin(), people->end(), [&](const sync::Value& one) {
               return one.text() != nullptr && *one.text() == name;
           });
}

} // namespace

std::optional<AgendaItem> agenda_item(const Detail& visit, const Agenda::Reader& reader) {
    AgendaItem item;
    item.row = visit.row;
    if (visit.site) item.row.title = title_of(*visit.site, reader.language);
    item.came_back = came_back(visit.record);
    if (item.came_back) item.note = sync::shown_text(visit.record, "review.note");
    const Answered answers = answered(visit, reader);
    add_remarks(visit, answers, reader, item);
    if (is_at_work(visit)) {
        for (auto& end : loose_ends(visit.record, visit.findings, visit.photos)) {
            const sync::Record* part = part_of(visit, end.record);
            item.loose.push_back({std::move(end), title_in(visit, *part, reader.language)});
        }
        add_checklist(visit, answers, reader.language, item);
    }
    if (!item.came_back && item.remarks.empty() && item.loose.empty()) return std::nullopt;
    return item;
}

void Agenda::forget() {
    m_whole = false;
}

void Agenda::forget(const std::vector<sync::RecordId>& ids) {
    if (m_whole) m_changed.insert(ids.begin(), ids.end());
}

Status Agenda::read_visit(const Store& store, const Reader& reader, const sync::RecordId& id) {
    m_items.erase(id);
    TAKAN_TRY_LET(record, store.get(id));
    if (!record || !takes_part(*record, reader.name)) return {};
    TAKAN_TRY_LET(detail, detail_of(store, id));
    if (detail.row.deleted && !detail.row.deleted_but_changed) return {};
    for (const Records* parts : {&detail.findings, &detail.photos, &detail.comments})
        for (const auto& part : *parts)
            m_home_of[part.id] = id;
    if (auto item = agenda_item(detail, reader)) m_items.emplace(id, std::move(*item));
    return {};
}

Status Agenda::read_all(const Store& store, const Reader& reader) {
    m_items.clear();
    m_home_of.clear();
    m_changed.clear();
    Filter mine;
    mine.kind = "visit";
    mine.field = "inspectors";
    mine.value = reader.name;
    mine.limit = greatest_agenda;
    TAKAN_TRY_LET(rows, store.list(mine));
    for (const auto& row : rows)
        TAKAN_TRY(read_visit(store, reader, row.id));
    m_whole = true;
    return {};
}

Status Agenda::read_changed(const Store& store, const Reader& reader) {
    std::set<sync::RecordId> visits;
    for (const auto& id : m_changed) {
        if (const auto old = m_home_of.find(id); old != m_home_of.end()) visits.insert(old->second);
        TAKAN_TRY_LET(record, store.get(id));
        if (!record) continue;
        // A site's name and a checklist's questions stand in many items.
        if (record->kind == "site" || record->kind == "form") return read_all(store, reader);
        TAKAN_TRY_LET(home, home_of(store, std::move(*record)));
        visits.insert(home);
    }
    m_changed.clear();
    for (const auto& id : visits)
        TAKAN_TRY(read_visit(store, reader, id));
    return {};
}

Result<std::vector<AgendaItem>> Agenda::items(const Store& store, const Reader& reader) {
    TAKAN_TRY(m_whole ? read_changed(store, reader) : read_all(store, reader));
    std::vector<AgendaItem> items;
    items.reserve(m_items.size());
    for (const auto& [id, item] : m_items)
        items.push_back(item);
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        return std::tie(a.row.sort_key, a.row.id) > std::tie(b.row.sort_key, b.row.id);
    });
    return items;
}

} // namespace takan::app
