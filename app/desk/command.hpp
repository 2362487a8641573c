#pragma once
// Command: everything that a person can ask for, as plain values. Screens return them, the terminal makes them, one
// place (workspace.hpp, desk.hpp) carries them out.

#include "app/domain/listing.hpp"
#include "app/domain/map_points.hpp"
#include "app/domain/photo_mark.hpp"
#include "app/domain/overview.hpp"
#include "app/domain/table_answer.hpp"
#include "sync/base/ids.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace takan::app {

using FieldValues = std::vector<std::pair<std::string, sync::Value>>;

// --- records: carried out on the store thread, each one step of undo

// The caller draws the id (RecordId::random), so that it can open the record at once.
struct Create {
    sync::RecordId id;
    std::string kind;
    FieldValues fields;
};
// Fields of one record; sets as members ("types.AIR": true). Consecutive writes of the same fields within a second are
// one step of undo. Also how a contested field is settled: by writing it once more.
struct SetFields {
    sync::RecordId id;
    FieldValues fields;
};
// The same fields of many records, one step of undo; those that show these values already stay untouched.
struct SetMany {
    static constexpr std::size_t most = 10'000; // records: each is kept as it was, for undo

    std::vector<sync::RecordId> ids;
    FieldValues fields;
};
struct LookAtSetMany { // what SetMany would change: Snapshot::many
    SetMany wish;
};
struct Delete {
    std::vector<sync::RecordId> ids;
    std::string reason; // must not be empty
};
struct Restore {
    std::vector<sync::RecordId> ids;
};
enum class Decision { approve, give_back, withdraw }; // withdraw: no decision again
// Who decides about a record has looked at it (MarkSeen); withdrawing leaves that as it is.
struct Review {
    std::vector<sync::RecordId> ids;
    Decision decision = Decision::approve;
    std::string note;   // required to give back
    bool whole = false; // with the findings and photos of these visits, as they stand when it is carried out
};
struct AddComment {
    sync::RecordId id; // of the new comment
    sync::RecordId about;
    std::string field; // empty: the whole record
    std::string text;
};
struct MarkSeen { // the leader has looked at these
    std::vector<sync::RecordId> ids;
};
struct Undo {};
struct Redo {};

// The edits of a visit and all that belongs to it, of one import, or of one person; since a moment, if one is given.
// Those that are given narrow each other down.
struct Which {
    sync::RecordId visit; // nil: not by visit
    std::string batch;    // of an import; empty: not by import
    std::string person;   // the name; empty: not by person
    std::optional<sync::Instant> since;

    bool operator==(const Which&) const = default;
};
// For the leader: fields whose present value one of these edits wrote get back what stood there before; records that
// they created are deleted with the reason. What somebody else has written since stays. One step of undo.
struct TakeBack {
    Which which;
    std::string reason; // of deletions; must not be empty
};
struct LookAtTakeBack { // what TakeBack would do: Snapshot::take_back
    Which which;
    std::uint64_t number = 0; // of the question, so that its answer is known from an older one's
};

// --- photos: read and hashed on a worker
struct AddPhotos {
    std::vector<std::filesystem::path> paths; // files and folders
    sync::RecordId visit;                     // nil: none
    sync::RecordId finding;                   // nil: none
};
struct CancelImport {};
// The clock of a camera was wrong: the times of these photos are moved. What the camera said stays in "exif.time";
// correcting again begins there, so that nothing adds up.
struct CorrectClock {
    sync::RecordId photo;                    // whose camera it is
    std::int64_t ahead_s = 0;                // seconds by which it was ahead of the true time; negative: behind
    std::vector<sync::RecordId> photos = {}; // empty: all that this camera brought with the same import
};
// Makes a copy of a photo with these marks, a photo of its own that names the one it was made from. The original stays
// as it is, byte for byte.
struct AnnotatePhoto {
    sync::RecordId id; // of the copy; drawn by the caller, so that it can be opened when it has come
    sync::RecordId photo;
    std::vector<PhotoMark> marks;
};

