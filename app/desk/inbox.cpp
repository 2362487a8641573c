#include "app/desk/inbox.hpp"

#include "app/desk/query.hpp"
#include "app/domain/review.hpp"
#include "app/domain/titles.hpp"
#include "sync/record/deletion.hpp"

#include <algorithm>
#include <tuple>

namespace takan::app {

namespace {

constexpr std::size_t greatest_inbox = 500;   // visits; older ones appear when something in them is news
constexpr std::size_t greatest_unseen = 5000; // records

// Fields that a person reads in review; the leader's own decisions are not news.
bool is_news(std::string_view field) {
    return !field.starts_with("review.");
}

// What others changed in one record since it was last looked at.
struct News {
    std::size_t changes = 0;
    std::set<sync::DeviceId> devices;
    sync::Instant newest;
};

News news_of(const sync::Record& record, const sync::Record* known, const sync::DeviceId& me) {
    News news;
    for (const auto& [name, field] : record.fields) {
        if (!is_news(name)) continue;
        const sync::Field* before = known == nullptr ? nullptr : sync::find_field(*known, name);
        if (before != nullptr && *before == field) continue;
        bool by_others = false;
        for (const auto& [edit, value] : field) {
            if (edit.device == me || (before != nullptr && before->contains(edit))) continue;
            by_others = true;
            news.devices.insert(edit.device);
            news.newest = std::max(news.newest, edit.time);
        }
        if (by_others) ++news.changes;
    }
    return news;
}

sync::Instant newest_edit(const sync::Record& record) {
    sync::Instant newest;
    for (const auto& [device, time] : record.seen)
        newest = std::max(newest, time);
    return newest;
}

bool is_gone(const Row& row) {
    return row.deleted && !row.deleted_but_changed;
}

std::string name_of(const sync::DeviceId& device, const Inbox::Reader& reader) {
    const auto found = reader.people.find(device);
    return found == reader.people.end() ? device.text() : found->second;
}

// Who the record names as inspectors; when it names none, whoever wrote what of it is oldest.
std::vector<std::string> inspectors_of(const sync::Record& record, const Inbox::Reader& reader) {
    std::vector<std::string> names;
    const sync::Value* value = sync::shown(record, "inspectors");
    const auto* listed = value == nullptr ? nullptr : value->array();
    if (listed != nullptr)
        for (const auto& one : *listed)
            if (const auto* name = one.text()) names.push_back(*name);
    if (!names.empty()) return names;
    const sync::Edit* oldest = nullptr;
    for (const auto& [field, edits] : record.fields)
        for (const auto& [edit, written] : edits)
            if (is_news(field) && (oldest == nullptr || edit.time < oldest->time)) oldest = &edit;
    if (oldest != nullptr) names.push_back(name_of(oldest->device, reader));
    return names;
}

// Fields written since the decision on a record; none where nothing is decided.
std::size_t changes_since_decision(const sync::Record& record) {
    return review_state(record) == ReviewState::changed_since ? changed_since_review(record).size() : 0;
}

// What the visit's findings say of it. Photos are too many to read all of them.
Status add_findings(const Store& store, const std::vector<Row>& findings, InboxItem& item) {
    for (const auto& row : findings) {
        if (is_gone(row)) continue;
        TAKAN_TRY_LET(finding, store.get(row.id));
        if (!finding) continue;
        item.since_decision += changes_since_decision(*finding);
        const std::string due = sync::shown_text(*finding, "due");
        if (!due.empty() && (item.due.empty() || due < item.due)) item.due = due;
    }
    return {};
}

void add(InboxItem& item, const News& news, const Inbox::Reader& reader) {
    item.changes += news.changes;
    item.newest = std::max(item.newest, news.newest);
    for (const auto& device : news.devices) {
        const std::string name = name_of(device, reader);
        if (std::find(item.people.begin(), item.people.end(), name) == item.people.end()) item.people.push_back(name);
    }
}

// Rows of what belongs to one home, deleted ones too: that something was deleted is news.
struct Belongings {
    std::vector<Row> findings;
    std::vector<Row> photos;
};

Status append(const Store& store, std::string_view kind, std::string_view field, const sync::RecordId& target,
              std::vector<Row>& out) {
    TAKAN_TRY_LET(rows, store.referring(kind, field, target));
    for (auto& row : rows) {
        const bool there = std::any_of(out.begin(), out.end(), [&](const Row& one) { return one.id == row.id; });
        if (!there) out.push_back(std::move(row));
    }
    return {};
}

Result<Belongings> belongings_of(const Store& store, const Row& home) {
    Belongings all;
    if (home.kind == "visit") {
        TAKAN_TRY(append(store, "finding", "visit", home.id, all.findings));
        TAKAN_TRY(append(store, "photo", "visit", home.id, all.photos));
    }
    if (home.kind == "finding") TAKAN_TRY(append(store, "photo", "finding", home.id, all.photos));
    for (const auto& finding : all.findings)
        TAKAN_TRY(append(store, "photo", "finding", finding.id, all.photos));
    return all;
}

// The belongings in full, and the comments about them and about the home.
Result<std::vector<sync::Record>> records_of(const Store& store, const sync::RecordId& home, const Belongings& all) {
    std::vector<Row> rows = all.findings;
    rows.insert(rows.end(), all.photos.begin(), all.photos.end());
    std::vector<Row> comments;
    TAKAN_TRY(append(store, "comment", "record", home, comments));
    for (const auto& row : rows)
        TAKAN_TRY(append(store, "comment", "record", row.id, comments));
    rows.insert(rows.end(), comments.begin(), comments.end());
    std::vector<sync::Record> records;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) records.push_back(std::move(*record));
    }
    return records;
}

