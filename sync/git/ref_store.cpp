#include "sync/git/ref_store.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/packed_refs.hpp"
#include "sync/git/ref_name.hpp"
#include "sync/git/reflog.hpp"

#include <algorithm>
#include <cerrno>
#include <map>

#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t greatest_ref = 4096;
constexpr int greatest_steps = 5; // from ref to ref, as git
constexpr int greatest_attempts = 3;

// What stands in a ref's own file.
struct Content {
    Oid id;
    std::string points_to; // another ref's name
};
using MaybeContent = std::optional<Content>;

Result<Content> parse_ref(std::string_view bytes, const fs::path& path) {
    constexpr std::string_view pointer = "ref:";
    constexpr std::size_t id_digits = 40;
    if (bytes.starts_with(pointer)) return Content{{}, trimmed(bytes.substr(pointer.size()))};
    const auto id = Oid::parse(bytes.substr(0, id_digits));
    constexpr std::string_view spaces = " \t\r\n";
    const bool ends = bytes.size() <= id_digits || spaces.find(bytes[id_digits]) != std::string_view::npos;
    if (!id || !ends) return fail(ErrorKind::corrupt, "a ref's file holds no object's id", utf8(path));
    return Content{*id, {}};
}

Result<MaybeContent> read_own_file(const fs::path& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return MaybeContent();
        return error_from_errno(errno, "look at ref", path);
    }
    if (S_ISDIR(about.st_mode)) return MaybeContent();
    const auto bytes = read_file(path, greatest_ref);
    if (!bytes && bytes.error().kind == ErrorKind::missing) return MaybeContent();
    if (!bytes && bytes.error().kind == ErrorKind::invalid) {
        return fail(ErrorKind::corrupt, "a ref's file is none: " + bytes.error().message, utf8(path));
    }
    if (!bytes) return bytes.error();
    TAKAN_TRY_LET(content, parse_ref(*bytes, path));
    return MaybeContent(std::move(content));
}

// Collects the refs that have files of their own below a folder.
class LooseRefs {
public:
    LooseRefs(std::string_view prefix, std::map<std::string, std::optional<Oid>>& found)
        : m_prefix(prefix), m_found(found) {}

    Status folder(const fs::path& path, const std::string& name, int depth) {
        if (depth > greatest_depth_of_refs) return {};
        std::error_code code;
        for (fs::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
            const std::string inner = name + "/" + utf8(at->path().filename());
            std::error_code ignored;
            // A link to a folder is not followed: it may lead round in circles.
            if (at->symlink_status(ignored).type() == fs::file_type::directory) {
                const bool leads_there = (inner + "/").starts_with(m_prefix) || m_prefix.starts_with(inner + "/");
                if (leads_there) TAKAN_TRY(folder(at->path(), inner, depth + 1));
            } else if (inner.starts_with(m_prefix) && is_ref_name(inner)) {
                TAKAN_TRY(take(at->path(), inner));
            }
        }
        if (!code || code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory) return {};
        return error_from_errno(code.value(), "list refs", path);
    }

private:
    Status take(const fs::path& path, const std::string& name) {
        const auto content = read_own_file(path);
        if (!content && content.error().kind != ErrorKind::corrupt) return content.error();
        if (content && !*content) return {}; // packed or removed since
        const bool stands = content && (*content)->points_to.empty();
        m_found[name] = stands ? std::optional((*content)->id) : std::nullopt;
        return {};
    }

    std::string_view m_prefix;
    std::map<std::string, std::optional<Oid>>& m_found;
};

Error conflict(const std::string& name, const std::string& other) {
    return fail(ErrorKind::invalid, "the ref " + other + " stands in the way", name);
}

Error moved(const std::string& name) {
    return fail(ErrorKind::stale, "the ref does not stand where it was expected", name);
}

// The name of a ref that is a file where `name` needs a folder.
std::optional<std::string> file_above(const fs::path& top, const std::string& name) {
    for (std::size_t end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
        std::string above = name.substr(0, end);
        std::error_code ignored;
        if (fs::is_regular_file(top / path_from_utf8(above), ignored)) return above;
    }
    return std::nullopt;
}

// Emptied folders are removed by others at any time, also between making one and using it.
Result<LockFile> lock_ref(const fs::path& top, const std::string& name) {
    const fs::path path = top / path_from_utf8(name);
    if (const auto above = file_above(top, name)) return conflict(name, *above);
    for (int attempt = 1;; ++attempt) {
        const Status made = make_shared_folders(top, path.parent_path());
        auto lock = made ? LockFile::take(path) : Result<LockFile>(made.error());
        if (lock || lock.error().kind != ErrorKind::missing || attempt == greatest_attempts) return lock;
    }
}

} // namespace

