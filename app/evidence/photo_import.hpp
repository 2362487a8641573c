#pragma once
// Photo import: from files and folders to photos with hash, size and camera data. Originals are read, never changed.

#include "app/evidence/exif.hpp"
#include "app/evidence/media_files.hpp"
#include "sync/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

inline constexpr std::size_t greatest_original = 512u * 1024 * 1024; // bytes; a file is read as a whole

struct FoundPhoto {
    std::filesystem::path path;
    std::string sha256; // hex
    std::uint64_t size = 0;
    std::string name; // of the file, without folders
    std::string mime;
    int width = 0; // stored pixels, before turning; 0: not known
    int height = 0;
    Exif exif;                   // all empty when the file has none
    std::vector<Remark> remarks; // those of the EXIF too
};

struct PhotoHaul {
    std::vector<FoundPhoto> photos; // by time taken, those without a time last by name; each SHA-256 once
    std::vector<LeftOut> left_out;
};

struct PhotoSearch {
    // Reads a whole file; empty: read_original. A test puts in a file that changes.
    std::function<sync::Result<std::string>(const std::filesystem::path&)> read;
    std::function<void(std::size_t done, std::size_t total)> progress;
    std::stop_token stop;
};

// Looks at every file under the paths. What cannot be read or is no photo or video stands in `left_out`; the rest goes
// on. Error: cancelled.
sync::Result<PhotoHaul> find_photos(const std::vector<std::filesystem::path>& paths, const PhotoSearch& search = {});

// Hash, kind, size and EXIF of bytes that were read from `path`. Error invalid: no photo and no video.
sync::Result<FoundPhoto> inspect_photo(const std::filesystem::path& path, std::string_view bytes);

// Reads a file whole. Errors: those of read_file; stale (it changed meanwhile).
sync::Result<std::string> read_original(const std::filesystem::path& path);
// Reads the bytes of a photo again, to be kept. Error stale: they are not those that were found.
sync::Result<std::string> read_original(const FoundPhoto& photo);

} // namespace takan::app
