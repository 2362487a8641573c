#include "sync/base/files.hpp"

#include "sync/base/ids.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    Descriptor(const fs::path& path, int flags, mode_t mode = 0)
        : m_number(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    bool is_open() const { return m_number >= 0; }
    int number() const { return m_number; }
    // Network file systems report a failed write only here. Returns 0 or -1 with errno.
    int close() { return m_number >= 0 ? ::close(std::exchange(m_number, -1)) : 0; }

private:
    int m_number;
};

// Removes the temporary file unless it became the target.
class Leftover {
public:
    explicit Leftover(fs::path path) : m_path(std::move(path)) {}
    Leftover(const Leftover&) = delete;
    Leftover& operator=(const Leftover&) = delete;
    ~Leftover() {
        if (!m_path.empty()) ::unlink(m_path.c_str());
    }
    void keep() { m_path.clear(); }

private:
    fs::path m_path;
};

Error last_error(const char* doing, const fs::path& path) {
    return error_from_errno(errno, doing, path);
}

// Returns 0 or errno.
int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

int sync_descriptor(int descriptor) {
    while (::fsync(descriptor) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Short and its own, so that a target whose name is as long as the file system allows can be written too.
fs::path temporary_beside(const fs::path& path) {
    std::array<std::uint8_t, 8> random{};
    fill_random(random);
    return folder_of(path) / (".takan-" + to_hex(random.data(), random.size()) + ".tmp");
}

} // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
    // Without O_NONBLOCK a pipe put in the file's place would hold us for ever.
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    if (!file.is_open()) return last_error("open file", path);
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return last_error("look at file", path);
    if (!S_ISREG(about.st_mode)) return fail(ErrorKind::invalid, "it is not a regular file", utf8(path));
    const auto too_large = [&] {
        return fail(ErrorKind::invalid, "the file is larger than " + std::to_string(limit) + " bytes", utf8(path));
    };
    if (static_cast<std::uintmax_t>(about.st_size) > limit) return too_large();

    // One byte more than the size, so that the end shows in the first call, and so does growth.
    std::string bytes(static_cast<std::size_t>(about.st_size) + 1, '\0');
    std::size_t filled = 0;
    while (true) {
        if (filled == bytes.size()) bytes.resize(filled * 2);
        const ssize_t got = ::read(file.number(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return last_error("read file", path);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
        if (filled > limit) return too_large();
    }
    bytes.resize(filled);
    return bytes;
}

Status write_file(const fs::path& path, std::string_view bytes, FileAccess access) {
    const fs::path temporary = temporary_beside(path);
    const mode_t mode = access == FileAccess::private_to_owner ? 0600 : 0666; // the latter narrowed by the umask
    Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (!file.is_open()) return last_error("create file", path);
    Leftover leftover(temporary);
    if (const int code = write_all(file.number(), bytes)) return error_from_errno(code, "write file", path);
    if (const int code = sync_descriptor(file.number())) return error_from_errno(code, "make file durable", path);
    if (file.close() != 0) return last_error("close file", path);
    if (::rename(temporary.c_str(), path.c_str()) != 0) return last_error("put file in place", path);
    leftover.keep();
    return sync_folder(folder_of(path));
}

Status sync_folder(const fs::path& folder) {
    const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open()) return last_error("open folder", folder);
    const int code = sync_descriptor(opened.number());
    // Some network and FUSE file systems do not know how to sync a folder; there is nothing more to be done there.
    if (code == 0 || code == EINVAL || code == ENOTSUP || code == ENOSYS) return {};
    return error_from_errno(code, "make folder durable", folder);
}

Status make_folder(const fs::path& folder) {
    std::error_code code;
    if (fs::is_directory(folder, code)) return {};
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path(); // "folder/"
    const fs::path above = folder_of(plain);
    if (above != plain) TAKAN_TRY(make_folder(above));
    if (::mkdir(plain.c_str(), 0777) != 0) {
        const int failed = errno;
        // Somebody else may have made it at this moment.
        if (failed == EEXIST && fs::is_directory(plain, code)) return {};
        return error_from_errno(failed == EEXIST ? ENOTDIR : failed, "create folder", folder);
    }
    return sync_folder(above);
}

Error error_from_errno(int code, std::string doing, const fs::path& path) {
    Error error{ErrorKind::broken, std::move(doing) + ": " + std::generic_category().message(code), utf8(path), {}};
    switch (code) {
    case ENOENT:
        error.kind = ErrorKind::missing;
        break;
    case EACCES:
    case EROFS:
    case EPERM:
        error.kind = ErrorKind::denied;
        break;
    case ENOSPC:
    case EDQUOT:
        error.text_key = "error.disk_full";
        break;
    case EIO:
    case ENODEV:
    case ESTALE:
    case ENXIO:
    case EHOSTDOWN:
        error.kind = ErrorKind::offline;
        break;
    default:
        break;
    }
    return error;
}

} // namespace takan::sync
