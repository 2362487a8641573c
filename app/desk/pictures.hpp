#pragma once
// Pictures: thumbnails and map tiles for the screens. Asking never waits; what is not there yet is made on a worker and
// wakes the window.

#include "app/domain/mercator.hpp"
#include "sync/base/ids.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace takan::app {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba; // upright, 4 bytes a pixel
};

enum class PictureState { coming, here, not_fetched, unreadable };

class Pictures {
public:
    virtual ~Pictures() = default;
    // `sha256`: hex; `media_ref`: where the original is; `side`: greatest side in pixels: up to 500 gives the thumbnail
    // of at most 500, more decodes the original at up to 4096. The picture is null unless `here`. Called on the main
    // thread each frame for what is visible; the newest wishes are served first.
    virtual PictureState picture(const std::string& sha256, const std::string& media_ref, int side,
                                 std::shared_ptr<const Picture>& out) = 0;
    // The same for a tile of a map file (MBTiles) by its path; `not_fetched`: the file has none there.
    virtual PictureState tile(const std::string& /*file*/, TilePlace /*place*/,
                              std::shared_ptr<const Picture>& /*out*/) {
        return PictureState::not_fetched;
    }
};

} // namespace takan::app
