#pragma once
// ThumbnailCache: a folder of small JPEGs derived from photos. All of it can be deleted at any time.

#include "app/evidence/pixels.hpp"
#include "sync/base/instant.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace takan::app {

// Safe to use from several threads and programs at once: all it knows stands in the folder.
class ThumbnailCache {
public:
    static constexpr int side = 500; // pixels

    // Makes the folder. `greatest_bytes`: the longest unused entries go when all together are larger.
    // Errors: those of make_folder.
    static Result<ThumbnailCache> open(const std::filesystem::path& folder, std::uint64_t greatest_bytes,
                                       sync::Clock clock);

    using Original = std::function<Result<std::string>()>;
    // Returns the thumbnail of the photo with this SHA-256 (hex); makes it from the original bytes when it is not there
    // or broken. A cache that cannot be written to is no error. Errors: invalid (no SHA-256), those of `original` and
    // decode.
    Result<Pixels> thumbnail(const std::string& sha256, const Original& original);

    // Returns the bytes of all entries.
    std::uint64_t size() const;

private:
    ThumbnailCache(std::filesystem::path folder, std::uint64_t greatest_bytes, sync::Clock clock);
    std::filesystem::path path_of(const std::string& sha256) const;
    void keep(const std::string& sha256, std::string jpeg);
    void touch(const std::filesystem::path& path) const;
    void make_room();

    std::filesystem::path m_folder;
    std::uint64_t m_greatest_bytes;
    sync::Clock m_clock;
    std::unique_ptr<std::atomic<std::uint64_t>> m_bytes; // a guess when others write too; counted anew by make_room
};

} // namespace takan::app