// Counts what is there; returns the sum of contested fields.
std::size_t contested_in(const std::vector<Row>& rows, std::size_t& there) {
    std::size_t contested = 0;
    for (const auto& row : rows) {
        if (is_gone(row)) continue;
        ++there;
        contested += static_cast<std::size_t>(row.contested);
    }
    return contested;
}

} // namespace

void Inbox::forget() {
    m_whole = false;
    m_changed.clear();
}

void Inbox::forget(const std::vector<sync::RecordId>& ids) {
    if (m_whole) m_changed.insert(ids.begin(), ids.end());
}

Status Inbox::read_home(const Store& store, const Reader& reader, const sync::RecordId& home, const Records* unseen) {
    m_items.erase(home);
    TAKAN_TRY_LET(rows, store.rows({home}));
    TAKAN_TRY_LET(record, store.get(home));
    if (rows.empty() || !record || is_gone(rows.front())) return {};
    InboxItem item;
    item.row = rows.front();
    item.newest = newest_edit(*record);
    TAKAN_TRY_LET(belongings, belongings_of(store, item.row));
    item.contested = static_cast<std::size_t>(item.row.contested);
    item.contested += contested_in(belongings.findings, item.findings);
    item.contested += contested_in(belongings.photos, item.photos);

    item.inspectors = inspectors_of(*record, reader);
    item.since_decision = changes_since_decision(*record);
    TAKAN_TRY(add_findings(store, belongings.findings, item));

    Records found;
    if (unseen == nullptr) {
        TAKAN_TRY_LET(all, records_of(store, home, belongings));
        found = std::move(all);
        unseen = &found;
    }
    const auto is_home = [&](const sync::Record& one) { return one.id == home; };
    if (unseen == &found || m_too_many || std::any_of(unseen->begin(), unseen->end(), is_home)) {
        TAKAN_TRY_LET(looked, store.looked(home));
        add(item, news_of(*record, looked.record ? &*looked.record : nullptr, reader.device), reader);
        item.unread = item.fresh = !looked.record;
    }
    for (const auto& one : *unseen) {
        if (one.id == home) continue;
        m_home_of[one.id] = home;
        TAKAN_TRY_LET(before, store.looked(one.id));
        add(item, news_of(one, before.record ? &*before.record : nullptr, reader.device), reader);
    }
    for (const auto* kind : {&belongings.findings, &belongings.photos})
        for (const auto& row : *kind)
            m_home_of[row.id] = home;
    item.unread = item.unread || item.changes > 0;
    if (item.row.kind != "visit" && !item.unread) return {};
    TAKAN_TRY_LET(site, referred(store, *record, "site"));
    if (site) item.site = title_of(*site, reader.language);
    if (site && item.row.kind == "visit") item.row.title = item.site;
    m_items[home] = std::move(item);
    return {};
}

Status Inbox::read_all(const Store& store, const Reader& reader) {
    m_items.clear();
    m_home_of.clear();
    m_changed.clear();
    std::map<sync::RecordId, Records> unseen; // by home
    TAKAN_TRY_LET(rows, store.unseen({"visit", "finding", "photo", "site", "comment"}, greatest_unseen));
    m_too_many = rows.size() >= greatest_unseen;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (!record) continue;
        TAKAN_TRY_LET(home, home_of(store, *record));
        unseen[home].push_back(std::move(*record));
    }
    Filter visits;
    visits.kind = "visit";
    visits.limit = greatest_inbox;
    TAKAN_TRY_LET(newest, store.list(visits));
    for (const auto& row : newest)
        unseen.try_emplace(row.id);
    for (const auto& [home, records] : unseen)
        TAKAN_TRY(read_home(store, reader, home, &records));
    m_whole = true;
    return {};
}

Status Inbox::read_changed(const Store& store, const Reader& reader) {
    std::set<sync::RecordId> homes;
    for (const auto& id : m_changed) {
        if (const auto old = m_home_of.find(id); old != m_home_of.end()) homes.insert(old->second);
        TAKAN_TRY_LET(record, store.get(id));
        if (!record) continue;
        if (record->kind == "site") return read_all(store, reader); // its name stands in many items
        TAKAN_TRY_LET(home, home_of(store, std::move(*record)));
        homes.insert(home);
    }
    m_changed.clear();
    for (const auto& home : homes)
        TAKAN_TRY(read_home(store, reader, home, nullptr));
    return {};
}

Result<std::vector<InboxItem>> Inbox::items(const Store& store, const Reader& reader) {
    TAKAN_TRY(m_whole ? read_changed(store, reader) : read_all(store, reader));
    std::vector<InboxItem> items;
    items.reserve(m_items.size());
    for (const auto& [home, item] : m_items)
        items.push_back(item);
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.unread, a.contested > 0, a.newest) > std::tuple(b.unread, b.contested > 0, b.newest);
    });
    return items;
}

} // namespace takan::app
