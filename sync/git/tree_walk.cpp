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
    Status take(const Tree& tree, int depth, const std::string& path) {
        if (depth > greatest_depth)
            return fail(ErrorKind::corrupt, "folders lie too deep in each other", path.substr(0, 200));
        m_used += tree.size() + tree_cost;
        if (m_used > greatest_walk) return fail(ErrorKind::corrupt, "a tree has too many entries", path.substr(0, 200));
        return {};
    }

private:
    std::size_t m_used = 0;
};

std::optional<TreeEntry> file_like(const TreeEntry* entry) {
    return entry && entry->mode != Mode::folder ? std::optional(*entry) : std::nullopt;
}

Oid folder_id(const TreeEntry* entry) {
    return entry && entry->mode == Mode::folder ? entry->id : Oid{};
}

class Comparison {
public:
    Comparison(const Repo& repo, const std::function<Status(const Difference&)>& found)
        : m_repo(repo), m_found(found) {}

    // `path` is the folder's, with "/" at its end; empty at the root.
    Status folders(const Oid& before_id, const Oid& after_id, const std::string& path, int depth) {
        if (before_id == after_id) return {};
        TAKAN_TRY_LET(before, read(before_id, path));
        TAKAN_TRY_LET(after, read(after_id, path));
        TAKAN_TRY(m_budget.take(before, depth, path));
        TAKAN_TRY(m_budget.take(after, depth, path));
        auto left = before.begin();
        auto right = after.begin();
        while (left != before.end() || right != after.end()) {
            const bool only_right = left == before.end() || (right != after.end() && tree_order(*right, *left));
            const bool only_left = right == after.end() || (left != before.end() && tree_order(*left, *right));
            const TreeEntry* old = only_right ? nullptr : &*left++;
            const TreeEntry* now = only_left ? nullptr : &*right++;
            TAKAN_TRY(entries(old, now, path, depth));
        }
        return {};
    }

private:
    Result<Tree> read(const Oid& id, const std::string& path) const {
        auto tree = m_repo.tree(id);
        if (tree) return tree;
        Error error = tree.error();
        error.message += " (folder " + (path.empty() ? "/" : path.substr(0, 200)) + ")";
        return error;
    }

    // Two entries of one name, both folders or both not; or one alone.
    Status entries(const TreeEntry* before, const TreeEntry* after, const std::string& folder, int depth) {
        const TreeEntry& named = before ? *before : *after;
        if (named.mode == Mode::folder) {
            return folders(folder_id(before), folder_id(after), folder + named.name + "/", depth + 1);
        }
        if (before && after && *before == *after) return {};
        return m_found({folder + named.name, file_like(before), file_like(after)});
    }

    const Repo& m_repo;
    const std::function<Status(const Difference&)>& m_found;
    Budget m_budget;
};

class Walk {
public:
    Walk(const Repo& repo, std::string_view prefix,
         const std::function<Status(const std::string&, const TreeEntry&)>& found)
        : m_repo(repo), m_prefix(prefix), m_found(found) {}

    Status folder(const Oid& id, const std::string& path, int depth) {
        TAKAN_TRY_LET(entries, m_repo.tree(id));
        TAKAN_TRY(m_budget.take(entries, depth, path));
        for (const TreeEntry& entry : entries) {
            const bool is_folder = entry.mode == Mode::folder;
            const std::string inner = path + entry.name + (is_folder ? "/" : "");
            if (is_folder && (inner.starts_with(m_prefix) || m_prefix.starts_with(inner))) {
                TAKAN_TRY(folder(entry.id, inner, depth + 1));
            } else if (!is_folder && inner.starts_with(m_prefix)) {
                TAKAN_TRY(m_found(inner, entry));
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
    return Comparison(repo, found).folders(before, after, "", 0);
}

Status walk(const Repo& repo, const Oid& tree, std::string_view prefix,
            const std::function<Status(const std::string& path, const TreeEntry&)>& found) {
    return Walk(repo, prefix, found).folder(tree, "", 0);
}

} // namespace takan::sync::git