// --- team and sync: carried out on the sync thread
struct StartSync {
    std::string address; // empty: the laptop's team address
    bool photos = true;
};
struct CancelSync {}; // also stops FetchPhotos
// Brings originals from the team's address. How it goes stands in `syncing`.
struct FetchPhotos {
    std::vector<sync::RecordId> ids; // photos
    sync::RecordId visit = {};       // those of a visit and of its findings; nil: none
    bool all = false;                // every one that is not here
};
// A login for a place ("https://host:port"), remembered as Secrets does. Never undone, never in a snapshot.
struct GiveLogin {
    std::string place;
    std::string user;
    std::string secret;
};
// The server at the address that was gone to last is the right one: its key has this fingerprint.
struct AcceptHost {
    std::string fingerprint;
};
struct LookForRequests {}; // asks the team repository who wants to join
struct Admit {
    sync::DeviceId device;
    std::string role;
    bool as_new_member = false; // somebody else of the name of one who is in the team already
};
struct RotateKey {}; // this laptop gets a new key
// Founds a team with this person as its first member. What is empty stays as the laptop has it; what is given is kept.
struct FoundTeam {
    std::string role = {};
    std::string address = {};
    std::string name = {}; // of the person
};
// Leaves a request at the team's address; works again and again. What is empty stays as the laptop has it.
struct JoinTeam {
    std::string address = {};
    std::string name = {}; // of the person
    std::string root = {}; // the team's root code, as a colleague told it; empty: whatever team is there
};
struct DismissQuarantine {
    std::int64_t id = 0;
};
// The values that were set aside are written by this device, with a comment that says who wrote them first; the entry
// goes.
struct AdmitQuarantined {
    std::int64_t id = 0;
};
// What the device writes from now on counts nowhere any more; what the team has of it stays.
struct RevokeDevice {
    sync::DeviceId device;
    std::string reason; // must not be empty
};

// --- this laptop
struct SetSetting { // language, theme, zoom …
    std::string name;
    std::string value;
};
struct ExportPhoto { // writes the original bytes to a path
    sync::RecordId photo;
    std::filesystem::path to;
};

// Rows of the records table as text: to Snapshot::table_copy for the clipboard, or as CSV into a file.
struct CopyTable {
    std::string kind;
    std::vector<sync::RecordId> ids; // in that order
    std::vector<std::string> columns;
    std::filesystem::path to = {}; // empty: no file
};

// The setting that names the map files (MBTiles), a path a line.
inline constexpr const char* map_files_setting = "map.files";

// What the map shows; answered in Snapshot::map.
struct MapWish {
    bool shown = false; // points and their clusters
    bool files = false; // the map files; always while it is shown
    int zoom = 0;       // at which points that lie near each other become one
    MapFilter filter = {};

    bool operator==(const MapWish&) const = default;
};

struct ReadForm { // an XLSForm file, to be looked at before it is taken up: Snapshot::form_preview
    std::filesystem::path path;
};
struct DropForm {}; // forgets it

// What the open screens want to show; answered by the next snapshot.
struct Request {
    Filter list;                // rows of the open list; kind empty: none wanted
    sync::RecordId open;        // record in full, with what stands around it; nil: none
    std::string search;         // empty: none
    bool records = false;       // the list's records in full too (a grid of photos needs them)
    bool history = false;       // every edit of `open`
    bool review = false;        // the leader's inbox
    bool agenda = false;        // what asks this person for something
    bool team = false;          // members, devices, requests, quarantine, checklists
    bool ahead = false;         // what the next sync would send
    bool arrived = false;       // what the last one brought
    std::int64_t set_aside = 0; // entry of the quarantine to look into; 0: none
    MapWish map = {};
    TableWish table = {};
    sync::RecordId camera_of = {}; // how many photos CorrectClock would change; nil: not asked
    OverviewWish overview = {};

    bool operator==(const Request&) const = default;
};
struct Ask {
    Request request;
};

using Command = std::variant<Create, SetFields, SetMany, LookAtSetMany, Delete, Restore, Review, AddComment, MarkSeen,
                             Undo, Redo, TakeBack, LookAtTakeBack, AddPhotos, CancelImport, CorrectClock, AnnotatePhoto,
                             StartSync, CancelSync, FetchPhotos, GiveLogin, AcceptHost, LookForRequests, Admit,
                             RotateKey, FoundTeam, JoinTeam, DismissQuarantine, AdmitQuarantined, RevokeDevice,
                             SetSetting, ExportPhoto, CopyTable, ReadForm, DropForm, Ask>;

} // namespace takan::app
