#include "app/ui/textures.hpp"

#include "app/ui/theme.hpp"

#include "imgui_internal.h"

#include <cstring>

namespace takan::app::ui {

struct TextureStore::Entry {
    ImTextureData data;
    bool released = false;
};

TextureStore::TextureStore() = default;

namespace {

// ImGui's list of textures for the renderer is made anew only at the end of a frame.
void forget(ImTextureData& data) {
    ImGui::UnregisterUserTexture(&data);
    ImGui::GetPlatformIO().Textures.find_erase(&data);
}

} // namespace

TextureStore::~TextureStore() {
    for (auto& [handle, entry] : m_entries)
        forget(entry->data);
}

TextureStore::Handle TextureStore::upload(int width, int height, const std::uint8_t* rgba) {
    constexpr int greatest_side = 16384; // what every renderer can hold
    if (width < 1 || height < 1 || width > greatest_side || height > greatest_side) return 0;
    auto entry = std::make_unique<Entry>();
    entry->data.Create(ImTextureFormat_RGBA32, width, height);
    std::memcpy(entry->data.GetPixels(), rgba, static_cast<std::size_t>(entry->data.GetSizeInBytes()));
    entry->data.UseColors = true;
    entry->data.SetStatus(ImTextureStatus_WantCreate);
    ImGui::RegisterUserTexture(&entry->data);
    const Handle handle = m_next++;
    m_entries.emplace(handle, std::move(entry));
    return handle;
}

ImTextureRef TextureStore::reference(Handle handle) const {
    const auto found = m_entries.find(handle);
    return found == m_entries.end() ? ImTextureRef() : found->second->data.GetTexRef();
}

void TextureStore::release(Handle handle) {
    const auto found = m_entries.find(handle);
    if (found != m_entries.end()) found->second->released = true;
}

// A picture that was drawn in the last frame may still be on its way to the screen: ask to destroy it one frame later.
void TextureStore::new_frame() {
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        Entry& entry = *it->second;
        ImTextureData& data = entry.data;
        const bool gone = entry.released && data.Status == ImTextureStatus_Destroyed;
        const bool never_made = entry.released && data.Status == ImTextureStatus_WantCreate;
        if (gone || never_made) {
            forget(data);
            it = m_entries.erase(it);
            continue;
        }
        if (entry.released) {
            if (data.Status == ImTextureStatus_OK) data.SetStatus(ImTextureStatus_WantDestroy);
            ++data.UnusedFrames;
        }
        ++it;
    }
}

PictureTextures::PictureTextures(TextureStore& store, std::size_t max_bytes, int uploads_per_frame)
    : m_store(store), m_max_bytes(max_bytes), m_uploads_per_frame(uploads_per_frame) {}

PictureTextures::~PictureTextures() {
    for (const Entry& entry : m_entries)
        m_store.release(entry.view.handle);
}

void PictureTextures::new_frame() {
    ++m_frame;
    m_uploads = 0;
}

PictureTextures::View PictureTextures::find(Pictures& source, const std::string& sha256, const std::string& media_ref,
                                            int side) {
    return find_as(sha256 + "@" + std::to_string(side),
                   [&](std::shared_ptr<const Picture>& out) { return source.picture(sha256, media_ref, side, out); });
}

PictureTextures::View PictureTextures::find_tile(Pictures& source, const std::string& file, TilePlace place) {
    const std::string key =
        std::to_string(place.zoom) + "/" + std::to_string(place.x) + "/" + std::to_string(place.y) + " of " + file;
    return find_as(key, [&](std::shared_ptr<const Picture>& out) { return source.tile(file, place, out); });
}

PictureTextures::View PictureTextures::find_as(const std::string& key, const Ask& ask) {
    if (const auto found = m_by_key.find(key); found != m_by_key.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        found->second->last_frame = m_frame;
        return found->second->view;
    }
    std::shared_ptr<const Picture> picture;
    View view;
    view.state = ask(picture);
    if (view.state != PictureState::here || !picture) return view;
    const std::size_t bytes = picture->rgba.size();
    const bool whole =
        bytes == static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) * 4;
    if (m_uploads >= m_uploads_per_frame) {
        wake_within(0);
        view.state = PictureState::coming;
        return view;
    }
    view.handle = whole ? m_store.upload(picture->width, picture->height, picture->rgba.data()) : 0;
    if (view.handle == 0) {
        view.state = PictureState::unreadable;
        return view;
    }
    ++m_uploads;
    view.texture = m_store.reference(view.handle);
    view.width = picture->width;
    view.height = picture->height;
    m_entries.push_front({key, view, bytes, m_frame});
    m_by_key[key] = m_entries.begin();
    m_bytes += bytes;
    make_room();
    return view;
}

// What was drawn in this frame stays, even beyond the limit.
void PictureTextures::make_room() {
    while (m_bytes > m_max_bytes && !m_entries.empty() && m_entries.back().last_frame != m_frame) {
        const Entry& oldest = m_entries.back();
        m_store.release(oldest.view.handle);
        m_bytes -= oldest.bytes;
        m_by_key.erase(oldest.key);
        m_entries.pop_back();
    }
}

} // namespace takan::app::ui
