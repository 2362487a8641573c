#include "sync/git/tree_walk.hpp"

#include "sync/git/name.hpp"

namespace takan::sync::git {
namespace {

// A hostile tree may hold one folder under many names, level upon level, and so describe more paths than can ever be
// walked. Ten million entries are a hundred times a large team's repository.
constexpr std::size_t greatest_walk = 10'000'000;
constexpr std::size_t tree_cost = 64; // reading a tree takes as long as looking at so many entries

class Budget {
public:
    // Takes a tree's entries off what may still be looked at.
    Status take(const TreeListing& tree, int depth, const std::string& path) {
        if (depth > greatest_depth)
            return fail(ErrorKind::corrupt, "folders lie too deep in each other", path.substr(0, 200));
        m_used += tree.entries().size() + tree_cost;
        if (m_used > greatest_walk) return fail(ErrorKind::corrupt, "a tree has too many entries", path.substr(0, 200));
        return {};
    }

private:
    std::size_t m_used = 0;
};

// Without its name, which is the path's end.
std::optional<TreeEntry> file_like(const ListedEntry* entry) {
    return entry && !entry->is_folder() ? std::optional(TreeEntry{{}, entry->mode, entry->id()}) : std::nullopt;
}

Oid folder_id(const ListedEntry* entry) {
    return entry && entry->is_folder() ? entry->id() : Oid{};
}

bool is_same(const ListedEntry* a, const ListedEntry* b) {
    return a && b ? *a == *b : a == b;
}

// One of the folders that are walked side by side.
class Column {
public:
    Column(const TreeListing& tree) : m_at(tree.entries().data()), m_end(m_at + tree.entries().size()) {}

    const ListedEntry* next() const { return m_at == m_end ? nullptr : m_at; }
    // The entry at which the walk stands, if it is here, and goes on behind it.
    const ListedEntry* take(const ListedEntry& at) {
        return m_at != m_end && compare_order(*m_at, at) == 0 ? m_at++ : nullptr;
    }

private:
    const ListedEntry* m_at;
    const ListedEntry* m_end;
};

class Comparison {
public:
    Comparison(const Repo& repo, bool has_base, const std::function<Status(const Difference&)>& found)
        : m_repo(repo), m_has_base(has_base), m_found(found) {}

    // `path` is the folder's, with "/" at its end; empty at the root.
    Status folders(const Oid& base_id, const Oid& before_id, const Oid& after_id, const std::string& path, int depth) {
        if (before_id == after_id || (m_has_base && base_id == after_id)) return {};
        TAKAN_TRY_LET(base, read(base_id, path, depth));
        TAKAN_TRY_LET(before, read(before_id, path, depth));
        TAKAN_TRY_LET(after, read(after_id, path, depth));
        Column bases(*base);
        Column left(*before);
        Column right(*after);
        while (const ListedEntry* at = first_of(left.next(), right.next())) {
            while (bases.next() && compare_order(*bases.next(), *at) < 0)
                bases.take(*bases.next());
            const ListedEntry& place = *at;
            const ListedEntry* old = left.take(place);
            const ListedEntry* now = right.take(place);
            TAKAN_TRY(entries(bases.take(place), old, now, path, depth));
        }
        return {};
    }

private:
    static const ListedEntry* first_of(const ListedEntry* a, const ListedEntry* b) {
        if (!a || !b) return a ? a : b;
        return compare_order(*a, *b) <= 0 ? a : b;
    }

    Result<std::shared_ptr<const TreeListing>> read(const Oid& id, const std::string& path, int depth) {
        auto tree = m_repo.listing(id);
        if (id.is_zero()) return tree; // nothing was read
        if (!tree) {
            Error error = tree.error();
            error.message += " (folder " + (path.empty() ? "/" : path.substr(0, 200)) + ")";
            return error;
        }
        TAKAN_TRY(m_budget.take(**tree, depth, path));
        return tree;
    }

    // Two entries of one name, both folders or both not; or one alone.
    Status entries(const ListedEntry* base, const ListedEntry* before, const ListedEntry* after,
                   const std::string& folder, int depth) {
        if (is_same(before, after) || (m_has_base && is_same(base, after))) return {};
        const ListedEntry& named = before ? *before : *after;
        std::string path = folder;
        path += named.name;
        if (named.is_folder()) {
            return folders(folder_id(base), folder_id(before), folder_id(after), path + "/", depth + 1);
        }
        return m_found({std::move(path), file_like(before), file_like(after), m_has_base && is_same(base, before)});
    }

    const Repo& m_repo;
    bool m_has_base;
    const std::function<Status(const Difference&)>& m_found;
    Budget m_budget;
};

class Walk {
public:
    Walk(const Repo& repo, std::string_view prefix,
         const std::function<Status(const std::string&, const TreeEntry&)>& found)
        : m_repo(repo), m_prefix(prefix), m_found(found) {}

    Status folder(const Oid& id, const std::string& path, int depth) {
        TAKAN_TRY_LET(tree, m_repo.listing(id));
        TAKAN_TRY(m_budget.take(*tree, depth, path));
        for (const ListedEntry& entry : tree->entries()) {
            const std::string inner = path + std::string(entry.name) + (entry.is_folder() ? "/" : "");
            if (entry.is_folder() && (inner.starts_with(m_prefix) || m_prefix.starts_with(inner))) {
                TAKAN_TRY(folder(entry.id(), inner, depth + 1));
            } else if (!entry.is_folder() && inner.starts_with(m_prefix)) {
                TAKAN_TRY(m_found(inner, entry.entry()));
            }
        }
        return {};
    }

private:
    const Repo& m_repo;
    std::string_view m_prefix;
    const std::function<Status(const std::string&, const TreeEntry&)>& m_found;
    Budget m_budget;
};

} // namespace

Status compare(const Repo& repo, const Oid& before, const Oid& after,
               const std::function<Status(const Difference&)>& found) {
    return Comparison(repo, false, found).folders({}, before, after, "", 0);
}

Status compare_beyond(const Repo& repo, const Oid& base, const Oid& before, const Oid& after,
                      const std::function<Status(const Difference&)>& found) {
    return Comparison(repo, true, found).folders(base, before, after, "", 0);
}

Status walk(const Repo& repo, const Oid& tree, std::string_view prefix,
            const std::function<Status(const std::string& path, const TreeEntry&)>& found) {
    return Walk(repo, prefix, found).folder(tree, "", 0);
}

} // namespace takan::sync::git
