#pragma once
// TileFile: one MBTiles file of map pictures, as people bring it: opened for reading only and believed in nothing.

#include "app/domain/mercator.hpp"
#include "sync/base/result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace takan::app {

using sync::Result;
using sync::Status;

struct TileFileInfo {
    std::string name;        // the file's own, else the file's name; one line
    std::string attribution; // whose map it is, without HTML; may be empty
    Position south_west{-greatest_mercator_lat, -180};
    Position north_east{greatest_mercator_lat, 180};
    int min_zoom = 0;
    int max_zoom = 0;
};

class TileFile {
public:
    // Opens the file as one that nobody writes. Errors: missing, denied; invalid with key error.tiles_vector (pictures
    // are wanted, not lines); corrupt with key error.tiles_broken (no MBTiles, or a damaged one). The path is the
    // subject.
    static Result<TileFile> open(const std::filesystem::path& file);

    TileFile(TileFile&&) noexcept;
    TileFile& operator=(TileFile&&) noexcept;
    ~TileFile();

    const TileFileInfo& info() const;
    // A tile's picture as the file holds it (JPEG, PNG or WebP, at most 4 MB); nothing when the file has none there.
    // Error corrupt, key error.tiles_broken.
    Result<std::optional<std::string>> tile(TilePlace place);

private:
    struct State;
    explicit TileFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
