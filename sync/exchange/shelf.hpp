#pragma once
// Shelf: what sync asks of the store, whatever keeps it. Called on the sync thread; an implementation may hand over to
// another.

#include "sync/git/object.hpp"
#include "sync/record/record.hpp"
#include "sync/team/judge.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace takan::sync {

struct Outgoing {
    RecordId id;
    std::string path;
    std::string bytes;         // canonical
    std::uint64_t version = 0; // the store's mark of this state of the record
};

struct TakeIn {
    git::Oid commit;             // what the store stands at afterwards
    std::vector<Record> records; // to be merged into the store's copies
    std::vector<Quarantined> set_aside;
};

class Shelf {
public:
    virtual ~Shelf() = default;

    // Records changed since they were last committed, as of now.
    virtual Result<std::vector<Outgoing>> outgoing() = 0;
    // These states are in `commit`, which is main now. Records changed since keep their mark as changed.
    virtual Status committed(const std::vector<Outgoing>& records, const git::Oid& commit) = 0;
    // The commit the store stands at; nothing for a new or rebuilt store.
    virtual Result<std::optional<git::Oid>> stands_at() = 0;
    // Takes in what changed, in one transaction together with the commit.
    virtual Status take_in(const TakeIn& news) = 0;
    // From now on this laptop writes as `device`. Returns when no edit is made under another any more.
    virtual Status become(DeviceId device) = 0;
    // Changes the latest copies of these records, in one transaction; they wait for a commit afterwards. One that
    // `edit` leaves without a field is taken out. Those that are not here are passed over.
    virtual Status amend(const std::vector<RecordId>& ids, const std::function<Status(Record&)>& edit) = 0;
};

} // namespace takan::sync
