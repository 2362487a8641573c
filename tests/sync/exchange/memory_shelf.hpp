#pragma once
// A shelf that keeps records in memory, with the same promises as the store. Told to, it fails as if the power went.

#include "sync/exchange/shelf.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::test {

class MemoryShelf : public sync::Shelf {
public:
    sync::Result<std::vector<sync::Outgoing>> outgoing() override;
    sync::Status committed(const std::vector<sync::Outgoing>& records, const sync::git::Oid& commit) override;
    sync::Result<std::optional<sync::git::Oid>> stands_at() override { return m_stand; }
    sync::Status take_in(const sync::TakeIn& news) override;
    sync::Status become(sync::DeviceId device) override;
    sync::Status amend(const std::vector<sync::RecordId>& ids,
                       const std::function<sync::Status(sync::Record&)>& edit) override;

    void add(const sync::Record& record);
    void edit(const sync::RecordId& id, std::string_view field, sync::Value value, sync::DeviceId device,
              sync::Instant now);
    const sync::Record* find(const sync::RecordId& id) const;
    // Canonical text of every record, by path: equal shelves give equal maps.
    std::map<std::string, std::string> contents() const;
    std::size_t size() const { return m_records.size(); }
    std::size_t unsynced() const;
    // As after a rebuild: nothing is known of what was taken in; edits that were not synced are there.
    void forget_stand() { m_stand.reset(); }

    bool fails_committed = false;
    bool fails_take_in = false;
    std::size_t take_ins = 0; // calls that brought something
    std::vector<sync::Quarantined> set_aside;
    std::optional<sync::DeviceId> became; // the last device that it was told of

private:
    struct Entry {
        sync::Record record;
        std::uint64_t version = 1;
        bool is_changed = false;
    };

    std::map<sync::RecordId, Entry> m_records;
    std::optional<sync::git::Oid> m_stand;
};

} // namespace takan::test
