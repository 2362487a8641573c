#pragma once
// StoreRoom: the store thread's part of the desk. It carries out commands, keeps the undo stack and publishes snapshots.

#include "app/desk/mailbox.hpp"
#include "app/desk/query.hpp"
#include "app/desk/undo.hpp"

#include <functional>
#include <memory>
#include <thread>

namespace takan::app {

class StoreRoom {
public:
    using Work = std::function<void(StoreRoom&)>;

    // `published` and `wake` outlive the room.
    StoreRoom(Workspace workspace, Published<Snapshot>& published, std::function<void()> wake);
    ~StoreRoom(); // carries out what was put before, then ends

    // Any thread. Work runs on the store thread, in order.
    void put(Work work) { m_box.put(std::move(work)); }
    // Any thread but the store's own: runs `work` there and waits for its end.
    void run_and_wait(const std::function<void(Store&)>& work);

    // --- on the store thread only
    void carry_out(std::uint64_t number, const Command& command);
    // The records that others brought, the team or the counts may have changed: answer the request anew.
    void mark_changed() { m_changed = true; }
    Snapshot& state() { return m_state; }
    Workspace& workspace() { return m_workspace; }
    // A photo import's batch, one step, not undone by Ctrl+Z (photos are evidence; they are deleted with a reason).
    Status add_records(const std::vector<sync::Record>& records);

private:
    void loop(std::stop_token stop);
    void publish();
    void read_team();
    Status carry_out_edit(const Command& command);
    Status undo();
    Status redo();

    Workspace m_workspace;
    Published<Snapshot>& m_published;
    std::function<void()> m_wake;
    UndoStack m_undo;
    Snapshot m_state;
    bool m_changed = true;
    std::optional<sync::git::Oid> m_team_read_at;
    Mailbox<Work> m_box;
    std::jthread m_thread;
};

} // namespace takan::app
