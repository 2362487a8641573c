#pragma once
// Drafts: what a person has entered and the store has not yet confirmed. It is shown at once, sent when the typing
// rests, and kept until the store says that it is durable; a write that failed is tried again.

#include "app/views/screen.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::app {

// Coordinates that are being pasted for a record and are not read yet.
struct PositionEntry {
    sync::RecordId record;
    bool open = false;
    std::string typed;
    int system = 0; // a CoordinateSystem
};

// A comment that is being written.
struct CommentEntry {
    std::string typed;
    std::string field; // that it is about, where that can be chosen; empty: the whole record
    bool now = false;  // its box is to get the keyboard
};

class Drafts {
public:
    static constexpr std::int64_t rest_ms =
        600; // without a key, then it is sent: durable within a second of the last one
    static constexpr std::int64_t longest_ms = 3000; // of typing without any rest
    static constexpr std::int64_t retry_ms = 5000;   // after a write that failed

    // The value to show: the draft, else what the record shows (null when it holds none).
    sync::Value value(const sync::Record& record, std::string_view field) const;
    std::string text(const sync::Record& record, std::string_view field) const; // empty for other types

    // The fields of a record that have a draft, with it.
    std::vector<std::pair<std::string, sync::Value>> of(const sync::RecordId& id) const;

    // While a person types: sent when it rests or when the field is left (committed).
    void type(const sync::RecordId& id, std::string_view field, sync::Value value, sync::Instant now);
    // Sends the field's draft with this frame.
    void commit(const sync::RecordId& id, std::string_view field);
    // A choice, a tick: sent with this frame.
    void set(const sync::RecordId& id, std::string_view field, sync::Value value, sync::Instant now);

    // Root only, once a frame: adds the writes that are due to `asked`; one SetFields a record.
    void collect(sync::Instant now, Asked& asked);
    // Root only: the number under which each collected command was posted, in their order.
    void posted(const std::vector<std::uint64_t>& numbers);
    // Root only: forgets what is durable, and makes due again what failed.
    void settle(const Snapshot& snapshot, sync::Instant now);
    // Sends everything that waits, when the window closes or a sync starts.
    void commit_all();

    PositionEntry& position_entry() { return m_position_entry; }
    // What was drawn onto a photo and is no copy yet.
    std::vector<PhotoMark>& photo_marks(const sync::RecordId& photo) { return m_photo_marks[photo]; }

    // What is being written about a field; kept while the person does something else.
    CommentEntry& comment(const sync::RecordId& id, std::string_view field) {
        return m_comments[Key{id, std::string(field)}];
    }

    // Where the person was sent to and has not arrived yet.
    Aim& aim() { return m_aim; }
    // Takes the aim when it is this field; then it gets the keyboard.
    std::optional<Aim> arrive(const sync::RecordId& id, std::string_view field);
    // Root only, once a frame: an aim that is not found on its page is given up. `there`: the page shows its record.
    void look_for_aim(bool there);

    bool empty() const { return m_drafts.empty(); } // nothing waits and nothing is on its way: all is saved
    bool waiting() const;                           // something is to be sent later: frames are wanted

private:
    enum class State { resting, due, collected, posted };
    struct Draft {
        sync::Value value;
        State state = State::resting;
        sync::Instant first; // key of this burst
        sync::Instant send_at;
        std::uint64_t number = 0;
    };
    using Key = std::pair<sync::RecordId, std::string>;

    std::map<Key, Draft> m_drafts;
    PositionEntry m_position_entry;
    Aim m_aim;
    int m_aim_frames = 0; // that its page was drawn without it
    std::map<Key, CommentEntry> m_comments;
    std::map<sync::RecordId, std::vector<PhotoMark>> m_photo_marks;
    std::vector<std::vector<Key>> m_collected; // the fields of each command of this frame
};

} // namespace takan::app
