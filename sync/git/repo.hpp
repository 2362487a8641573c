#pragma once
// Repo: one bare git repository on a path. Objects, refs and commits in our words; libgit2 stays behind it.

#include "sync/git/object.hpp"
#include "sync/git/tree_listing.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::sync::git {

// Not safe to share between threads; each thread opens its own.
class Repo {
public:
    // Creates a bare repository (or opens the one that is there) with settings under which git's own gc stays fast.
    static Result<Repo> create(const std::filesystem::path& folder);
    // Opens a bare repository, or a work tree's .git. Also when another user owns it. Errors: missing, denied, offline,
    // corrupt.
    static Result<Repo> open(const std::filesystem::path& folder);
    // The same without looking at any object: true when the folder holds a git repository.
    static bool is_repository(const std::filesystem::path& folder);

    Repo(Repo&&) noexcept;
    Repo& operator=(Repo&&) noexcept;
    ~Repo();

    const std::filesystem::path& folder() const;

    bool has(const Oid& id) const;
    // The same among the packs known since opening or refresh(): for many ids most of which are not there.
    bool has_without_refresh(const Oid& id) const;
    // Those of `ids` that are here, sorted, by the same packs: a look for each would go through all packs for each.
    std::vector<Oid> held(std::vector<Oid> ids) const;
    // Reads an object of at most `limit` bytes; a larger one is an error invalid and is not inflated. Error missing,
    // corrupt.
    Result<std::string> read(const Oid& id, ObjectType type, std::size_t limit) const;
    // The same with its form in a pack here, to be taken over into another one.
    Result<PackedObject> read_packed(const Oid& id, ObjectType type, std::size_t limit) const;
    Result<std::pair<ObjectType, std::size_t>> header(const Oid& id) const;
    Result<Commit> commit(const Oid& id) const;
    Result<Tree> tree(const Oid& id) const; // the zero id gives the empty tree
    // The same without copies. What was read last is kept, within bounds: a path's folders are looked at again and
    // again.
    Result<std::shared_ptr<const TreeListing>> listing(const Oid& id) const;
    // The same for what breaks git's rules; see parse_lineage() and parse_loose_tree(). Errors missing, corrupt,
    // invalid (too large).
    Result<Commit> lineage(const Oid& id) const;
    Result<Tree> loose_tree(const Oid& id) const;
    // Looks a path up below a tree. Error missing.
    Result<TreeEntry> entry_at(const Oid& tree, std::string_view path) const;

    // Where a ref stands; nothing when it does not exist, or (ref) cannot be read. Errors of read_ref: corrupt,
    // offline, denied.
    std::optional<Oid> ref(std::string_view name) const;
    Result<std::optional<Oid>> read_ref(std::string_view name) const;
    // Name and target of every ref whose name starts with `prefix`, sorted by name.
    Result<std::vector<std::pair<std::string, Oid>>> refs(std::string_view prefix) const;
    // Moves a ref only when it still stands at `expected` (nothing: it must not exist yet). Error stale when it does
    // not, busy when another process holds its lock, invalid when another ref's name stands in the way.
    Status move_ref(std::string_view name, const std::optional<Oid>& expected, const Oid& target);
    // Removes a ref and its reflog. Errors as above; stale also when it does not exist.
    Status remove_ref(std::string_view name, const Oid& expected);

    // Commits reachable from `tips` and not from `hidden`, parents before children. Stops with `invalid` behind
    // `limit`.
    Result<std::vector<Oid>> new_commits(const std::vector<Oid>& tips, const std::vector<Oid>& hidden,
                                         std::size_t limit = 1'000'000) const;
    Result<bool> is_ancestor(const Oid& ancestor, const Oid& of) const;

    // Makes packs that were written since opening visible.
    void refresh();
    // Another one whenever a pack came or went, as far as refresh() knows. Nothing where loose objects lie, which come
    // and go one by one.
    std::optional<std::string> packs_fingerprint() const;

private:
    friend class PackReceiver; // looks at a pack together with a repository before it becomes part of it
    struct State;
    explicit Repo(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync::git
