#include "app/desk/picture_worker.hpp"

#include "app/desk/keep_originals.hpp"
#include "app/desk/photo_copy.hpp"
#include "app/domain/china_time.hpp"
#include "app/evidence/thumbnail.hpp"
#include "app/evidence/thumbnail_cache.hpp"
#include "app/store/tiles.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/media.hpp"

#include <map>

namespace takan::app {

namespace {

constexpr std::size_t greatest_files = 8;                                  // map files that stay open
constexpr int greatest_tile = 512;                                         // pixels of a tile's side
constexpr std::size_t greatest_wishes = 200;                               // several screens full
constexpr std::uint64_t greatest_cache = std::uint64_t{512} * 1024 * 1024; // bytes on disk: about 10,000 thumbnails

PictureMade made_of(const PictureKey& key, Result<Pixels> pixels) {
    if (!pixels) {
        const bool is_missing = pixels.error().kind == sync::ErrorKind::missing;
        return {key, is_missing ? PictureState::not_fetched : PictureState::unreadable, nullptr};
    }
    auto picture = std::make_shared<Picture>();
    picture->width = pixels->width;
    picture->height = pixels->height;
    picture->rgba = std::move(pixels->rgba);
    return {key, PictureState::here, std::move(picture)};
}

} // namespace

// Both are opened by the first wish and stay open: a laptop without photos opens neither.
class PictureWorker::Darkroom {
public:
    Darkroom(std::filesystem::path folder, sync::Clock clock)
        : m_folder(std::move(folder)), m_clock(std::move(clock)) {}

    // Error missing: the original is not here. Packs may have come and gone since the repository was opened: what
    // cannot be read is looked for anew.
    Result<std::string> original(const std::string& ref, const std::string& sha256) {
        if (ref.empty()) return sync::fail(sync::ErrorKind::missing, "the photo was never kept", sha256);
        if (m_repo) {
            auto bytes = sync::read_media(*m_repo, ref, sha256);
            if (bytes) return bytes;
        }
        TAKAN_TRY_LET(repo, sync::open_repo(m_folder));
        m_repo.emplace(std::move(repo));
        return sync::read_media(*m_repo, ref, sha256);
    }

    Result<Pixels> develop(const PictureWish& wish) {
        if (wish.key.side == 0) return tile(wish.key.source, wish.key.tile);
        const auto read = [&] { return original(wish.media_ref, wish.key.source); };
        if (wish.key.side <= ThumbnailCache::side && open_cache()) return m_cache->thumbnail(wish.key.source, read);
        TAKAN_TRY_LET(bytes, read());
        return decode(bytes, wish.key.side);
    }

private:
    Result<Pixels> tile(const std::string& file, TilePlace place) {
        auto opened = m_maps.find(file);
        if (opened == m_maps.end()) {
            TAKAN_TRY_LET(map, TileFile::open(sync::path_from_utf8(file)));
            if (m_maps.size() >= greatest_files) m_maps.clear();
            opened = m_maps.emplace(file, std::move(map)).first;
        }
        TAKAN_TRY_LET(bytes, opened->second.tile(place));
        if (!bytes) return sync::fail(sync::ErrorKind::missing, "the map file has no such tile", file);
        return decode(*bytes, greatest_tile);
    }

    // A disk that cannot be written to makes pictures slow, not impossible.
    bool open_cache() {
        if (m_cache) return true;
        auto cache = ThumbnailCache::open(m_folder / "thumbnails", greatest_cache, m_clock);
        if (cache) m_cache.emplace(std::move(*cache));
        return m_cache.has_value();
    }

