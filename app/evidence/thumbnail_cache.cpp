#include "app/evidence/thumbnail_cache.hpp"

#include "app/evidence/thumbnail.hpp"
#include "sync/base/files.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/sha256.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>
#include <vector>

namespace takan::app {
namespace {

namespace fs = std::filesystem;

constexpr int jpeg_quality = 85;
constexpr std::size_t seal_size = 32;                   // SHA-256 behind the JPEG, where readers of JPEG do not look
constexpr std::size_t greatest_entry = 4 * 1024 * 1024; // 500 x 500 pixels are smaller in any case

std::string seal_of(std::string_view jpeg) {
    const auto hash = sync::sha256(jpeg);
    return std::string(hash.begin(), hash.end());
}

// A disk that fills up or a crash leaves half an entry; the seal tells.
std::optional<std::string> read_entry(const fs::path& path) {
    auto bytes = sync::read_file(path, greatest_entry);
    if (!bytes || bytes->size() <= seal_size) return std::nullopt;
    std::string jpeg = bytes->substr(0, bytes->size() - seal_size);
    if (!bytes->ends_with(seal_of(jpeg))) return std::nullopt;
    return jpeg;
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Not synced to the disk, unlike sync::write_file: what is lost in a crash is made again. Renamed, so that readers see
// all or nothing.
bool write_quickly(const fs::path& path, std::string_view bytes, sync::Instant now) {
    const fs::path part = path.parent_path() / (sync::RecordId::random(now).text() + ".part");
    std::ofstream out(part, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (out) fs::rename(part, path, error);
    if (out && !error) return true;
    std::error_code ignored;
    fs::remove(part, ignored);
    return false;
}

struct Entry {
    fs::path path;
    fs::file_time_type used;
    std::uint64_t size = 0;
};

std::vector<Entry> entries_of(const fs::path& folder) {
    std::vector<Entry> entries;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone; // another program may have removed it
        if (!at->is_regular_file(gone) || gone) continue;
        const auto size = at->file_size(gone);
        const auto used = at->last_write_time(gone);
        if (!gone) entries.push_back({at->path(), used, size});
    }
    return entries;
}

} // namespace

ThumbnailCache::ThumbnailCache(fs::path folder, std::uint64_t greatest_bytes, sync::Clock clock)
    : m_folder(std::move(folder)), m_greatest_bytes(greatest_bytes), m_clock(std::move(clock)),
      m_bytes(std::make_unique<std::atomic<std::uint64_t>>(0)) {}

Result<ThumbnailCache> ThumbnailCache::open(const fs::path& folder, std::uint64_t greatest_bytes, sync::Clock clock) {
    TAKAN_TRY(sync::make_folder(folder));
    ThumbnailCache cache(folder, greatest_bytes, std::move(clock));
    cache.make_room();
    return cache;
}

// 256 folders: some file systems on sticks are slow with many files in one.
fs::path ThumbnailCache::path_of(const std::string& sha256) const {
    return m_folder / sha256.substr(0, 2) / (sha256 + ".jpg");
}

Result<Pixels> ThumbnailCache::thumbnail(const std::string& sha256, const Original& original) {
    if (!is_sha256(sha256)) return sync::fail(ErrorKind::invalid, "a thumbnail is named by a SHA-256", sha256);
    const auto path = path_of(sha256);
    if (const auto jpeg = read_entry(path)) {
        if (auto pixels = decode(*jpeg, side)) {
            touch(path);
            return pixels;
        }
    }
    TAKAN_TRY_LET(bytes, original());
    TAKAN_TRY_LET(pixels, decode(bytes, side));
    TAKAN_TRY_LET(jpeg, encode_jpeg(pixels, jpeg_quality));
    keep(sha256, std::move(jpeg));
    return pixels;
}

void ThumbnailCache::keep(const std::string& sha256, std::string jpeg) {
    const auto path = path_of(sha256);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    jpeg += seal_of(jpeg);
    if (error || !write_quickly(path, jpeg, m_clock())) return;
    touch(path);
    if (m_bytes->fetch_add(jpeg.size()) + jpeg.size() > m_greatest_bytes) make_room();
}

// The time of an entry's file is when it was last used.
void ThumbnailCache::touch(const fs::path& path) const {
    const auto now = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(m_clock().ms));
    std::error_code ignored;
    fs::last_write_time(path, std::chrono::file_clock::from_sys(now), ignored);
}

void ThumbnailCache::make_room() {
    auto entries = entries_of(m_folder);
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
    std::uint64_t bytes = 0;
    for (const auto& entry : entries)
        bytes += entry.size;
    if (bytes > m_greatest_bytes) {
        const std::uint64_t wanted =
            m_greatest_bytes / 10 * 9; // some room, so that not every new entry counts the folder
        for (auto entry = entries.begin(); entry != entries.end() && bytes > wanted; ++entry) {
            std::error_code ignored;
            fs::remove(entry->path, ignored);
            bytes -= entry->size;
        }
    }
    m_bytes->store(bytes);
}

std::uint64_t ThumbnailCache::size() const {
    std::uint64_t bytes = 0;
    for (const auto& entry : entries_of(m_folder))
        bytes += entry.size;
    return bytes;
}

} // namespace takan::app