fs::path RefStore::path_of(const std::string& name) const {
    return m_folder / path_from_utf8(name);
}

Result<std::optional<Oid>> RefStore::read(const std::string& name) const {
    std::string at = name;
    for (int step = 0; step <= greatest_steps; ++step) {
        // A ref's own file first: packing writes packed-refs before it removes the file.
        TAKAN_TRY_LET(own, read_own_file(path_of(at)));
        if (!own) {
            TAKAN_TRY_LET(packed, read_packed_refs(m_folder));
            return find_packed(packed, at);
        }
        if (own->points_to.empty()) return std::optional(own->id);
        at = own->points_to;
        if (!is_ref_name(at)) break;
    }
    return fail(ErrorKind::corrupt, "a ref points to nothing that can be a ref", name);
}

Result<std::vector<std::pair<std::string, Oid>>> RefStore::list(std::string_view prefix) const {
    std::vector<std::pair<std::string, Oid>> refs;
    if (prefix.find("..") != std::string_view::npos) return refs; // no ref's name has this
    std::map<std::string, std::optional<Oid>> found;
    TAKAN_TRY(LooseRefs(prefix, found).folder(m_folder / "refs", "refs", 0));
    TAKAN_TRY_LET(packed, read_packed_refs(m_folder));
    TAKAN_TRY(each_packed(packed, [&](std::string_view name, const Oid& id) {
        std::string text(name);
        if (name.starts_with(prefix) && is_ref_name(text)) found.try_emplace(std::move(text), id);
    }));
    for (auto& [name, id] : found) {
        if (id) refs.emplace_back(name, *id);
    }
    return refs;
}

// One ref's name may not be the folder of another's.
Status RefStore::check_place(const std::string& name) const {
    TAKAN_TRY_LET(below, list(name + "/"));
    if (!below.empty()) return conflict(name, below.front().first);
    for (std::size_t end = name.find('/', std::string_view("refs/").size()); end != std::string::npos;
         end = name.find('/', end + 1)) {
        const std::string above = name.substr(0, end);
        TAKAN_TRY_LET(there, read(above));
        if (there) return conflict(name, above);
    }
    std::error_code ignored;
    // What deleted refs left. A folder that stays holds somebody's lock.
    if (fs::is_directory(path_of(name), ignored) && !remove_if_empty(path_of(name))) {
        return fail(ErrorKind::busy, "another program works on refs below this one", name);
    }
    return {};
}

Status RefStore::move(const std::string& name, const std::optional<Oid>& expected, const Oid& target) const {
    // Looking and moving happen under the ref's lock, so nobody can come between them.
    TAKAN_TRY_LET(lock, lock_ref(m_folder, name));
    TAKAN_TRY_LET(own, read_own_file(path_of(name)));
    if (own && !own->points_to.empty()) return fail(ErrorKind::invalid, "the ref only points to another", name);
    TAKAN_TRY_LET(current, read(name));
    if (current != expected) return moved(name);
    if (!current) TAKAN_TRY(check_place(name));
    note_move(m_folder, m_reflogs, name, current.value_or(Oid{}), target);
    return lock.replace_target(target.hex() + "\n");
}

Status RefStore::remove(const std::string& name, const Oid& expected) const {
    {
        TAKAN_TRY_LET(lock, lock_ref(m_folder, name));
        TAKAN_TRY_LET(current, read(name));
        if (current != expected) return moved(name);
        TAKAN_TRY(remove_packed(name)); // first: else its older target would show again
        TAKAN_TRY(lock.remove_target());
        ::unlink((m_folder / "logs" / path_from_utf8(name)).c_str());
    }
    remove_empty_folders(name);
    return {};
}

Status RefStore::remove_packed(const std::string& name) const {
    TAKAN_TRY_LET(seen, read_packed_refs(m_folder));
    if (!find_packed(seen, name)) return {};
    TAKAN_TRY_LET(lock, LockFile::take(m_folder / "packed-refs"));
    TAKAN_TRY_LET(packed, read_packed_refs(m_folder));
    return lock.replace_target(without_packed(packed, name));
}

// Those that git makes itself, refs/heads and the like, stay.
void RefStore::remove_empty_folders(const std::string& name) const {
    for (const char* top : {".", "logs"}) {
        std::string above = name.substr(0, name.rfind('/'));
        while (std::ranges::count(above, '/') > 1) {
            if (::rmdir((m_folder / top / path_from_utf8(above)).c_str()) != 0) break;
            above.resize(above.rfind('/'));
        }
    }
}

} // namespace takan::sync::git
