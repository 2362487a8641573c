#include "sync/git/descriptor.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace takan::sync::git {

Descriptor::Descriptor(const std::filesystem::path& path, int flags, mode_t mode)
    : m_number(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        m_number = std::exchange(other.m_number, -1);
    }
    return *this;
}

int Descriptor::close() {
    return m_number >= 0 ? ::close(std::exchange(m_number, -1)) : 0;
}

Result<OpenFile> open_regular(const std::filesystem::path& path) {
    OpenFile file{Descriptor(path, O_RDONLY | O_NONBLOCK), 0};
    if (!file.descriptor) return error_from_errno(errno, "open file", path);
    struct stat about {};
    if (::fstat(file.descriptor.number(), &about) != 0) return error_from_errno(errno, "look at file", path);
    if (!S_ISREG(about.st_mode)) return fail(ErrorKind::corrupt, "it is not a regular file", utf8(path));
    file.size = static_cast<std::uint64_t>(about.st_size);
    return file;
}

Result<std::size_t> read_at(const Descriptor& file, std::uint64_t at, std::span<char> out,
                            const std::filesystem::path& path) {
    std::size_t filled = 0;
    while (filled < out.size()) {
        const ssize_t got =
            ::pread(file.number(), out.data() + filled, out.size() - filled, static_cast<off_t>(at + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_from_errno(errno, "read file", path);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return filled;
}

int sync_descriptor(const Descriptor& file) {
    while (::fsync(file.number()) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

} // namespace takan::sync::git
