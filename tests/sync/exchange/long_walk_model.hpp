#pragma once
// What people wrote in a walk, and whether a shelf may hold what it holds.

#include "tests/sync/exchange/memory_shelf.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace takan::test {

// Every write has a name of its own, which is its value or a deletion's reason. A restoring null has none: it is
// "null".
class Model {
public:
    std::string next_value() { return "w" + std::to_string(m_writes.size()); }
    static std::string name_of(const sync::Value& value);
    // The names that a field of a shelf's record holds.
    static std::set<std::string> names_in(const MemoryShelf& shelf, const sync::RecordId& id, const std::string& field);

    void wrote(const std::filesystem::path& laptop, const sync::RecordId& id, const std::string& field,
               const std::string& name, std::set<std::string> replaced);
    void backed_up(const std::filesystem::path& laptop);
    // What this laptop wrote since its backup is gone, unless it was sent.
    void put_back(const std::filesystem::path& laptop);
    // Those records that the shelf holds.
    std::vector<sync::RecordId> records_on(const MemoryShelf& shelf) const;

    // What the shelf lacks, or holds and nobody wrote, or holds although it was replaced. A laptop that writes its
    // edits anew under another name may bring back what was replaced: then `may_return`.
    std::vector<std::string> faults(const MemoryShelf& shelf, bool may_return) const;

private:
    struct Write {
        std::filesystem::path laptop;
        sync::RecordId id;
        std::string field;
        std::string name;
        std::set<std::string> replaced;
        bool is_in_backup = false;
        bool may_be_lost = false;
    };

    // The write is there, or one that replaced it.
    bool lives_on(const MemoryShelf& shelf, std::size_t number) const;

    std::vector<Write> m_writes;
};

} // namespace takan::test
