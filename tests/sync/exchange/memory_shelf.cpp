#include "tests/sync/exchange/memory_shelf.hpp"

#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>

namespace takan::test {

using namespace takan::sync;

namespace {

Error power_cut() {
    return fail(ErrorKind::broken, "the power went");
}

} // namespace

Result<std::vector<Outgoing>> MemoryShelf::outgoing() {
    std::vector<Outgoing> records;
    for (const auto& [id, entry] : m_records) {
        if (entry.is_changed) records.push_back({id, path_of(entry.record), canonical(entry.record), entry.version});
    }
    return records;
}

Status MemoryShelf::committed(const std::vector<Outgoing>& records, const git::Oid& commit) {
    if (fails_committed) return power_cut();
    for (const auto& record : records) {
        Entry& entry = m_records.at(record.id);
        if (entry.version == record.version) entry.is_changed = false;
    }
    m_stand = commit;
    return {};
}

Status MemoryShelf::take_in(const TakeIn& news) {
    if (fails_take_in) return power_cut();
    if (!news.records.empty() || !news.set_aside.empty()) ++take_ins;
    for (const auto& record : news.records) {
        const auto [at, is_new] = m_records.try_emplace(record.id, Entry{record, 1, false});
        if (is_new) continue;
        Entry& entry = at->second;
        TAKAN_TRY_LET(merged, merge(entry.record, record));
        if (merged.record != entry.record) ++entry.version;
        entry.record = std::move(merged.record);
        entry.is_changed = entry.record != record;
    }
    for (const auto& one : news.set_aside) {
        if (std::find(set_aside.begin(), set_aside.end(), one) == set_aside.end()) set_aside.push_back(one);
    }
    m_stand = news.commit;
    return {};
}

Status MemoryShelf::become(DeviceId device) {
    became = device;
    return {};
}

Status MemoryShelf::amend(const std::vector<RecordId>& ids, const std::function<Status(Record&)>& edit) {
    for (const auto& id : ids) {
        const auto found = m_records.find(id);
        if (found == m_records.end()) continue;
        Entry& entry = found->second;
        Record record = entry.record;
        TAKAN_TRY(edit(record));
        if (record == entry.record) continue;
        if (record.fields.empty()) {
            m_records.erase(found);
            continue;
        }
        entry.record = std::move(record);
        ++entry.version;
        entry.is_changed = true;
    }
    return {};
}

void MemoryShelf::add(const Record& record) {
    m_records.insert_or_assign(record.id, Entry{record, 1, true});
}

void MemoryShelf::edit(const RecordId& id, std::string_view field, Value value, DeviceId device, Instant now) {
    Entry& entry = m_records.at(id);
    write(entry.record, field, std::move(value), device, now);
    ++entry.version;
    entry.is_changed = true;
}

const Record* MemoryShelf::find(const RecordId& id) const {
    const auto found = m_records.find(id);
    return found == m_records.end() ? nullptr : &found->second.record;
}

std::map<std::string, std::string> MemoryShelf::contents() const {
    std::map<std::string, std::string> texts;
    for (const auto& [id, entry] : m_records) {
        texts[path_of(entry.record)] = canonical(entry.record);
    }
    return texts;
}

std::size_t MemoryShelf::unsynced() const {
    return static_cast<std::size_t>(
        std::count_if(m_records.begin(), m_records.end(), [](const auto& one) { return one.second.is_changed; }));
}

} // namespace takan::test
