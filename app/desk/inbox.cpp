#include "app/desk/query.hpp"

#include "app/domain/titles.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace takan::app {

namespace {

constexpr std::size_t greatest_inbox = 500;

// Fields that a person reads in review; the review's own fields are not news.
bool is_news(std::string_view field) {
    return field.substr(0, 7) != "review.";
}

// What changed in one record since it was last looked at.
struct News {
    std::size_t changes = 0;
    std::size_t contested = 0;
    std::set<sync::DeviceId> devices;
    sync::Instant newest;
};

News news_of(const sync::Record& record, const sync::Record* known) {
    News news;
    for (const auto& [name, field] : record.fields) {
        if (!is_news(name)) continue;
        const sync::Field* before = known == nullptr ? nullptr : sync::find_field(*known, name);
        if (sync::is_contested(name, field)) ++news.contested;
        if (before != nullptr && *before == field) continue;
        ++news.changes;
        for (const auto& [edit, value] : field) {
            news.devices.insert(edit.device);
            news.newest = std::max(news.newest, edit.time);
        }
    }
    if (news.newest == sync::Instant{})
        for (const auto& [device, time] : record.seen) news.newest = std::max(news.newest, time);
    return news;
}

void add(InboxItem& item, const News& news, const std::map<sync::DeviceId, std::string>& people) {
    item.changes += news.changes;
    item.contested += news.contested;
    item.newest = std::max(item.newest, news.newest);
    for (const auto& device : news.devices) {
        const auto found = people.find(device);
        const std::string name = found == people.end() ? device.text() : found->second;
        if (std::find(item.people.begin(), item.people.end(), name) == item.people.end()) item.people.push_back(name);
    }
}

// The visit that a record belongs to: itself, its own `visit` field, or its finding's.
Result<sync::RecordId> home_of(const Store& store, const sync::Record& record) {
    if (record.kind == "visit") return record.id;
    if (const auto visit = sync::RecordId::parse(sync::shown_text(record, "visit"))) return *visit;
    const char* link = record.kind == "photo" ? "finding" : record.kind == "comment" ? "record" : "";
    const auto target = sync::RecordId::parse(sync::shown_text(record, link));
    if (!target || *target == record.id) return record.id;
    TAKAN_TRY_LET(owner, store.get(*target));
    if (!owner) return record.id;
    if (owner->kind == "visit") return owner->id;
    if (const auto visit = sync::RecordId::parse(sync::shown_text(*owner, "visit"))) return *visit;
    return record.id;
}

Result<std::optional<InboxItem>> item_of(const Store& store, const sync::RecordId& home,
                                         const std::map<sync::DeviceId, std::string>& people) {
    auto detail = detail_of(store, home);
    if (!detail) return std::optional<InboxItem>{};
    InboxItem item;
    item.row = detail->row;
    item.findings = detail->findings.size();
    item.photos = detail->photos.size();
    if (detail->site) item.site = title_of(*detail->site, Language::zh);
    const auto count = [&](const sync::Record& record) {
        const auto known = detail->known.find(record.id);
        add(item, news_of(record, known == detail->known.end() ? nullptr : &known->second), people);
    };
    count(detail->record);
    for (const auto& finding : detail->findings) count(finding);
    for (const auto& photo : detail->photos) count(photo);
    item.unread = item.changes > 0;
    return std::optional(std::move(item));
}

} // namespace

Result<std::vector<InboxItem>> inbox_of(const Store& store, const std::map<sync::DeviceId, std::string>& people) {
    std::set<sync::RecordId> homes;
    TAKAN_TRY_LET(unseen, store.unseen({"visit", "finding", "photo", "site"}, greatest_inbox * 4));
    for (const auto& row : unseen) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (!record) continue;
        TAKAN_TRY_LET(home, home_of(store, *record));
        homes.insert(home);
    }
    Filter visits;
    visits.kind = "visit";
    visits.limit = greatest_inbox;
    TAKAN_TRY_LET(rows, store.list(visits));
    for (const auto& row : rows) homes.insert(row.id);
    std::vector<InboxItem> items;
    for (const auto& home : homes) {
        TAKAN_TRY_LET(item, item_of(store, home, people));
        if (item) items.push_back(std::move(*item));
    }
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.unread, a.contested > 0, a.newest) > std::tuple(b.unread, b.contested > 0, b.newest);
    });
    return items;
}

} // namespace takan::app
