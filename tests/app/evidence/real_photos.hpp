#pragma once
// Where real cameras' photos lie, which are no part of the project: TAKAN_PHOTOS, or a folder beside it.

#include "sync/base/files.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace takan::test {

inline std::optional<std::filesystem::path> real_photos() {
    const char* named = std::getenv("TAKAN_PHOTOS");
    std::filesystem::path folder = named ? named : "";
#ifdef TAKAN_SOURCE_DIR
    if (folder.empty()) folder = std::filesystem::path(TAKAN_SOURCE_DIR) / "../shared/photos";
#endif
    std::error_code error;
    if (!folder.empty() && std::filesystem::is_directory(folder, error)) return folder;
    MESSAGE("skipped: no real photos (set TAKAN_PHOTOS to a folder of them)");
    return std::nullopt;
}

inline std::string bytes_of(const std::filesystem::path& path) {
    auto bytes = sync::read_file(path, 64u * 1024 * 1024);
    REQUIRE_MESSAGE(bytes, path);
    return *bytes;
}

} // namespace takan::test
