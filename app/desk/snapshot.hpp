#pragma once
// Snapshot: what the screens may know, as one immutable value. It holds what they asked for, not all there is.

#include "app/desk/command.hpp"
#include "app/desk/forms.hpp"
#include "app/domain/amounts.hpp"
#include "app/domain/language.hpp"
#include "app/domain/listing.hpp"
#include "app/domain/loose_ends.hpp"
#include "app/domain/map_points.hpp"
#include "app/domain/photo_check.hpp"
#include "app/domain/settings.hpp"
#include "app/domain/overview.hpp"
#include "app/domain/table_answer.hpp"
#include "sync/base/result.hpp"
#include "sync/record/record.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace takan::app {

struct Me {
    sync::DeviceId device;
    std::string name;
    std::string role;         // empty: not admitted yet
    std::string team_address; // empty: no team
    std::string team_root;    // its root code, to be read to each other; empty: not known yet
    std::string folder;       // of this store
    bool may_review = false;
    bool may_admit = false;
    bool may_change_forms = false;
};

// "Saved" is true only when it is on disk.
struct Saving {
    // Number of the last command that is durable (Desk::post returns it). Commands that workers carry out (photos,
    // sync, team) count here once they are taken on; how they end stands in `importing` and `syncing`.
    std::uint64_t done = 0;
    std::optional<sync::Instant> at;
    std::optional<sync::Error> failed;            // of the last command; it was not carried out
    std::map<std::uint64_t, sync::Error> refused; // by number: the last 100 that were not carried out
};

struct Importing {
    bool running = false;
    std::size_t done = 0;
    std::size_t total = 0;
    std::vector<std::string> remarks; // "name: why it was left out"
    std::size_t added = 0;
    std::uint64_t number = 0; // counts imports, so that a screen notices a finished one
};

struct Syncing {
    bool running = false;
    std::string address; // that this try, or the last one, goes to; empty: the team's
    std::string step;    // "fetch": words are sync.step.<step>
    int round = 1;
    std::uint64_t bytes = 0;                    // of this step, over all its batches and rounds
    std::uint64_t bytes_total = 0;              // of this step; 0: not known
    std::uint64_t bytes_per_second = 0;         // 0: not known
    std::int64_t seconds_left = 0;              // of this step; 0: not known
    std::optional<sync::Instant> moved_at = {}; // when a byte moved last: an older speed says nothing any more
    std::uint64_t objects_done = 0;
    std::uint64_t objects_total = 0;
    std::optional<Ahead> ahead; // what the next sync would send, when it was asked for
    std::optional<sync::Instant> last_success;
    std::optional<sync::Error> failed; // of the last try
    std::uint64_t number = 0;          // counts finished tries
    // Receipt of the last success since the program's start.
    std::optional<sync::Instant> receipt_at;
    std::vector<sync::RecordId> arrived; // records that came or that others changed; the first 2000
    std::size_t arrived_total = 0;
    std::size_t records_sent = 0;
    std::size_t records_received = 0;
    std::size_t records_merged = 0;
    std::size_t photos_sent = 0;
    std::size_t photos_received = 0;
    std::size_t photos_known = 0;    // of all media that this laptop knows of afterwards
    std::size_t photos_here = 0;     // those of them whose bytes are here
    std::size_t photos_not_here = 0; // own ones that this address lacks and this laptop has freed
    std::size_t photos_freed = 0;    // of others
    std::uint64_t bytes_freed = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::size_t set_aside = 0;
    struct Clock {
        std::string key; // of its words: clock.ahead …
        std::string person;
        std::string laptop;
        sync::Instant time;
    };
    std::vector<Clock> clocks; // that seem to be wrong
    bool waiting_for_admission = false;
    // FetchPhotos: `running`, `step` and the bytes are told as for a sync; what failed stands in `failed`.
    bool fetching_photos = false;
    std::uint64_t fetch_number = 0; // counts finished ones
    std::size_t photos_fetched = 0; // by the last one
    std::size_t photos_missing = 0; // by the last one: the team does not have these
    bool renewed = false;           // the laptop turned out to be a copy, and is a new device since that sync
    // Founding and joining a team, looking for requests, admitting. What failed stands in `failed`.
    bool team_running = false;
    std::uint64_t team_number = 0; // counts finished ones
};

