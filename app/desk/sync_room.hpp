#pragma once
// SyncRoom: the sync thread's part of the desk. It owns the repository while a sync runs and tells the store room what
// happens.

#include "app/desk/access.hpp"
#include "app/desk/mailbox.hpp"
#include "app/desk/store_room.hpp"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <thread>
#include <variant>

namespace takan::app {

class SyncRoom {
public:
    // `photos_came` is called on the sync thread when originals may have come that were missing before.
    // `built`: when the program was made.
    SyncRoom(StoreRoom& store, sync::Identity identity, std::filesystem::path folder, sync::Clock clock,
             std::optional<sync::Instant> built, std::function<void()> photos_came);
    ~SyncRoom(); // cancels what runs and waits for its end

    // True when the command is one of ours; it is carried out in its turn. Called on the main thread.
    bool takes(std::uint64_t number, const Command& command);

private:
    struct LookAhead {};
    using Wish = std::variant<StartSync, LookAhead, FetchPhotos, GiveLogin, AcceptHost, LookForRequests, Admit,
                              RotateKey, FoundTeam, JoinTeam>;
    struct Job {
        std::uint64_t number = 0;
        Wish wish;
        std::stop_token stop;
    };

    void loop(std::stop_token stop);
    void run(const StartSync& wish, std::stop_token stop);
    void run(const LookAhead& wish, std::stop_token stop);
    void run(const FetchPhotos& wish, std::stop_token stop);
    void run(const GiveLogin& wish, std::stop_token stop);
    void run(const AcceptHost& wish, std::stop_token stop);
    void run(const LookForRequests& wish, std::stop_token stop);
    void run(const Admit& wish, std::stop_token stop);
    void run(const RotateKey& wish, std::stop_token stop);
    void run(const FoundTeam& wish, std::stop_token stop);
    void run(const JoinTeam& wish, std::stop_token stop);
    Status accept_host(const std::string& fingerprint, const std::stop_token& stop);
    Status admit(const Admit& wish, std::vector<sync::RecordId>& ids, const std::stop_token& stop);
    Status move_to_team(const std::string& address, const std::string& name,
                        const std::function<Status(const sync::Access& access)>& enter);
    Settings settings_on_store();
    // What the way to `address` may use, or to the team when it is empty; which address that is is kept.
    sync::Access access_to(const std::string& address);
    sync::Access access_to(const std::string& address, const Settings& settings);
    StoreShelf shelf_on_store();
    sync::MediaSizes sizes_on_store();
    sync::OnProgress progress_to_store(); // ten times a second at most
    void tell(StoreRoom::Work news) { m_store.put(std::move(news)); }
    void tell_team_running();
    void tell_team_done(const Status& done);

    StoreRoom& m_store;
    sync::Identity m_identity;   // sync thread only
    std::uint64_t m_number = 0;  // of the running job; sync thread only
    std::string m_asked_address; // the last one that was gone to; sync thread only
    Secrets m_secrets;
    std::filesystem::path m_folder;
    sync::Clock m_clock;
    std::optional<sync::Instant> m_built;
    std::function<void()> m_photos_came;
    bool m_ahead_wanted = false; // main thread only
    std::stop_source m_stop;     // of all jobs that wait or run; main thread only
    Mailbox<Job> m_box;
    std::jthread m_thread;
};

// Admits a device whose request waits at the team's address: reads the requests, adds the member and the device as
// records. They reach the team with the next sync. Errors: missing (no such request), denied (role), those of the
// address.
Status admit_device(Workspace& workspace, const sync::DeviceId& device, const std::string& role);

} // namespace takan::app
