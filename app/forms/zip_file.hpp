#pragma once
// ZipFile: the parts of a foreign zip archive in memory, each read under limits that no hostile file passes.

#include "sync/base/result.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

inline constexpr std::size_t greatest_archive = 16 * 1024 * 1024; // bytes packed
inline constexpr std::size_t greatest_part = 8 * 1024 * 1024;     // bytes of one part, unpacked
inline constexpr std::size_t greatest_parts = 24 * 1024 * 1024;   // bytes of all parts that are read, unpacked

class ZipFile {
public:
    // Copies the bytes. Error invalid (key error.not_a_workbook) for what is no zip archive, is too large or holds too
    // many parts.
    static sync::Result<ZipFile> open(std::string_view bytes);
    ZipFile(ZipFile&&) noexcept;
    ZipFile& operator=(ZipFile&&) noexcept;
    ~ZipFile();

    bool has(std::string_view part) const;
    // Unpacks one part. Errors invalid (too large, damaged, encrypted), missing; the part is the subject.
    sync::Result<std::string> read(std::string_view part);

private:
    struct State;
    explicit ZipFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// An archive of these parts, in their order. For workbooks that we write ourselves.
struct ZipPart {
    std::string name;
    std::string bytes;
};
sync::Result<std::string> zip_of(const std::vector<ZipPart>& parts);

} // namespace takan::app