// One record with what stands around it.
struct Detail {
    sync::Record record;
    Row row;
    std::vector<sync::Record> findings;           // of a visit, oldest first
    std::vector<sync::Record> photos;             // of the record and of its findings, by time taken
    std::vector<sync::Record> comments;           // about the record, its findings and photos, oldest first
    std::vector<Row> visits;                      // of a site, or other visits to this visit's site, newest first
    std::optional<sync::Record> site;             // of a visit
    std::optional<sync::Record> before;           // of a visit: the last one to its site that began before it; of a
                                                  // site: the last one
    std::vector<sync::Record> before_findings;    // of that one, oldest first
    std::map<sync::RecordId, std::string> titles; // of every record that these name
    std::map<sync::RecordId, sync::Record> known; // as the leader last looked at them; absent: never
};

struct HistoryLine {
    std::string field;
    sync::Edit edit;
    sync::Value value;
    bool replaced = false;
};

// One line of the leader's inbox: a visit with all that belongs to it, or a record that belongs to none.
struct InboxItem {
    Row row;
    std::string site;                    // the visit's place
    std::vector<std::string> inspectors; // of the visit; else whoever began the record
    std::vector<std::string> people;     // who changed something since the last look
    sync::Instant newest;                // time of the newest edit
    std::size_t changes = 0;             // fields changed since the last look
    std::size_t since_decision = 0;      // fields of it and its findings changed since they were approved or returned
    std::string due;                     // "2024-03-22": the first day that a finding of it is due; empty: none
    std::size_t contested = 0;
    std::size_t findings = 0;
    std::size_t photos = 0;
    bool unread = false;
    bool fresh = false; // never looked at
};

// A visit of this person that asks for something: it came back, somebody has written about it, or it lacks something.
struct AgendaItem {
    // What somebody else has written and nobody has answered or done yet.
    struct Remark {
        sync::RecordId about; // the visit, one of its findings or photos
        std::string kind;     // of that record
        std::string field;    // empty: the whole record
        std::string title;    // of that record; empty: the visit itself
        std::string question; // where the field is an answer of the checklist: the words of its question
        std::string text;
        std::string person;
        sync::Instant when;
    };
    struct Loose {
        LooseEnd end;
        std::string title;     // of the record, or of the question; empty: the visit itself
        std::size_t count = 1; // of questions without an answer: the first stands for all of them
    };
    Row row; // titled by its site
    bool came_back = false;
    std::string note; // of the leader who gave it back
    std::vector<Remark> remarks;
    std::vector<Loose> loose; // none while it is only planned
};

struct DeviceLine {
    sync::DeviceId id;
    std::string label;
    std::string fingerprint;
    bool revoked = false;
    std::optional<sync::Instant> last_commit; // by its own clock; nothing: none has arrived
};
struct MemberLine {
    std::string name;
    std::string role;
    std::vector<DeviceLine> devices;
};
struct RequestLine {
    sync::DeviceId device;
    std::string name;
    std::string label;
    std::string fingerprint;
    sync::Instant asked;
    std::string replaces = {};               // letters of the device that the laptop was before; empty: none
    std::vector<std::string> namesakes = {}; // roles of members with the same name
};
struct QuarantineLine {
    std::int64_t id = 0;
    sync::Instant when;
    std::string path;
    std::string fault; // words are quarantine.<fault>
    std::string signer;
    std::string detail;
};

// A value that was set aside, in words that were cut to a length and cleaned: nothing of it is to be trusted.
struct SetAsideLine {
    std::string field;
    std::string value;
    std::string ours; // what stands there now; empty: nothing
    std::string by;   // who wrote it, as the edit says
    sync::Instant when;
};
struct SetAsideRecordView {
    sync::RecordId id;
    std::string kind;
    std::string title;
    bool here = false; // this laptop has such a record
    std::vector<SetAsideLine> lines;
    std::size_t more = 0; // lines that are not shown
};
struct SetAsidePreview {
    std::int64_t id = 0; // of the entry
    std::vector<SetAsideRecordView> records;
    bool more = false;                 // there are records that are not shown
    std::optional<sync::Error> failed; // it cannot be looked into
};

