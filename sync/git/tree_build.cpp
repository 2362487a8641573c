// Builds trees anew from a few changed paths.

#include "sync/base/text.hpp"
#include "sync/git/name.hpp"
#include "sync/git/tree_walk.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace takan::sync::git {
namespace {

using Change = TreeChanges::const_iterator;

Status check_path(const std::string& path) {
    const auto parts = split(path, '/');
    const bool good =
        parts.size() <= static_cast<std::size_t>(greatest_depth) && std::ranges::all_of(parts, is_entry_name);
    return good ? Status{} : fail(ErrorKind::invalid, "a path cannot stand in a tree", path.substr(0, 200));
}

// One folder as it will be: what stays of it, and what is put in.
class Folder {
public:
    explicit Folder(std::shared_ptr<const TreeListing> before)
        : m_before(std::move(before)), m_goes(m_before->entries().size()) {}

    // The entry of that name as it will be; nothing when there will be none.
    std::optional<TreeEntry> find(const std::string& name) const {
        const auto put = m_put.find(name);
        if (put != m_put.end()) return put->second;
        const ListedEntry* there = m_before->find(name);
        return there && !m_goes[place_of(there)] ? std::optional(there->entry()) : std::nullopt;
    }

    // A file and a folder of one name cannot both be in it.
    void remove(const std::string& name) {
        m_put.erase(name);
        if (const ListedEntry* there = m_before->find(name)) m_goes[place_of(there)] = true;
    }
    void put(const std::string& name, Mode mode, const Oid& id) {
        remove(name);
        m_put.emplace(name, TreeEntry{name, mode, id});
    }

    // The whole in git's order.
    std::string bytes() const {
        Tree put;
        for (const auto& [name, entry] : m_put)
            put.push_back(entry);
        std::ranges::sort(put, tree_order);
        std::string out;
        auto next = put.begin();
        const auto& entries = m_before->entries();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            for (; next != put.end() && compare_order({{}, next->name, next->mode}, entries[i]) < 0; ++next)
                out += entry_bytes(*next);
            if (!m_goes[i]) out += entries[i].bytes;
        }
        for (; next != put.end(); ++next)
            out += entry_bytes(*next);
        return out;
    }

private:
    std::size_t place_of(const ListedEntry* there) const {
        return static_cast<std::size_t>(there - m_before->entries().data());
    }

    std::shared_ptr<const TreeListing> m_before;
    std::vector<bool> m_goes; // of those before
    std::map<std::string, TreeEntry, std::less<>> m_put;
};

class TreeBuilder {
public:
    TreeBuilder(const Repo& repo, PackWriter& pack) : m_repo(repo), m_pack(pack) {}

    // Applies the changes in [first, last), whose paths all begin with the same `depth` bytes (the folder's path).
    // Returns the zero id for a folder that is left empty.
    Result<Oid> folder(const Oid& base, Change first, Change last, std::size_t depth) {
        TAKAN_TRY_LET(before, m_repo.listing(base));
        Folder folder(before);
        // Files first: a file that goes makes room for a folder of its name.
        for (Change change = first; change != last; ++change) {
            if (change->first.find('/', depth) == std::string::npos) apply(*change, depth, folder);
        }
        while (first != last) {
            const std::size_t slash = first->first.find('/', depth);
            if (slash == std::string::npos) {
                ++first;
                continue;
            }
            const std::string_view prefix(first->first.data(), slash + 1);
            const Change end = std::find_if(first, last, [&](const auto& c) { return !c.first.starts_with(prefix); });
            TAKAN_TRY(descend(first, end, depth, slash, folder));
            first = end;
        }
        return write(base, folder.bytes());
    }

private:
    static void apply(const TreeChanges::value_type& change, std::size_t depth, Folder& folder) {
        const std::string name = change.first.substr(depth);
        if (!change.second) return folder.remove(name);
        folder.put(name, change.second->mode, change.second->id);
    }

    Status descend(Change first, Change last, std::size_t depth, std::size_t slash, Folder& above) {
        const std::string name = first->first.substr(depth, slash - depth);
        const auto there = above.find(name);
        if (there && there->mode != Mode::folder) {
            // Where a file stands there is nothing below it to remove, and nothing may be put below it.
            const bool only_removes = std::all_of(first, last, [](const auto& change) { return !change.second; });
            if (only_removes) return {};
            return fail(ErrorKind::invalid, "a file stands where a folder is wanted", first->first.substr(0, slash));
        }
        TAKAN_TRY_LET(id, folder(there ? there->id : Oid{}, first, last, slash + 1));
        if (id.is_zero()) {
            above.remove(name);
        } else {
            above.put(name, Mode::folder, id);
        }
        return {};
    }

    // A tree that is here, as when one side's changes to a folder are taken whole, is not written again.
    Result<Oid> write(const Oid& base, std::string bytes) {
        if (bytes.empty()) return Oid{};
        const Oid id = object_id(ObjectType::tree, bytes);
        if (id == base || m_repo.has_without_refresh(id)) return id;
        TAKAN_TRY(m_pack.take(id, {ObjectType::tree, std::move(bytes)}));
        return id;
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