    std::filesystem::path m_folder;
    sync::Clock m_clock;
    std::optional<sync::git::Repo> m_repo;
    std::optional<ThumbnailCache> m_cache;
    std::map<std::string, TileFile> m_maps; // by path
};

PictureWorker::PictureWorker(StoreRoom& store, std::filesystem::path folder, sync::Clock clock,
                             std::function<void(PictureMade)> made)
    : m_store(store), m_folder(std::move(folder)), m_clock(std::move(clock)), m_made(std::move(made)),
      m_thread([this](std::stop_token stop) { loop(stop); }) {}

PictureWorker::~PictureWorker() {
    m_thread.request_stop();
    m_thread.join();
}

void PictureWorker::sort_in(Job job) {
    if (auto* wish = std::get_if<PictureWish>(&job)) m_wishes.push_back(std::move(*wish));
    if (auto* wish = std::get_if<PictureExport>(&job)) m_commands.emplace_back(std::move(*wish));
    if (auto* wish = std::get_if<PictureAnnotation>(&job)) m_commands.emplace_back(std::move(*wish));
}

void PictureWorker::drop_old() {
    if (m_wishes.size() <= greatest_wishes) return;
    const auto end = m_wishes.begin() + static_cast<std::ptrdiff_t>(m_wishes.size() - greatest_wishes);
    for (auto wish = m_wishes.begin(); wish != end; ++wish)
        m_made({wish->key, PictureState::coming, nullptr});
    m_wishes.erase(m_wishes.begin(), end);
}

void PictureWorker::loop(std::stop_token stop) {
    Darkroom darkroom(m_folder, m_clock);
    for (;;) {
        if (stop.stop_requested()) m_wishes.clear();
        if (m_wishes.empty() && m_commands.empty()) {
            auto job = m_box.take(stop);
            if (!job) return;
            sort_in(std::move(*job));
        }
        while (auto job = m_box.try_take())
            sort_in(std::move(*job));
        drop_old();
        if (!m_commands.empty()) {
            const auto job = std::move(m_commands.front());
            m_commands.pop_front();
            std::visit([&](const auto& one) { carry_out(darkroom, one); }, job);
        } else if (!stop.stop_requested()) {
            const PictureWish wish = std::move(m_wishes.back());
            m_wishes.pop_back();
            m_made(made_of(wish.key, darkroom.develop(wish)));
        }
    }
}

Result<sync::Record> PictureWorker::photo_of(const sync::RecordId& id) {
    Result<std::optional<sync::Record>> record = std::optional<sync::Record>{};
    m_store.run_and_wait([&](Store& store) { record = store.get(id); });
    TAKAN_TRY(record);
    if (!*record) return sync::fail(sync::ErrorKind::missing, "there is no such photo", id.text());
    return std::move(**record);
}

Result<std::string> PictureWorker::original_of(Darkroom& darkroom, const sync::Record& photo) {
    auto bytes = darkroom.original(sync::shown_text(photo, "media.ref"), sync::shown_text(photo, "sha256"));
    if (!bytes && bytes.error().kind == sync::ErrorKind::missing)
        return sync::fail(sync::ErrorKind::missing, "the original has not come yet", sync::shown_text(photo, "name"),
                          "error.photo_not_fetched");
    return bytes;
}

Status PictureWorker::write_original(Darkroom& darkroom, const ExportPhoto& wish) {
    TAKAN_TRY_LET(photo, photo_of(wish.photo));
    TAKAN_TRY_LET(bytes, original_of(darkroom, photo));
    return sync::write_file(wish.to, bytes);
}

void PictureWorker::carry_out(Darkroom& darkroom, const PictureExport& job) {
    const Status written = write_original(darkroom, job.wish);
    m_store.put([written, number = job.number](StoreRoom& room) {
        ++room.state().exports;
        if (!written) room.not_saved(written.error(), number);
    });
}

// The copy's bytes are durable before anybody knows of its record.
Result<Create> PictureWorker::make_copy(Darkroom& darkroom, const AnnotatePhoto& wish) {
    TAKAN_TRY_LET(photo, photo_of(wish.photo));
    TAKAN_TRY_LET(original, original_of(darkroom, photo));
    Language language = Language::zh;
    m_store.run_and_wait([&](Store& store) {
        const auto settings = settings_of(store);
        if (settings && setting_in(*settings, "language") == tag_of(Language::en)) language = Language::en;
    });
    TAKAN_TRY_LET(copy, copy_of(photo, original, wish.marks, language));
    TAKAN_TRY_LET(repo, sync::open_repo(m_folder));
    TAKAN_TRY_LET(signer, sync::load_signer(m_folder));
    const sync::Instant now = m_clock();
    const sync::CivilDate day = sync::date_of(now, china_offset_minutes);
    TAKAN_TRY_LET(ref, keep_originals(repo, signer, day, {{copy.sha256, std::move(copy.bytes)}}, now));
    copy.fields.emplace_back("media.ref", ref);
    copy.fields.emplace_back("media.day", date_text(day));
    return Create{wish.id, "photo", std::move(copy.fields)};
}

void PictureWorker::carry_out(Darkroom& darkroom, const PictureAnnotation& job) {
    auto made = make_copy(darkroom, job.wish);
    m_store.put([made = std::move(made), number = job.number](StoreRoom& room) {
        if (made)
            room.carry_out(number, *made);
        else
            room.not_saved(made.error(), number);
    });
}

} // namespace takan::app
