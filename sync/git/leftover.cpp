#include "sync/git/leftover.hpp"

#include "sync/base/files.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/text.hpp"
#include "sync/git/descriptor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_prefix = "takan-";
constexpr std::string_view lock_suffix = ".lock";
constexpr std::size_t random_digits = 16;

bool same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size && modified(a) == modified(b);
}

// Gives a file its name back unless somebody has taken that name since: then the newer file counts.
void put_back(const fs::path& aside, const fs::path& path) {
    if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return;
    // File systems that cannot rename like this can link.
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) ::link(aside.c_str(), path.c_str());
    ::unlink(aside.c_str());
}

} // namespace

std::string unique_name(std::string_view prefix, std::string_view suffix) {
    std::array<std::uint8_t, random_digits / 2> random{};
    fill_random(random);
    return std::string(prefix) + to_hex(random.data(), random.size()) + std::string(suffix);
}

std::string unique_lock_name() {
    return unique_name(lock_prefix, lock_suffix);
}

bool is_unique_name(std::string_view name, std::string_view prefix, std::string_view suffix) {
    if (name.size() != prefix.size() + random_digits + suffix.size()) return false;
    const std::string_view digits = name.substr(prefix.size(), random_digits);
    return name.starts_with(prefix) && name.ends_with(suffix) &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_unique_lock_name(std::string_view name) {
    return is_unique_name(name, lock_prefix, lock_suffix);
}

FileTime modified(const struct stat& about) {
    return std::chrono::seconds(about.st_mtim.tv_sec) + std::chrono::nanoseconds(about.st_mtim.tv_nsec);
}

Result<FileTime> file_system_now(const fs::path& folder) {
    const fs::path path = folder / unique_lock_name();
    const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (!file) return error_from_errno(errno, "ask for the file system's time", folder);
    struct stat about {};
    const int asked = ::fstat(file.number(), &about);
    const int code = errno;
    ::unlink(path.c_str());
    if (asked != 0) return error_from_errno(code, "ask for the file system's time", folder);
    return modified(about);
}

Result<bool> take_away(const fs::path& path, const struct stat& judged, const fs::path& aside) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0 || !same_file(about, judged)) return false;
    if (::rename(path.c_str(), aside.c_str()) != 0) {
        if (errno == ENOENT) return false;
        return error_from_errno(errno, "take away what was left behind", path);
    }
    if (::lstat(aside.c_str(), &about) == 0 && same_file(about, judged)) {
        ::unlink(aside.c_str());
        return true;
    }
    put_back(aside, path);
    return false;
}

} // namespace takan::sync::git
