// What the store would answer about the sample day.
#include "app/desk/agenda.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "sync/record/deletion.hpp"
#include "tests/app/views/sample.hpp"
#include "tests/app/views/sample_map.hpp"
#include "tests/app/views/sample_table.hpp"

#include <algorithm>

namespace takan::test {

using app::Language;
using sync::Record;
using sync::RecordId;
using sync::Value;

namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts)
        if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
    return out;
}

std::string sort_key(const Record& record) {
    const app::KindSpec* kind = app::find_kind(record.kind);
    const std::string own = kind == nullptr || kind->sort_by.empty() ? "" : sync::shown_text(record, kind->sort_by);
    return own.empty() ? sync::to_text(record.id.created()) : own;
}

bool has_value(const Record& record, const app::Filter& filter) {
    if (sync::set_member(record, filter.field, filter.value)) return true;
    if (const auto flag = sync::shown_flag(record, filter.field)) return filter.value == (*flag ? "true" : "false");
    return sync::shown_text(record, filter.field) == filter.value;
}

bool passes(const Record& record, const app::Row& row, const app::Filter& filter) {
    if (!filter.kind.empty() && record.kind != filter.kind) return false;
    if (row.deleted && !filter.with_deleted) return false;
    if (filter.only_contested && row.contested == 0) return false;
    if (filter.only_unsynced && !row.unsynced) return false;
    return filter.field.empty() || has_value(record, filter);
}

void sort_rows(std::vector<app::Row>& rows, app::Order order) {
    std::stable_sort(rows.begin(), rows.end(), [&](const app::Row& a, const app::Row& b) {
        if (order == app::Order::title) return a.title < b.title;
        return order == app::Order::newest_first ? a.sort_key > b.sort_key : a.sort_key < b.sort_key;
    });
}

} // namespace

std::string SampleDay::site_name(const Record& record, Language language) const {
    const auto id = sync::RecordId::parse(sync::shown_text(record, "site"));
    return id && records.contains(*id) ? app::title_of(records.at(*id), language) : std::string();
}

app::Row SampleDay::row_of(const Record& record, Language language) const {
    app::Row row;
    row.id = record.id;
    row.kind = record.kind;
    row.title = app::title_of(record, record.kind == "visit" ? site_name(record, language) : std::string(), language);
    row.sort_key = sort_key(record);
    row.deleted = deleted.contains(record.id);
    row.contested = static_cast<int>(sync::contested_fields(record).size());
    row.unsynced = record.id == visit || record.id == drums || record.id == outfall;
    row.review_state = sync::shown_text(record, "review.state");
    return row;
}

std::vector<Record> SampleDay::referring(const char* kind, const char* field, const RecordId& target) const {
    std::vector<Record> found;
    for (const auto& [id, record] : records)
        if (record.kind == kind && !deleted.contains(id) && sync::shown_text(record, field) == target.text())
            found.push_back(record);
    std::stable_sort(found.begin(), found.end(),
                     [](const Record& a, const Record& b) { return sort_key(a) < sort_key(b); });
    return found;
}

app::Detail SampleDay::detail_of(const Record& record, Language language) const {
    app::Detail detail;
    detail.record = record;
    detail.row = row_of(record, language);
    if (record.kind == "visit") {
        detail.findings = referring("finding", "visit", record.id);
        detail.photos = referring("photo", "visit", record.id);
        if (const auto id = sync::RecordId::parse(sync::shown_text(record, "site")); id && records.contains(*id)) {
            detail.site = records.at(*id);
            for (const auto& other : referring("visit", "site", *id))
                if (other.id != record.id) detail.visits.push_back(row_of(other, language));
        }
    }
    if (record.kind == "finding") detail.photos = referring("photo", "finding", record.id);
    if (record.kind == "site") {
        for (const auto& other : referring("visit", "site", record.id))
            detail.visits.push_back(row_of(other, language));
        detail.findings = referring("finding", "site", record.id);
        for (const auto& finding : detail.findings)
            for (auto& one : referring("photo", "finding", finding.id))
                detail.photos.push_back(std::move(one));
    }
    std::reverse(detail.visits.begin(), detail.visits.end());
    for (const auto& row : detail.visits) {
        const bool begun = sync::shown_text(records.at(row.id), "state") == "recorded";
        if (!begun || (record.kind == "visit" && row.sort_key >= detail.row.sort_key)) continue;
        detail.before = records.at(row.id);
        detail.before_findings = referring("finding", "visit", row.id);
        break;
    }
    std::vector<Record> all{record};
    all.insert(all.end(), detail.findings.begin(), detail.findings.end());
    all.insert(all.end(), detail.photos.begin(), detail.photos.end());
    for (const auto& one : all) {
        for (auto& comment : referring("comment", "record", one.id))
            detail.comments.push_back(std::move(comment));
        for (const char* field : {"site", "visit", "finding", "record"})
            if (const auto id = sync::RecordId::parse(sync::shown_text(one, field)); id && records.contains(*id))
                detail.titles.emplace(*id, row_of(records.at(*id), language).title);
    }
    std::stable_sort(detail.comments.begin(), detail.comments.end(),
                     [](const Record& a, const Record& b) { return a.id < b.id; });
    return detail;
}

