#pragma once
// PictureRoom: the pictures that the screens show, kept in memory up to a limit; workers make what is not there.

#include "app/desk/picture_worker.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <variant>

namespace takan::app {

class PictureRoom final : public Pictures {
public:
    static constexpr std::size_t greatest_memory = std::size_t{128} * 1024 * 1024; // bytes: about 170 thumbnails
    static constexpr int greatest_side = 4096; // of a picture of 48 MB, on which a meter's digits are read

    PictureRoom(StoreRoom& store, const std::filesystem::path& folder, const sync::Clock& clock,
                std::function<void()> wake);

    PictureState picture(const std::string& sha256, const std::string& media_ref, int side,
                         std::shared_ptr<const Picture>& out) override;
    PictureState tile(const std::string& file, TilePlace place, std::shared_ptr<const Picture>& out) override;
    // True when the command is one of ours (ExportPhoto, AnnotatePhoto). Called on the main thread.
    bool takes(std::uint64_t number, const Command& command);
    // Any thread: originals have come; what was not here is tried again when it is asked for next.
    void look_again();

private:
    struct LookAgain {};
    struct Entry {
        PictureState state = PictureState::coming;
        std::shared_ptr<const Picture> picture;
        std::uint64_t used = 0;
    };

    PictureState find(PictureWish wish, std::shared_ptr<const Picture>& out);
    void read_news();
    void keep(PictureMade made);
    void forget_missing();
    void make_room();
    PictureWorker& worker_for(const PictureKey& key);

    std::function<void()> m_wake;
    std::map<PictureKey, Entry> m_entries; // main thread only, like all but the boxes
    std::size_t m_bytes = 0;
    std::uint64_t m_asked = 0;
    Mailbox<std::variant<PictureMade, LookAgain>> m_news;
    std::array<PictureWorker, 2> m_workers;
};

} // namespace takan::app
