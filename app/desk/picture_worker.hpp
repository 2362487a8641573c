#pragma once
// PictureWorker: one thread that makes pictures and annotated copies from originals, the newest wish first, and writes
// originals to files.

#include "app/desk/mailbox.hpp"
#include "app/desk/pictures.hpp"
#include "app/desk/store_room.hpp"

#include <compare>
#include <deque>
#include <filesystem>
#include <functional>
#include <thread>
#include <variant>
#include <vector>

namespace takan::app {

// Of a photo by its fingerprint and side, or of a tile by the map file's path and its place.
struct PictureKey {
    std::string source;
    int side = 0; // 0: a tile
    TilePlace tile = {};

    auto operator<=>(const PictureKey&) const = default;
};

struct PictureWish {
    PictureKey key;
    std::string media_ref;
};

struct PictureExport {
    std::uint64_t number = 0; // of the command
    ExportPhoto wish;
};

struct PictureAnnotation {
    std::uint64_t number = 0; // of the command
    AnnotatePhoto wish;
};

// What became of a wish. `coming`: it was put aside for newer ones; ask again.
struct PictureMade {
    PictureKey key;
    PictureState state = PictureState::coming;
    std::shared_ptr<const Picture> picture;
};

class PictureWorker {
public:
    using Job = std::variant<PictureWish, PictureExport, PictureAnnotation>;

    // `made` is called on the worker's thread.
    PictureWorker(StoreRoom& store, std::filesystem::path folder, sync::Clock clock,
                  std::function<void(PictureMade)> made);
    ~PictureWorker(); // writes the files and makes the copies that were asked for; drops wishes

    void put(Job job) { m_box.put(std::move(job)); } // any thread

private:
    class Darkroom; // repository and cache of this thread

    void loop(std::stop_token stop);
    void sort_in(Job job);
    void drop_old();
    Result<sync::Record> photo_of(const sync::RecordId& id);
    Result<std::string> original_of(Darkroom& darkroom, const sync::Record& photo);
    Status write_original(Darkroom& darkroom, const ExportPhoto& wish);
    Result<Create> make_copy(Darkroom& darkroom, const AnnotatePhoto& wish);
    void carry_out(Darkroom& darkroom, const PictureExport& job);
    void carry_out(Darkroom& darkroom, const PictureAnnotation& job);

    StoreRoom& m_store;
    std::filesystem::path m_folder;
    sync::Clock m_clock;
    std::function<void(PictureMade)> m_made;
    std::vector<PictureWish> m_wishes; // worker's thread only; newest last
    std::deque<std::variant<PictureExport, PictureAnnotation>> m_commands;
    Mailbox<Job> m_box;
    std::jthread m_thread;
};

} // namespace takan::app
