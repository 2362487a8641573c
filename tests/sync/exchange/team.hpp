#pragma once
// A team in a scratch folder: a bare repository as its address, and laptops with a shelf in memory.

#include "sync/exchange/sync.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/exchange/memory_shelf.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::test {

// The value of a Result; its error fails the test.
template <class T>
T must(sync::Result<T> result) {
    const std::string failure = result ? std::string() : sync::describe(result.error());
    REQUIRE_MESSAGE(bool(result), failure);
    return std::move(*result);
}
inline void must(const sync::Status& status) {
    const std::string failure = status ? std::string() : sync::describe(status.error());
    REQUIRE_MESSAGE(bool(status), failure);
}

struct Laptop {
    std::filesystem::path folder;
    sync::DeviceId device;
    FixedClock clock;
    MemoryShelf shelf;

    sync::RecordId add(std::string_view field, sync::Value value, std::string_view kind = "note");
    void edit(const sync::RecordId& id, std::string_view field, sync::Value value);
    std::string shown(const sync::RecordId& id, std::string_view field) const;
    sync::Result<sync::Receipt> sync(const sync::SyncOptions& options = {}, const sync::OnProgress& progress = {},
                                     std::stop_token stop = {});
    sync::Receipt must_sync(const sync::SyncOptions& options = {}); // a failure fails the test
    sync::git::Repo repo() const;
    sync::Signer signer() const;
};

class Team {
public:
    explicit Team(const std::filesystem::path& name = "team.git");

    Laptop make_laptop(std::string_view name);                                               // knows the address only
    Laptop found(std::string_view name);                                                     // the leader's, synced
    Laptop join(Laptop& leader, std::string_view name, std::string_view role = "inspector"); // admitted, synced
    void admit(Laptop& leader, const Laptop& asking, std::string_view role = "inspector");   // and syncs the leader's

    const std::filesystem::path& address() const { return m_address; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return m_scratch / name; }
    sync::git::Repo repo() const;
    FixedClock clock;

private:
    Scratch m_scratch;
    std::filesystem::path m_address;
    int m_laptops = 0;
};

// Puts a commit that no honest program makes on the team's main: the paths with these bytes (nothing removes one),
// signed by `signer` unless told otherwise.
using Files = std::map<std::string, std::optional<std::string>>;
sync::git::Oid forge(const Team& team, const sync::Signer& signer, const Files& files);

// As the leader does it; the leader's laptop syncs.
void revoke(Laptop& leader, sync::DeviceId device);

// Files of a commit by path, with their bytes.
std::map<std::string, std::string> files_of(const sync::git::Repo& repo, const sync::git::Oid& commit);
// The words of `git` about a repository; the exit code comes first.
std::pair<int, std::string> run_git(const std::filesystem::path& repository, const std::string& arguments);
// fsck finds nothing, and git itself accepts the signature of every commit of main.
void check_with_git(const sync::git::Repo& repo);

// All laptops until nothing moves any more: two rounds are enough, since the second brings everybody what the first
// collected.
void settle(const std::vector<Laptop*>& laptops);
void check_all_equal(const std::vector<Laptop*>& laptops);

} // namespace takan::test
