#pragma once
// RefStore: a repository's refs as git's files keep them, one file a ref and packed-refs for older ones; read without a
// mapping and moved under git's own locks.

#include "sync/git/object.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::sync::git {

// Which refs get a reflog; those that have one already go on with it.
enum class Reflogs { none, branches, all };

class RefStore {
public:
    // `folder`: the bare repository's, or a work tree's common .git.
    RefStore(std::filesystem::path folder, Reflogs reflogs) : m_folder(std::move(folder)), m_reflogs(reflogs) {}

    // Where a ref stands, also by way of others that it points to; nothing when it does not exist. Errors: corrupt (its
    // file cannot be understood), offline, denied.
    Result<std::optional<Oid>> read(const std::string& name) const;
    // Sorted by name. Left out, as git does: refs that point to refs, and files that cannot be understood.
    Result<std::vector<std::pair<std::string, Oid>>> list(std::string_view prefix) const;

    // Both under the ref's lock, when it stands at `expected` (nothing: it does not exist). Errors: stale when it does
    // not, busy when another program holds a lock, invalid when one ref's name is another's folder.
    Status move(const std::string& name, const std::optional<Oid>& expected, const Oid& target) const;
    Status remove(const std::string& name, const Oid& expected) const;

private:
    Status check_place(const std::string& name) const;
    Status remove_packed(const std::string& name) const;
    void remove_empty_folders(const std::string& name) const;
    std::filesystem::path path_of(const std::string& name) const;

    std::filesystem::path m_folder;
    Reflogs m_reflogs;
};

} // namespace takan::sync::git
