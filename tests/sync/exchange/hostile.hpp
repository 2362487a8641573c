#pragma once
// What somebody can do who writes into the team's repository without our program: raw objects, broken refs, lost files.

#include "tests/sync/exchange/team.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::test {

// Writes an object of any bytes into the team's repository.
sync::git::Oid put_object(const Team& team, sync::git::ObjectType type, std::string_view bytes);
// "mode name\0id", as it stands in a tree.
std::string raw_entry(std::string_view mode, std::string_view name, const sync::git::Oid& id);
// A signed commit of this tree on top of main (or of these parents). Main is moved to it.
sync::git::Oid put_commit(const Team& team, const sync::Signer& signer, const sync::git::Oid& tree);
sync::git::Oid put_commit(const Team& team, const sync::Signer& signer, const sync::git::Oid& tree,
                          const std::vector<sync::git::Oid>& parents);
// The entries of main's tree as bytes, with `more` behind them: the order is nobody's care.
std::string main_entries(const Team& team, const std::string& more);
// Writes a ref's file as it is, whatever that says.
void write_ref(const Team& team, const std::string& name, std::string_view text);
// As bit rot does it: the object is gone, or other bytes stand in its place.
void lose_object(const std::filesystem::path& repository, const sync::git::Oid& id);
void damage_object(const std::filesystem::path& repository, const sync::git::Oid& id);

// A leader and two inspectors, each with a record that must survive whatever comes.
struct Victims {
    Team team;
    Laptop leader;
    Laptop wang;
    Laptop li;
    std::vector<sync::RecordId> records;

    Victims();
    // Everybody writes on and syncs; afterwards all hold every honest record, the team's main is clean, and the words
    // of `fault` stand in somebody's quarantine.
    void survive(sync::Fault fault);
    void survive();
    bool anybody_was_told(sync::Fault fault) const;
};

// The most memory that this process has held since the last call, in megabytes; 0 where that cannot be told.
std::size_t peak_megabytes();
void reset_peak();

} // namespace takan::test
