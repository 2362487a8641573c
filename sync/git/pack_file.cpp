#include "sync/git/pack_file.hpp"

#include "sync/base/files.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/text.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_size = 256 * 1024;

} // namespace

Result<PackFile> PackFile::create(const fs::path& folder, std::string_view prefix) {
    std::array<std::uint8_t, 8> random{};
    fill_random(random);
    const fs::path path = folder / (std::string(prefix) + "_" + to_hex(random.data(), random.size()));
    PackFile file;
    file.m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file.m_descriptor < 0) return error_from_errno(errno, "create pack", folder);
    file.m_path = path;
    file.m_buffer.reserve(buffer_size);
    return file;
}

PackFile::PackFile(PackFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::exchange(other.m_path, {})),
      m_buffer(std::move(other.m_buffer)), m_size(other.m_size) {}

PackFile& PackFile::operator=(PackFile&& other) noexcept {
    if (this != &other) {
        discard();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_path = std::exchange(other.m_path, {});
        m_buffer = std::move(other.m_buffer);
        m_size = other.m_size;
    }
    return *this;
}

PackFile::~PackFile() {
    discard();
}

void PackFile::discard() {
    if (m_descriptor >= 0) ::close(std::exchange(m_descriptor, -1));
    if (!m_path.empty()) ::unlink(m_path.c_str());
    m_path.clear();
}

Status PackFile::write(std::string_view bytes) {
    if (m_buffer.size() + bytes.size() > buffer_size) TAKAN_TRY(flush());
    if (bytes.size() >= buffer_size) return write_at(std::exchange(m_size, m_size + bytes.size()), bytes);
    m_buffer += bytes;
    m_size += bytes.size();
    return {};
}

Status PackFile::flush() {
    if (m_buffer.empty()) return {};
    const std::string bytes = std::exchange(m_buffer, {});
    m_buffer.reserve(buffer_size);
    return write_at(m_size - bytes.size(), bytes);
}

Status PackFile::overwrite(std::uint64_t at, std::string_view bytes) {
    TAKAN_TRY(flush());
    return write_at(at, bytes);
}

Status PackFile::write_at(std::uint64_t at, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return error_from_errno(errno, "write pack", m_path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += static_cast<std::uint64_t>(written);
    }
    return {};
}

Status PackFile::read_back(const std::function<void(std::string_view)>& block) {
    TAKAN_TRY(flush());
    std::string buffer(buffer_size, '\0');
    std::uint64_t at = 0;
    while (at < m_size) {
        const ssize_t got = ::pread(m_descriptor, buffer.data(), buffer.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return error_from_errno(got < 0 ? errno : EIO, "read pack back", m_path);
        block(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
        at += static_cast<std::uint64_t>(got);
    }
    return {};
}

Status PackFile::seal() {
    TAKAN_TRY(flush());
    // A stick's file system may know no permissions: then the pack stays as it is, and works all the same.
    if (::fchmod(m_descriptor, 0444) != 0 && errno != EPERM && errno != ENOTSUP && errno != ENOSYS) {
        return error_from_errno(errno, "make pack read-only", m_path);
    }
    while (::fsync(m_descriptor) != 0) {
        if (errno != EINTR) return error_from_errno(errno, "make pack durable", m_path);
    }
    // Network file systems report a failed write only here.
    if (::close(std::exchange(m_descriptor, -1)) != 0) return error_from_errno(errno, "close pack", m_path);
    return {};
}

Status PackFile::rename_to(const fs::path& path) {
    if (::rename(m_path.c_str(), path.c_str()) != 0) return error_from_errno(errno, "put pack in place", path);
    m_path.clear();
    return {};
}

Result<FileTime> PackFile::modified_at() const {
    struct stat about {};
    if (::fstat(m_descriptor, &about) != 0) return error_from_errno(errno, "look at pack", m_path);
    return modified(about);
}

} // namespace takan::sync::git
