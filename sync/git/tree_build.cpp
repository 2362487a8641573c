// Builds trees anew from a few changed paths.

#include "sync/base/text.hpp"
#include "sync/git/name.hpp"
#include "sync/git/tree_walk.hpp"

#include <algorithm>

namespace takan::sync::git {
namespace {

using Change = TreeChanges::const_iterator;

Status check_path(const std::string& path) {
    const auto parts = split(path, '/');
    const bool good =
        parts.size() <= static_cast<std::size_t>(greatest_depth) && std::ranges::all_of(parts, is_entry_name);
    return good ? Status{} : fail(ErrorKind::invalid, "a path cannot stand in a tree", path.substr(0, 200));
}

// The entries of one folder by name, so that a file and a folder of one name cannot both be in it.
using Folder = std::map<std::string, TreeEntry, std::less<>>;

class TreeBuilder {
public:
    TreeBuilder(const Repo& repo, PackWriter& pack) : m_repo(repo), m_pack(pack) {}

    // Applies the changes in [first, last), whose paths all begin with the same `depth` bytes (the folder's path).
    // Returns the zero id for a folder that is left empty.
    Result<Oid> folder(const Oid& base, Change first, Change last, std::size_t depth) {
        TAKAN_TRY_LET(before, m_repo.tree(base));
        Folder entries;
        for (const TreeEntry& entry : before) {
            entries.emplace(entry.name, entry);
        }
        // Files first: a file that goes makes room for a folder of its name.
        for (Change change = first; change != last; ++change) {
            if (change->first.find('/', depth) == std::string::npos) apply(*change, depth, entries);
        }
        while (first != last) {
            const std::size_t slash = first->first.find('/', depth);
            if (slash == std::string::npos) {
                ++first;
                continue;
            }
            const std::string_view prefix(first->first.data(), slash + 1);
            const Change end = std::find_if(first, last, [&](const auto& c) { return !c.first.starts_with(prefix); });
            TAKAN_TRY(descend(first, end, depth, slash, entries));
            first = end;
        }
        return write(base, before, entries);
    }

private:
    static void apply(const TreeChanges::value_type& change, std::size_t depth, Folder& entries) {
        std::string name = change.first.substr(depth);
        if (!change.second) {
            entries.erase(name);
            return;
        }
        entries[name] = TreeEntry{name, change.second->mode, change.second->id};
    }

    Status descend(Change first, Change last, std::size_t depth, std::size_t slash, Folder& entries) {
        const std::string name = first->first.substr(depth, slash - depth);
        const auto there = entries.find(name);
        const bool is_file = there != entries.end() && there->second.mode != Mode::folder;
        if (is_file) {
            // Where a file stands there is nothing below it to remove, and nothing may be put below it.
            const bool only_removes = std::all_of(first, last, [](const auto& change) { return !change.second; });
            if (only_removes) return {};
            return fail(ErrorKind::invalid, "a file stands where a folder is wanted", first->first.substr(0, slash));
        }
        const Oid base = there == entries.end() ? Oid{} : there->second.id;
        TAKAN_TRY_LET(id, folder(base, first, last, slash + 1));
        if (id.is_zero()) {
            entries.erase(name);
        } else {
            entries[name] = TreeEntry{name, Mode::folder, id};
        }
        return {};
    }

    Result<Oid> write(const Oid& base, const Tree& before, const Folder& entries) {
        if (entries.empty()) return Oid{};
        Tree after;
        for (const auto& [name, entry] : entries) {
            after.push_back(entry);
        }
        std::ranges::sort(after, tree_order);
        if (after == before) return base;
        return m_pack.add(ObjectType::tree, tree_bytes(after));
    }

    const Repo& m_repo;
    PackWriter& m_pack;
};

} // namespace

Result<Oid> build_tree(const Repo& repo, const Oid& base, const TreeChanges& changes, PackWriter& pack) {
    for (const auto& [path, entry] : changes) {
        TAKAN_TRY(check_path(path));
        if (entry && entry->id.is_zero()) return fail(ErrorKind::invalid, "an entry names no object", path);
    }
    TAKAN_TRY_LET(root, TreeBuilder(repo, pack).folder(base, changes.begin(), changes.end(), 0));
    if (!root.is_zero()) return root;
    return pack.add(ObjectType::tree, "");
}

} // namespace takan::sync::git
