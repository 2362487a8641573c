#include "app/desk/picture_room.hpp"

#include "app/evidence/thumbnail_cache.hpp"

#include <algorithm>

namespace takan::app {

namespace {

std::size_t size_of(const std::shared_ptr<const Picture>& picture) {
    return picture == nullptr ? 0 : picture->rgba.size();
}

// Thumbnails are made in one size; larger ones as they are asked for.
int side_for(int wanted) {
    return std::clamp(wanted, ThumbnailCache::side, PictureRoom::greatest_side);
}

} // namespace

PictureRoom::PictureRoom(StoreRoom& store, const std::filesystem::path& folder, const sync::Clock& clock,
                         std::function<void()> wake)
    : m_wake(std::move(wake)), m_workers([&] {
          const auto made = [this](PictureMade news) {
              m_news.put(std::move(news));
              m_wake();
          };
          return std::array<PictureWorker, 2>{PictureWorker{store, folder, clock, made},
                                              PictureWorker{store, folder, clock, made}};
      }()) {}

PictureState PictureRoom::picture(const std::string& sha256, const std::string& media_ref, int side,
                                  std::shared_ptr<const Picture>& out) {
    return find({{sha256, side_for(side)}, media_ref}, out);
}

PictureState PictureRoom::tile(const std::string& file, TilePlace place, std::shared_ptr<const Picture>& out) {
    return find({{file, 0, place}, {}}, out);
}

PictureState PictureRoom::find(PictureWish wish, std::shared_ptr<const Picture>& out) {
    read_news();
    const auto [entry, is_new] = m_entries.try_emplace(wish.key);
    if (is_new) worker_for(wish.key).put(std::move(wish));
    entry->second.used = ++m_asked;
    out = entry->second.picture;
    return entry->second.state;
}

bool PictureRoom::takes(std::uint64_t number, const Command& command) {
    if (const auto* wish = std::get_if<ExportPhoto>(&command)) {
        m_workers.front().put(PictureExport{number, *wish});
        return true;
    }
    if (const auto* wish = std::get_if<AnnotatePhoto>(&command)) {
        m_workers.front().put(PictureAnnotation{number, *wish});
        return true;
    }
    return false;
}

void PictureRoom::look_again() {
    m_news.put(LookAgain{});
    m_wake();
}

void PictureRoom::read_news() {
    while (auto news = m_news.try_take()) {
        if (auto* made = std::get_if<PictureMade>(&*news))
            keep(std::move(*made));
        else
            forget_missing();
    }
}

void PictureRoom::keep(PictureMade made) {
    const auto entry = m_entries.find(made.key);
    if (entry == m_entries.end()) return;
    if (made.state == PictureState::coming) {
        m_entries.erase(entry);
        return;
    }
    entry->second.state = made.state;
    entry->second.picture = std::move(made.picture);
    m_bytes += size_of(entry->second.picture);
    make_room();
}

void PictureRoom::forget_missing() {
    std::erase_if(m_entries, [](const auto& entry) {
        return entry.second.state == PictureState::not_fetched || entry.second.state == PictureState::unreadable;
    });
}

// The longest unused pictures go; screens that still hold one keep it alive. The newest stays, however large it is.
void PictureRoom::make_room() {
    while (m_bytes > greatest_memory) {
        auto oldest = m_entries.end();
        std::size_t held = 0;
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (entry->second.picture == nullptr) continue;
            ++held;
            if (oldest == m_entries.end() || entry->second.used < oldest->second.used) oldest = entry;
        }
        if (held < 2) return;
        m_bytes -= size_of(oldest->second.picture);
        m_entries.erase(oldest);
    }
}

// The same photo always goes to the same worker, so that its file is not made twice at once.
PictureWorker& PictureRoom::worker_for(const PictureKey& key) {
    const auto place = static_cast<std::size_t>(key.tile.x + key.tile.y);
    return m_workers[(std::hash<std::string>{}(key.source) + place) % m_workers.size()];
}

} // namespace takan::app
