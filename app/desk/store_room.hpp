#pragma once
// StoreRoom: the store thread's part of the desk. It carries out commands, keeps the undo stack and publishes
// snapshots.

#include "app/desk/mailbox.hpp"
#include "app/desk/query.hpp"
#include "app/desk/undo.hpp"

#include <functional>
#include <map>
#include <memory>
#include <thread>

namespace takan::app {

class StoreRoom {
public:
    using Work = std::function<void(StoreRoom&)>;

    // `published` outlives the room. The first snapshot is published before it returns.
    StoreRoom(Workspace workspace, Published<Snapshot>& published, std::function<void()> wake);
    ~StoreRoom(); // carries out what was put before, then ends

    // Any thread. Work runs on the store thread, in order; a snapshot follows.
    void put(Work work) { m_box.put(std::move(work)); }
    // Any thread but the store's own: runs `work` there and waits for its end.
    void run_and_wait(const std::function<void(Store&)>& work);

    // --- on the store thread only
    void carry_out(std::uint64_t number, const Command& command);
    // A worker has taken the command with this number on; how it ends is shown elsewhere.
    void take_note(std::uint64_t number) { m_state.saving.done = std::max(m_state.saving.done, number); }
    void saved(const std::vector<sync::RecordId>& ids); // a worker has made these records durable
    // `number`: of the command that was refused; 0: none.
    void not_saved(const sync::Error& error, std::uint64_t number = 0);
    // Others brought records, or main moved: everything is answered anew.
    void mark_changed();
    void set_identity(sync::Identity identity);
    void write_as(sync::DeviceId device); // this laptop is another device from now on
    // Takes in what a crash left in the repository. What fails is shown as the last sync's failure.
    void catch_up();
    Snapshot& state() { return m_state; }
    Workspace& workspace() { return m_workspace; }

private:
    void loop(std::stop_token stop);
    void publish();
    void answer_anew();
    void read_team();
    void show_members(const sync::Registry& registry);
    Result<TakeBackPreview> preview_take_back(const LookAtTakeBack& wish) const;
    void look_at_take_back(const LookAtTakeBack& wish);
    Status look_at_set_many(const LookAtSetMany& wish);
    Status copy_table(const CopyTable& wish);
    bool carry_out_reading(std::uint64_t number, const Command& command);
    void read_settings();
    void show_me();
    Result<std::vector<sync::RecordId>> carry_out_edit(const Command& command);

    Workspace m_workspace;
    Published<Snapshot>& m_published;
    std::function<void()> m_wake;
    UndoStack m_undo;
    Kept m_kept;
    Snapshot m_state;
    bool m_changed = true;    // the answer no longer stands
    bool m_main_moved = true; // the team may have changed
    std::optional<sync::git::Oid> m_team_read_at;
    std::map<sync::DeviceId, sync::Instant> m_last_commits; // below m_team_read_at
    Mailbox<Work> m_box;
    std::jthread m_thread;
};

} // namespace takan::app
