#pragma once
// PackFile: one temporary file in objects/pack that is written from start to end and becomes visible only by its
// rename.

#include "sync/base/result.hpp"
#include "sync/git/leftover.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace takan::sync::git {

class PackFile {
public:
    // Creates `<folder>/<prefix>_<random>`; git's own gc knows such names and sweeps those that were left behind.
    static Result<PackFile> create(const std::filesystem::path& folder, std::string_view prefix);
    PackFile(PackFile&& other) noexcept;
    PackFile& operator=(PackFile&& other) noexcept;
    ~PackFile(); // removes the file unless it was renamed

    Status write(std::string_view bytes);
    Status overwrite(std::uint64_t at, std::string_view bytes); // bytes that were written before
    std::uint64_t size() const { return m_size; }
    // Reads everything back, in blocks.
    Status read_back(const std::function<void(std::string_view)>& block);

    // Makes it read-only as git's packs are, and durable.
    Status seal();
    Status rename_to(const std::filesystem::path& path);

    // When it was last written, by the clock of the file system that holds it. Error offline.
    Result<FileTime> modified_at() const;

private:
    PackFile() = default;
    Status flush();
    Status write_at(std::uint64_t at, std::string_view bytes);
    void discard();

    int m_descriptor = -1;
    std::filesystem::path m_path; // empty: nothing to remove
    std::string m_buffer;
    std::uint64_t m_size = 0;
};

} // namespace takan::sync::git
