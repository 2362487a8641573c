#pragma once
// What every screen gets and gives: Given in, Asked out. A screen is a function of the snapshot and of its own state;
// it opens no file, reads no clock and changes nothing itself.

#include "app/desk/command.hpp"
#include "app/desk/pictures.hpp"
#include "app/desk/snapshot.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace takan::app::ui {
class PictureTextures;
}

namespace takan::app {

enum class Place { today, visits, findings, photos, sites, review, team, sync, settings, map, table, overview };

// What a person is sent to inside of a page: a field of a record there, or all that is written about it.
struct Aim {
    sync::RecordId record; // nil: nothing; else the open record or one that belongs to it
    std::string field;     // empty: the record itself
    bool thread = false;   // what is written about it is to be opened

    bool operator==(const Aim&) const = default;
};

// Where a person is: a place and the record that is open there.
struct Spot {
    Place place = Place::today;
    sync::RecordId open;   // nil: none
    bool choosing = false; // on the map: `open` gets its position there
    Aim aim = {};          // taken over by root, which hands it on in the drafts

    bool operator==(const Spot&) const = default;
};

enum class FileWish { photos, file, folder, save, maps }; // maps: several MBTiles files

// A question that the shell asks with the system's own file dialog. The answer comes with a later frame.
struct FileQuestion {
    FileWish wish = FileWish::photos;
    std::string title;     // in the person's language
    std::string file_name; // suggested, for `save`
};

struct Given {
    const Snapshot& snapshot;
    Pictures& pictures;
    ui::PictureTextures& textures; // textures.find(pictures, …) gives a photo to draw
    sync::Instant now;
    std::vector<std::filesystem::path> dropped;               // onto the window since the last frame
    std::optional<std::vector<std::filesystem::path>> chosen; // answer to the last FileQuestion; empty: cancelled
    std::optional<TableView> table = {};                      // that another screen has opened, for one frame

    Language language() const { return snapshot.language; }
    const std::string& text(std::string_view key) const { return text_of(key, snapshot.language); }
};

struct Toast {
    std::string text; // in the person's language
    bool undo = false;
    std::optional<Command> back = {}; // what undoes it; nothing: Undo
};

struct Asked {
    std::vector<Command> commands;
    std::optional<Spot> go; // another place or record
    std::optional<FileQuestion> files;
    std::optional<Toast> toast;
    std::optional<Which> take_back; // the dialog that takes back for the whole team, about this
    std::optional<TableView> table; // the records table with that view; no columns: as it shows the kind

    void command(Command wish) { commands.push_back(std::move(wish)); }
    void open(Place place, const sync::RecordId& id) { go = Spot{place, id}; }
};

} // namespace takan::app