std::vector<app::InboxItem> SampleDay::inbox(Language language) const {
    std::vector<app::InboxItem> items;
    for (const auto& id : {visit, returned, approved}) {
        app::InboxItem item;
        item.row = row_of(records.at(id), language);
        item.site = item.row.title;
        item.people = id == visit ? std::vector<std::string>{"周敏", "李建国"} : std::vector<std::string>{"周敏"};
        item.inspectors = item.people;
        item.newest = id == visit ? march(22, 10, 46) : id == returned ? march(21, 20, 30) : march(22, 9, 40);
        item.changes = id == visit ? 14 : 3;
        item.contested = id == visit ? 2 : 0;
        item.findings = referring("finding", "visit", id).size();
        item.photos = referring("photo", "visit", id).size();
        item.unread = id != approved;
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<app::AgendaItem> SampleDay::agenda(Language language) const {
    std::vector<app::AgendaItem> items;
    for (const auto& [id, record] : records) {
        const Value* people = sync::shown(record, "inspectors");
        if (record.kind != "visit" || people == nullptr || deleted.contains(id)) continue;
        const auto& names = *people->array();
        if (std::find(names.begin(), names.end(), Value(base.me.name)) == names.end()) continue;
        if (auto item = app::agenda_item(detail_of(record, language),
                                         {base.me.device, base.me.name, base.people, language, forms, sample_now}))
            items.push_back(std::move(*item));
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto& a, const auto& b) { return a.row.sort_key > b.row.sort_key; });
    return items;
}

app::Snapshot SampleDay::answer(const app::Request& request, Language language) const {
    app::Snapshot out = base;
    out.request = request;
    out.language = language;
    app::Filter sites;
    sites.kind = "site";
    for (const auto& [id, record] : records) {
        const app::Row row = row_of(record, language);
        if (passes(record, row, sites)) out.sites.push_back(row);
        if (!request.list.kind.empty() && passes(record, row, request.list)) out.list.push_back(row);
        if (!request.search.empty() && row.title.find(request.search) != std::string::npos)
            out.hits.push_back({row, "name", row.title});
    }
    sort_rows(out.sites, app::Order::title);
    sort_rows(out.list, request.list.order);
    out.list_total = out.list.size();
    if (out.list.size() > request.list.limit) out.list.resize(request.list.limit);
    for (const auto& row : out.list) {
        const Record& record = records.at(row.id);
        const std::string place = row.kind == "visit" ? std::string() : site_name(record, language);
        std::vector<std::string> parts{app::subtitle_of(record, place, language)};
        if (row.kind == "visit")
            for (const char* field : {"purpose", "inspectors"})
                if (const Value* value = sync::shown(record, field))
                    parts.push_back(app::value_text(row.kind, field, *value, language));
        out.list_notes.emplace(row.id, joined(parts));
        if (request.records) out.list_records.push_back(record);
    }
    if (records.contains(request.open)) {
        out.detail = detail_of(records.at(request.open), language);
        if (request.history)
            for (const auto& [name, field] : out.detail->record.fields)
                for (const auto& [edit, value] : field)
                    out.history.push_back({name, edit, value, false});
    }
    const auto check = [&](const Record& one) {
        const auto named = [&](const Record& from, const char* field) {
            const auto id = RecordId::parse(sync::shown_text(from, field));
            const auto found = id ? records.find(*id) : records.end();
            return found == records.end() ? nullptr : &found->second;
        };
        const Record* of = named(one, "visit");
        const app::PhotoCheck checked = app::check_photo(one, of, of == nullptr ? nullptr : named(*of, "site"));
        if (one.kind == "photo" && checked.needs_attention()) out.photo_checks.insert_or_assign(one.id, checked);
    };
    std::for_each(out.list_records.begin(), out.list_records.end(), check);
    if (out.detail) std::for_each(out.detail->photos.begin(), out.detail->photos.end(), check);
    if (request.team || (out.detail && out.detail->record.kind == "visit")) out.forms = forms;
    if (request.agenda) out.agenda = agenda(language);
    if (request.review) out.inbox = inbox(language);
    if (!request.table.query.kind.empty())
        with_store(records, deleted, [&](const app::Store& store) {
            out.table = app::Ledger().answer(store, request.table, language).value();
        });
    if (request.overview.shown)
        with_store(records, deleted, [&](const app::Store& store) {
            app::Ledger ledger;
            out.overview = std::make_shared<const app::Overview>(
                app::overview_of(store, ledger, request.overview, language).value());
        });
    if (request.map.shown) out.map = sample_map(records, request.map);
    if (request.map.shown || request.map.files) out.map.files = std::make_shared<const std::vector<app::MapFile>>(maps);
    return out;
}

} // namespace takan::test
