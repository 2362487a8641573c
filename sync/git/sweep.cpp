#include "sync/git/sweep.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/descriptor.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/ref_name.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours day(24);

FileTime touched(const struct stat& about) {
    const FileTime changed =
        std::chrono::seconds(about.st_ctim.tv_sec) + std::chrono::nanoseconds(about.st_ctim.tv_nsec);
    return std::max(modified(about), changed);
}

// What the file is if it is old enough. A copy keeps the time of writing but not that of its own making.
std::optional<struct stat> abandoned(const fs::path& path, FileTime now) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    if (now - touched(about) <= day) return std::nullopt;
    return about;
}

// Returns whether the file is gone. Git's gc knows the name that it has for a moment.
bool remove_abandoned(const fs::path& path, FileTime now) {
    const auto judged = abandoned(path, now);
    if (!judged) return false;
    const auto gone = take_away(path, *judged, path.parent_path() / unique_name("tmp_pack_"));
    return gone && *gone;
}

bool is_half_written(std::string_view name) {
    constexpr std::array<std::string_view, 4> prefixes{"tmp_pack_", "tmp_idx_", "tmp_rev_", "pack_git2_"};
    return is_unique_lock_name(name) ||
           std::ranges::any_of(prefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

} // namespace

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        names.insert(utf8(at->path().filename()));
    }
    return names;
}

namespace {

// `name` has `extension`, and its other half, with `other`, is not there.
bool is_alone(const std::set<std::string>& names, const std::string& name, std::string_view extension,
              std::string_view other) {
    if (!name.starts_with("pack-") || !name.ends_with(extension)) return false;
    return !names.contains(name.substr(0, name.size() - extension.size()) + std::string(other));
}

std::string unfinished_prefix(const fs::path& folder) {
    return "." + utf8(folder.filename()) + ".new-";
}

fs::path folder_above(const fs::path& folder) {
    return folder.has_parent_path() ? folder.parent_path() : fs::path(".");
}

// When anything in the folder was touched last; nothing when it is no new repository: those have some twenty files.
std::optional<FileTime> newest_in(const fs::path& folder) {
    constexpr int greatest_new = 1000;
    struct stat about {};
    if (::lstat(folder.c_str(), &about) != 0) return std::nullopt;
    FileTime newest = touched(about);
    int count = 0;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        if (++count > greatest_new || ::lstat(at->path().c_str(), &about) != 0) return std::nullopt;
        newest = std::max(newest, touched(about));
    }
    return code ? std::nullopt : std::optional(newest);
}

// The lock is held until the folder is away: its maker, and others who sweep, would have to hold it too.
void remove_unfinished(const fs::path& folder, FileTime now) {
    const Descriptor held(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!held || (::flock(held.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)) return;
    const auto newest = newest_in(folder);
    if (!newest || now - *newest <= day) return;
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void sweep_folder(const fs::path& folder, FileTime now, int depth) {
    if (depth > greatest_depth_of_refs) return;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        std::error_code ignored;
        if (at->symlink_status(ignored).type() == fs::file_type::directory) {
            sweep_folder(at->path(), now, depth + 1);
        } else if (is_unique_lock_name(utf8(at->path().filename()))) {
            remove_abandoned(at->path(), now);
        }
    }
}

} // namespace

void sweep_packs(const fs::path& folder, FileTime now) {
    const fs::path packs = folder / "objects" / "pack";
    const std::set<std::string> names = names_in(packs);
    for (const std::string& name : names) {
        const fs::path path = packs / path_from_utf8(name);
        if (is_half_written(name) || is_alone(names, name, ".idx", ".pack")) {
            remove_abandoned(path, now);
        } else if (is_alone(names, name, ".pack", ".idx") && remove_abandoned(path, now)) {
            for (const char* beside : {".keep", ".promisor", ".rev"}) {
                std::error_code ignored;
                fs::remove(fs::path(path).replace_extension(beside), ignored);
            }
        }
    }
}

Status remove_pack(const fs::path& index) {
    for (const char* extension : {".idx", ".pack", ".keep", ".promisor", ".rev"}) {
        const fs::path file = fs::path(index).replace_extension(extension);
        if (::unlink(file.c_str()) != 0 && errno != ENOENT) return error_from_errno(errno, "remove pack", file);
    }
    return {};
}

void sweep_loose(const fs::path& folder, FileTime now) {
    std::error_code code;
    for (fs::directory_iterator at(folder / "objects", code), end; !code && at != end; at.increment(code)) {
        if (utf8(at->path().filename()).size() != 2) continue;
        for (const std::string& name : names_in(at->path())) {
            if (name.starts_with("tmp_obj_")) remove_abandoned(at->path() / path_from_utf8(name), now);
        }
    }
    sweep_folder(folder / "refs", now, 0);
    for (const std::string& name : names_in(folder)) {
        if (is_unique_lock_name(name)) remove_abandoned(folder / path_from_utf8(name), now);
    }
}

fs::path unfinished_name(const fs::path& folder) {
    return folder_above(folder) / path_from_utf8(unique_name(unfinished_prefix(folder)));
}

void sweep_unfinished(const fs::path& folder, FileTime now) {
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path(); // "folder/"
    const fs::path above = folder_above(plain);
    const std::string prefix = unfinished_prefix(plain);
    for (const std::string& name : names_in(above)) {
        if (is_unique_name(name, prefix)) remove_unfinished(above / path_from_utf8(name), now);
    }
}

void sweep_locks(const fs::path& folder) {
    for (const char* name : {"packed-refs.lock", "config.lock", "shallow.lock", "FETCH_HEAD.lock", "HEAD.lock"}) {
        (void)recover_stale_lock(folder / name); // one that stays is met again by who needs it
    }
}

} // namespace takan::sync::git
