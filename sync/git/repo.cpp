#include "sync/git/repo.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/name.hpp"
#include "sync/git/repo_state.hpp"
#include "sync/git/sizes.hpp"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

// A day's folder takes 30 KB: those that one sync touches, on three sides of a year.
constexpr std::size_t greatest_listings = 48 * 1024 * 1024;
constexpr std::size_t greatest_kept_listing = 1024 * 1024;
constexpr std::size_t greatest_lineage = 64 * 1024 * 1024; // a hostile one may have a million parents

bool is_empty_tree(const Oid& id) {
    static const Oid empty = object_id(ObjectType::tree, "");
    return id.is_zero() || id == empty;
}

bool holds_repository(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "HEAD", ignored) && fs::is_directory(folder / "objects", ignored) &&
           fs::is_directory(folder / "refs", ignored);
}

// Says why a folder cannot be a repository for us, before libgit2 puts all of these into one.
Status look_at(const fs::path& folder) {
    std::error_code code;
    const auto status = fs::status(folder, code);
    if (status.type() == fs::file_type::not_found)
        return fail(ErrorKind::missing, "there is no such folder", utf8(folder));
    if (code) return error_from_errno(code.value(), "look at repository", folder);
    if (::access(folder.c_str(), R_OK | X_OK) != 0) return error_from_errno(errno, "open repository", folder);
    if (!Repo::is_repository(folder)) return fail(ErrorKind::missing, "there is no git repository", utf8(folder));
    return {};
}

// core.logAllRefUpdates; without it git logs only where somebody works.
Result<Reflogs> reflogs_of(git_repository* repository) {
    Config config;
    TAKAN_TRY(check(git_repository_config(Out(config), repository), "read settings"));
    constexpr const char* name = "core.logAllRefUpdates";
    int answer = 0;
    if (git_config_get_bool(&answer, config.get(), name) == 0) return answer ? Reflogs::branches : Reflogs::none;
    ConfigEntry entry;
    if (git_config_get_entry(Out(entry), config.get(), name) == 0 && entry->value &&
        std::string_view(entry->value) == "always") {
        return Reflogs::all;
    }
    return git_repository_is_bare(repository) ? Reflogs::none : Reflogs::branches;
}

} // namespace

Repo::Repo(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Repo::Repo(Repo&&) noexcept = default;
Repo& Repo::operator=(Repo&&) noexcept = default;
Repo::~Repo() = default;

Result<Repo> Repo::open(const fs::path& folder) {
    TAKAN_TRY(look_at(folder));
    start_library();
    Repository repository;
    TAKAN_TRY(
        check(git_repository_open_ext(Out(repository), utf8(folder).c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr),
              "open repository", utf8(folder)));
    TAKAN_TRY_LET(reflogs, reflogs_of(repository.get()));
    const fs::path common = path_from_utf8(git_repository_commondir(repository.get()));
    TAKAN_TRY_LET(objects, ObjectStore::open(common / "objects"));
    return Repo(std::unique_ptr<State>(
        new State{common, std::move(repository), std::move(objects), RefStore(common, reflogs), {}}));
}

bool Repo::is_repository(const fs::path& folder) {
    return holds_repository(folder) || holds_repository(folder / ".git");
}

const fs::path& Repo::folder() const {
    return m_state->folder;
}

bool Repo::has(const Oid& id) const {
    return m_state->objects.has(id);
}

bool Repo::has_without_refresh(const Oid& id) const {
    return m_state->objects.has_without_refresh(id);
}

std::vector<Oid> Repo::held(std::vector<Oid> ids) const {
    return m_state->objects.held(std::move(ids));
}

Result<std::pair<ObjectType, std::size_t>> Repo::header(const Oid& id) const {
    TAKAN_TRY_LET(head, m_state->objects.header(id));
    return std::pair(head.first, static_cast<std::size_t>(head.second));
}

Result<std::string> Repo::read(const Oid& id, ObjectType type, std::size_t limit) const {
    return m_state->objects.read(id, type, limit);
}

Result<PackedObject> Repo::read_packed(const Oid& id, ObjectType type, std::size_t limit) const {
    return m_state->objects.read_packed(id, type, limit);
}

Result<Commit> Repo::commit(const Oid& id) const {
    TAKAN_TRY_LET(bytes, read(id, ObjectType::commit, greatest_commit));
    return parse_commit(id, bytes);
}

Result<std::shared_ptr<const TreeListing>> Repo::listing(const Oid& id) const {
    using Listing = std::shared_ptr<const TreeListing>;
    // git knows the empty tree also where nobody wrote it.
    static const Listing nothing = std::make_shared<TreeListing>();
    if (is_empty_tree(id)) return nothing;
    auto& known = m_state->listings;
    if (const auto at = known.find(id); at != known.end()) return at->second;
    TAKAN_TRY_LET(bytes, read(id, ObjectType::tree, greatest_tree));
    auto parsed = TreeListing::parse(std::move(bytes));
    if (!parsed) {
        Error error = parsed.error();
        error.message += " (tree " + id.hex() + ")";
        return error;
    }
    const Listing listing = std::make_shared<TreeListing>(std::move(*parsed));
    if (listing->memory() > greatest_kept_listing) return listing;
    if (m_state->listings_memory + listing->memory() > greatest_listings) {
        known.clear();
        m_state->listings_memory = 0;
    }
    m_state->listings_memory += listing->memory();
    known.emplace(id, listing);
    return listing;
}

Result<Tree> Repo::tree(const Oid& id) const {
    TAKAN_TRY_LET(entries, listing(id));
    Tree tree;
    tree.reserve(entries->entries().size());
    for (const ListedEntry& entry : entries->entries())
        tree.push_back(entry.entry());
    return tree;
}

Result<Commit> Repo::lineage(const Oid& id) const {
    TAKAN_TRY_LET(bytes, read(id, ObjectType::commit, greatest_lineage));
    return parse_lineage(id, bytes);
}

Result<Tree> Repo::loose_tree(const Oid& id) const {
    if (is_empty_tree(id)) return Tree{};
    TAKAN_TRY_LET(bytes, read(id, ObjectType::tree, greatest_tree));
    return parse_loose_tree(bytes);
}

Result<TreeEntry> Repo::entry_at(const Oid& tree_id, std::string_view path) const {
    const auto missing = [&] { return fail(ErrorKind::missing, "the path is not in the tree", std::string(path)); };
    Oid folder = tree_id;
    const auto parts = split(path, '/');
    if (parts.size() > static_cast<std::size_t>(greatest_depth)) return missing();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        TAKAN_TRY_LET(entries, listing(folder));
        const ListedEntry* found = entries->find(parts[i]);
        if (!found) return missing();
        if (i + 1 == parts.size()) return found->entry();
        if (!found->is_folder()) return missing();
        folder = found->id();
    }
    return missing();
}

void Repo::refresh() {
    m_state->objects.refresh();
}

std::optional<std::string> Repo::packs_fingerprint() const {
    return m_state->objects.packs_fingerprint();
}

} // namespace takan::sync::git
