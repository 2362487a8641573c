#include "sync/git/lock_file.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/leftover.hpp"
#include "sync/git/object.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

// A lock of ours is held for one small write and its fsync. A FAT stick tells times in steps of two seconds.
constexpr std::chrono::seconds patience_here(5);
// Another machine's flock may reach us late, or not at all when the share is badly set up.
constexpr std::chrono::seconds patience_elsewhere(60);
// No git command holds a ref's lock for minutes.
constexpr std::chrono::seconds patience_unknown(600);
constexpr std::chrono::seconds clock_step(2);
constexpr std::size_t greatest_holder = 128;
constexpr int greatest_attempts = 3;

// This start of this machine: whose flocks we see for certain. Hashed, since sticks travel.
const std::string& this_boot() {
    static const std::string boot = [] {
        const auto id = read_file("/proc/sys/kernel/random/boot_id", 100);
        return object_id(ObjectType::blob, "takan lock " + (id ? *id : std::string())).hex().substr(0, 16);
    }();
    return boot;
}

std::string holder_prefix() {
    return "takan " + this_boot() + " ";
}

enum class Flock { got, held, unknown };

Flock try_flock(const Descriptor& file) {
    while (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        return errno == EWOULDBLOCK ? Flock::held : Flock::unknown;
    }
    return Flock::got;
}

std::string first_bytes(const Descriptor& file, const fs::path& path) {
    std::array<char, greatest_holder> bytes{};
    const auto got = read_at(file, 0, bytes, path);
    return got ? std::string(bytes.data(), *got) : std::string();
}

std::chrono::seconds patience_with(std::string_view holder, Flock flock) {
    if (flock != Flock::got || !holder.starts_with("takan ") || !holder.ends_with('\n')) return patience_unknown;
    return holder.starts_with(holder_prefix()) ? patience_here : patience_elsewhere;
}

Error lock_is_held(const fs::path& path) {
    return fail(ErrorKind::busy, "another program holds the lock", utf8(path));
}

// Network file systems want an exclusive flock's file open for writing.
Descriptor open_lock(const fs::path& path) {
    Descriptor file(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    if (!file && (errno == EACCES || errno == EROFS || errno == EPERM)) {
        file = Descriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    }
    return file;
}

Status write_whole(const Descriptor& file, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return error_from_errno(errno, "write file", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

// A new file beside the target, with its content made durable. Removed unless it is renamed.
class Replacement {
public:
    explicit Replacement(const fs::path& folder)
        : m_path(folder / unique_lock_name()), m_file(m_path, O_WRONLY | O_CREAT | O_EXCL, 0666) {}
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;
    ~Replacement() {
        if (!m_path.empty()) ::unlink(m_path.c_str());
    }

    Status write(std::string_view bytes) {
        if (!m_file) return error_from_errno(errno, "create file", m_path);
        share_like_folder(m_file, m_path.parent_path());
        TAKAN_TRY(write_whole(m_file, bytes, m_path));
        if (const int code = sync_descriptor(m_file)) return error_from_errno(code, "make file durable", m_path);
        if (m_file.close() != 0) return error_from_errno(errno, "close file", m_path);
        return {};
    }

    Status rename_to(const fs::path& target) {
        if (::rename(m_path.c_str(), target.c_str()) != 0) {
            return error_from_errno(errno, "put file in place", target);
        }
        m_path.clear();
        return {};
    }

private:
    fs::path m_path;
    Descriptor m_file;
};

} // namespace

void share_like_folder(const Descriptor& file, const fs::path& folder) {
    struct stat above {};
    struct stat about {};
    if (::stat(folder.c_str(), &above) != 0 || ::fstat(file.number(), &about) != 0) return;
    const mode_t wanted = S_ISDIR(about.st_mode) ? above.st_mode & 02777 : above.st_mode & 0666;
    if ((about.st_mode & 07777) != wanted) (void)::fchmod(file.number(), wanted);
}

Result<LockFile> LockFile::take(const fs::path& target) {
    LockFile lock;
    lock.m_target = target;
    fs::path path = target;
    path += ".lock";
    for (int attempt = 0; attempt < greatest_attempts && !lock.m_file; ++attempt) {
        lock.m_file = Descriptor(path, O_RDWR | O_CREAT | O_EXCL, 0666);
        if (lock.m_file) break;
        if (errno != EEXIST) return error_from_errno(errno, "create lock", path);
        TAKAN_TRY_LET(is_gone, recover_stale_lock(path));
        if (!is_gone) break;
    }
    if (!lock.m_file) return lock_is_held(path);
    lock.m_path = path;
    lock.m_holder = unique_name(holder_prefix(), "\n");
    // Without flock on this file system the lock still excludes others by its name.
    if (try_flock(lock.m_file) == Flock::held) return lock_is_held(path);
    share_like_folder(lock.m_file, path.parent_path());
    const Status written = write_whole(lock.m_file, lock.m_holder, path);
    if (!written) {
        ::unlink(path.c_str());
        lock.m_path.clear();
        return written.error();
    }
    return lock;
}

LockFile::LockFile(LockFile&& other) noexcept
    : m_target(std::move(other.m_target)), m_path(std::exchange(other.m_path, {})), m_holder(std::move(other.m_holder)),
      m_file(std::move(other.m_file)) {}

LockFile::~LockFile() {
    if (!m_path.empty() && check_still_held()) ::unlink(m_path.c_str());
}

Status LockFile::check_still_held() const {
    const Descriptor there = open_lock(m_path);
    if (there && first_bytes(there, m_path) == m_holder) return {};
    return fail(ErrorKind::busy, "the lock was lost while it was held", utf8(m_path));
}

Status LockFile::replace_target(std::string_view bytes) {
    const fs::path folder = m_target.parent_path();
    Replacement replacement(folder);
    TAKAN_TRY(replacement.write(bytes));
    TAKAN_TRY(check_still_held()); // as late as can be
    TAKAN_TRY(replacement.rename_to(m_target));
    return sync_folder(folder);
}

Status LockFile::remove_target() {
    TAKAN_TRY(check_still_held());
    if (::unlink(m_target.c_str()) != 0) {
        return errno == ENOENT ? Status() : Status(error_from_errno(errno, "remove file", m_target));
    }
    return sync_folder(m_target.parent_path());
}

Result<bool> recover_stale_lock(const fs::path& lock) {
    const Descriptor file = open_lock(lock);
    if (!file) return errno == ENOENT;
    struct stat about {};
    if (::fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode)) return false;
    const auto now = file_system_now(lock.parent_path());
    if (!now) return false; // where nothing can be made nothing can be taken away either
    const auto age = *now - modified(about);
    if (age < -clock_step) {
        // Left under a clock that ran ahead: its age counts from now on.
        const timespec times[2] = {{0, UTIME_OMIT}, {0, UTIME_NOW}};
        (void)::futimens(file.number(), times);
        return false;
    }
    if (age < patience_here) return false;
    // Held until the lock is away, so that of several programs that recover the same lock only one does.
    const Flock flock = try_flock(file);
    if (flock == Flock::held || age < patience_with(first_bytes(file, lock), flock)) return false;
    return take_away(lock, about, lock.parent_path() / unique_lock_name());
}

} // namespace takan::sync::git
