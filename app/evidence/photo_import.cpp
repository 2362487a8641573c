#include "app/evidence/photo_import.hpp"

#include "app/evidence/image_kind.hpp"
#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <tuple>
#include <utility>

namespace takan::app {
namespace {

namespace fs = std::filesystem;
using sync::Error;
using sync::ErrorKind;
using sync::Result;

// Size and time of the last change; both stay while a file is only read.
Result<std::pair<std::uintmax_t, fs::file_time_type>> state_of(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    const auto changed = error ? fs::file_time_type{} : fs::last_write_time(path, error);
    if (error) return sync::error_from_errno(error.value(), "look at photo", path);
    return std::pair(size, changed);
}

Error changed_meanwhile(const fs::path& path) {
    return sync::fail(ErrorKind::stale, "file changed while it was read", sync::utf8(path.filename()),
                      "photo.left_out.changed");
}

LeftOut left_out(const fs::path& path, Error error) {
    if (error.subject.empty()) error.subject = sync::utf8(path.filename());
    if (error.text_key.empty()) {
        error.text_key = error.kind == ErrorKind::missing ? "photo.left_out.missing" : "photo.left_out.unreadable";
    }
    return {path, std::move(error)};
}

void sort_by_time(std::vector<FoundPhoto>& photos) {
    const auto key = [](const FoundPhoto& photo) {
        const auto taken = taken_at(photo.exif);
        return std::tuple(!taken, taken.value_or(sync::Instant{}).ms, photo.name, photo.path);
    };
    std::sort(photos.begin(), photos.end(), [&](const FoundPhoto& a, const FoundPhoto& b) { return key(a) < key(b); });
}

// A file name may hold any bytes; a record holds UTF-8.
std::string plain_name(const fs::path& path) {
    const auto name = sync::utf8(path.filename());
    if (sync::is_plain_text(name)) return name;
    std::string out;
    for (const char32_t c : sync::to_utf32(name)) {
        if (c >= 0x20 && c != 0x7F) sync::append_utf8(out, c);
    }
    return out;
}

} // namespace

Result<FoundPhoto> inspect_photo(const fs::path& path, std::string_view bytes) {
    if (bytes.empty()) {
        return sync::fail(ErrorKind::invalid, "file is empty", sync::utf8(path.filename()), "photo.left_out.empty");
    }
    const auto kind = image_kind(bytes);
    if (kind == ImageKind::unknown) {
        return sync::fail(ErrorKind::invalid, "neither photo nor video", sync::utf8(path.filename()),
                          "photo.left_out.no_media");
    }
    FoundPhoto photo;
    photo.path = path;
    photo.sha256 = sync::sha256_hex(bytes);
    photo.size = bytes.size();
    photo.name = plain_name(path);
    photo.mime = mime_of(bytes);
    if (!is_picture(kind)) return photo;
    if (const auto size = pixel_size(bytes)) {
        photo.width = size->width;
        photo.height = size->height;
    } else {
        photo.remarks.push_back({"photo.remark.picture_broken", "the picture does not say its size"});
    }
    if (auto exif = read_exif(bytes)) {
        photo.exif = std::move(*exif);
        photo.remarks.insert(photo.remarks.end(), photo.exif.remarks.begin(), photo.exif.remarks.end());
    } else {
        photo.remarks.push_back({exif.error().text_key, exif.error().message});
    }
    return photo;
}

Result<std::string> read_original(const fs::path& path) {
    TAKAN_TRY_LET(before, state_of(path));
    TAKAN_TRY_LET(bytes, sync::read_file(path, greatest_original));
    TAKAN_TRY_LET(after, state_of(path));
    if (before != after || bytes.size() != after.first) return changed_meanwhile(path);
    return bytes;
}

Result<std::string> read_original(const FoundPhoto& photo) {
    TAKAN_TRY_LET(bytes, read_original(photo.path));
    if (bytes.size() != photo.size || sync::sha256_hex(bytes) != photo.sha256) return changed_meanwhile(photo.path);
    return bytes;
}

Result<PhotoHaul> find_photos(const std::vector<fs::path>& paths, const PhotoSearch& search) {
    auto found = media_files(paths, search.stop);
    PhotoHaul haul;
    haul.left_out = std::move(found.left_out);
    std::map<std::string, std::string> first_with; // SHA-256 → name
    for (std::size_t i = 0; i < found.files.size(); ++i) {
        if (search.stop.stop_requested()) break;
        if (search.progress) search.progress(i, found.files.size());
        const auto& path = found.files[i];
        const auto bytes = search.read ? search.read(path) : read_original(path);
        auto photo = bytes ? inspect_photo(path, *bytes) : Result<FoundPhoto>(bytes.error());
        if (!photo) {
            haul.left_out.push_back(left_out(path, photo.error()));
            continue;
        }
        const auto [first, is_new] = first_with.emplace(photo->sha256, photo->name);
        if (is_new) {
            haul.photos.push_back(std::move(*photo));
        } else {
            haul.left_out.push_back({path, sync::fail(ErrorKind::invalid, "the same photo as " + first->second,
                                                      photo->name, "photo.left_out.twice")});
        }
    }
    if (search.stop.stop_requested()) return sync::fail(ErrorKind::cancelled, "photo import was stopped");
    if (search.progress) search.progress(found.files.size(), found.files.size());
    sort_by_time(haul.photos);
    return haul;
}

} // namespace takan::app
