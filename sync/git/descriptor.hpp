#pragma once
// Descriptor: one open file of the system, closed with its owner; and reading at a place without a mapping, so that a
// medium that went away is an error of the call and not a signal.

#include "sync/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>

#include <sys/stat.h>

namespace takan::sync::git {

class Descriptor {
public:
    Descriptor() = default;
    // Opens with O_CLOEXEC; errno tells why it is not open.
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0);
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    explicit operator bool() const { return m_number >= 0; }
    int number() const { return m_number; }
    // Network file systems report a failed write only here. Returns 0 or -1 with errno.
    int close();

private:
    int m_number = -1;
};

// A regular file opened for reading, with its size. A pipe or device in its place is an error corrupt and never waits.
struct OpenFile {
    Descriptor descriptor;
    std::uint64_t size = 0;
};
Result<OpenFile> open_regular(const std::filesystem::path& path);

// Fills `out` from `at` on; returns how much there was before the file's end. `path` is for the error only.
Result<std::size_t> read_at(const Descriptor& file, std::uint64_t at, std::span<char> out,
                            const std::filesystem::path& path);

// Returns 0 or errno.
int sync_descriptor(const Descriptor& file);

} // namespace takan::sync::git