// A record that the last sync brought or changed.
struct Arrival {
    Row row;
    std::string note; // the list's second line
    std::string by;   // who wrote in it last
    std::string kind; // where it is opened: of itself, or of the record that a comment is about
    sync::RecordId open;
};

// What TakeBack would do.
struct TakeBackPreview {
    Which which;
    std::uint64_t number = 0;          // of the question
    std::optional<sync::Error> failed; // why it cannot be told, or why taking back failed
    std::size_t fields = 0;
    std::size_t records = 0; // that hold them
    std::size_t visits = 0;  // that they belong to
    std::size_t deleted = 0;
    std::vector<std::string> left; // "record · field · who has written there since"
};

// What SetMany would do.
struct SetManyPreview {
    FieldValues fields;
    std::size_t records = 0; // that were asked about
    std::size_t changed = 0;
    std::size_t contested = 0; // of those: contested fields that it would settle
    std::size_t deleted = 0;   // that it would leave as they are
};

// How the last CopyTable ended.
struct TableCopy {
    std::uint64_t number = 0; // counts them, so that a screen notices a finished one
    std::size_t rows = 0;
    std::shared_ptr<const std::string> text; // null: it went into a file
    std::optional<sync::Error> failed;
};

// A map file of this laptop, as it says of itself.
struct MapFile {
    std::string path;
    std::string name;
    std::string attribution;
    Position south_west;
    Position north_east;
    int min_zoom = 0;
    int max_zoom = 0;
    std::optional<sync::Error> failed; // it cannot be read
};

// Null while no map is shown.
struct MapAnswer {
    std::shared_ptr<const std::vector<MapPoint>> points;
    std::shared_ptr<const MapClusters> clusters;
    std::array<std::size_t, map_layers> counts{}; // of the points that the filter leaves, in hidden layers too
    std::shared_ptr<const std::vector<DivisionMark>> divisions;
    std::shared_ptr<const std::vector<MapFile>> files;
};

struct Snapshot {
    std::uint64_t number = 0;
    Request request; // that this answers
    Me me;
    Language language = Language::zh;
    Settings settings;
    std::map<sync::DeviceId, std::string> people; // device -> person's name
    std::vector<MemberLine> members;
    std::vector<RequestLine> requests;
    std::vector<QuarantineLine> quarantine;
    std::optional<SetAsidePreview> set_aside; // of the entry that the request names
    std::optional<TakeBackPreview> take_back; // of the last LookAtTakeBack; nothing once it was carried out

    Counts counts;
    Saving saving;
    Importing importing;
    Syncing syncing;
    std::uint64_t exports = 0; // counts photos that were exported, or could not be (saving.refused says so)
    std::string undo;          // field or act that Undo would take back, as a text key; empty: nothing
    std::string redo;

    std::vector<Row> list;
    std::vector<sync::Record> list_records; // of the rows, in their order; only when asked for
    std::size_t list_total = 0;
    std::set<sync::RecordId> not_here; // photos of `detail` and `list_records` whose originals are not on this laptop
    std::map<sync::RecordId, PhotoCheck> photo_checks; // of those of them that need attention
    std::map<sync::RecordId, std::string> list_notes;  // second line of a row: place, types, people
    std::vector<Hit> hits;
    std::optional<Detail> detail;
    std::vector<HistoryLine> history;
    std::vector<InboxItem> inbox;
    std::vector<AgendaItem> agenda; // newest first
    std::vector<Arrival> arrived;   // the first 200 of Syncing::arrived, by kind; only when asked for
    MapAnswer map;
    std::shared_ptr<const TableAnswer> table; // null while no table is shown
    std::shared_ptr<const Overview> overview; // null while it is not shown
    std::optional<SetManyPreview> many;       // of the last LookAtSetMany; nothing once something was written
    TableCopy table_copy;
    std::vector<FormLine> forms; // while a visit is open, or the team was asked for
    std::optional<FormPreview> form_preview;
    std::size_t camera_photos = 0; // that CorrectClock with Request::camera_of would change
    std::vector<Row> sites;        // for choosing a visit's place, by title
};

} // namespace takan::app
