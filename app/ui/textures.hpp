#pragma once
// Pictures on the graphics card without knowing which library draws: ImGui asks the renderer for them.

#include "app/desk/pictures.hpp"

#include "imgui.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace takan::app::ui {

// Owns textures. Main thread; lives no longer than ImGui's context, and the renderer is shut down first.
class TextureStore {
public:
    using Handle = int; // 0: none

    TextureStore();
    TextureStore(const TextureStore&) = delete;
    TextureStore& operator=(const TextureStore&) = delete;
    ~TextureStore();

    // Copies width x height pixels of 4 bytes each; the renderer takes them in at the end of this frame. 0 when a side
    // is not within 1 to 16384.
    Handle upload(int width, int height, const std::uint8_t* rgba);
    ImTextureRef reference(Handle handle) const; // an empty one for 0
    // Not drawn from the next frame on; freed when the renderer has let go.
    void release(Handle handle);
    // Once a frame, before drawing: forgets what the renderer has freed.
    void new_frame();

private:
    struct Entry;
    std::map<Handle, std::unique_ptr<Entry>> m_entries;
    Handle m_next = 1;
};

// A cache of thumbnails as textures: the longest unseen ones go when `max_bytes` is passed, and a frame takes in only a
// few so that scrolling stays smooth.
class PictureTextures {
public:
    struct View {
        PictureState state = PictureState::coming;
        TextureStore::Handle handle = 0;
        ImTextureRef texture = {};
        int width = 0;
        int height = 0;
    };

    explicit PictureTextures(TextureStore& store, std::size_t max_bytes = 64u << 20, int uploads_per_frame = 4);
    PictureTextures(const PictureTextures&) = delete;
    PictureTextures& operator=(const PictureTextures&) = delete;
    ~PictureTextures();

    // Asks `source` only for what is not here yet. Arguments as Pictures::picture.
    View find(Pictures& source, const std::string& sha256, const std::string& media_ref, int side);
    // The same for a map's tile. Arguments as Pictures::tile.
    View find_tile(Pictures& source, const std::string& file, TilePlace place);
    // Once a frame, before drawing.
    void new_frame();
    std::size_t bytes() const { return m_bytes; }

private:
    struct Entry {
        std::string key;
        View view;
        std::size_t bytes = 0;
        long last_frame = 0;
    };
    using Ask = std::function<PictureState(std::shared_ptr<const Picture>&)>;
    View find_as(const std::string& key, const Ask& ask);
    void make_room();

    TextureStore& m_store;
    std::size_t m_max_bytes;
    int m_uploads_per_frame;
    int m_uploads = 0;
    long m_frame = 0;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries; // newest use first
    std::map<std::string, std::list<Entry>::iterator> m_by_key;
};

} // namespace takan::app::ui
