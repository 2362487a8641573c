#pragma once
// SyncRoom: the sync thread's part of the desk. It owns the repository while a sync runs and tells the store room what happens.

#include "app/desk/mailbox.hpp"
#include "app/desk/store_room.hpp"

#include <filesystem>
#include <stop_token>
#include <thread>
#include <variant>

namespace takan::app {

class SyncRoom {
public:
    SyncRoom(StoreRoom& store, std::filesystem::path folder, sync::Clock clock);
    ~SyncRoom(); // cancels what runs and waits for its end

    // True when the command is one of ours; it is carried out in its turn. Called on the main thread.
    bool takes(const Command& command);

private:
    struct Job {
        std::variant<StartSync, LookForRequests, Admit> wish;
        std::stop_source stop;
    };

    void loop(std::stop_token stop);
    void run(const StartSync& wish, std::stop_token stop);
    void run(const LookForRequests& wish, std::stop_token stop);
    void run(const Admit& wish, std::stop_token stop);
    Status admit(const Admit& wish);
    void tell(StoreRoom::Work news) { m_store.put(std::move(news)); }

    StoreRoom& m_store;
    std::filesystem::path m_folder;
    sync::Clock m_clock;
    std::stop_source m_current; // of the newest job; main thread only
    Mailbox<Job> m_box;
    std::jthread m_thread;
};

// Admits a device whose request waits at the team's address: reads the requests, adds the member and the device as records.
// They reach the team with the next sync. Errors: missing (no such request), denied (role).
Status admit_device(Workspace& workspace, const sync::DeviceId& device, const std::string& role);

} // namespace takan::app
