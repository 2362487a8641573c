#pragma once
// ImportRoom: the import thread's part of the desk. It reads photos from files and tells the store room what it kept.

#include "app/desk/mailbox.hpp"
#include "app/desk/store_room.hpp"

#include <filesystem>
#include <stop_token>
#include <thread>

namespace takan::app {

class ImportRoom {
public:
    ImportRoom(StoreRoom& store, std::filesystem::path folder, sync::Clock clock);
    ~ImportRoom(); // cancels what runs and waits for its end

    // True when the command is one of ours; imports run one after another. Called on the main thread.
    bool takes(std::uint64_t number, const Command& command);

private:
    struct Job {
        std::uint64_t number = 0;
        AddPhotos wish;
        std::stop_token stop;
    };

    void loop(std::stop_token stop);
    void run(const Job& job);
    Status keep(std::vector<sync::Record> photos, const sync::DeviceId& device);
    bool is_known(const std::string& sha256);

    StoreRoom& m_store;
    std::filesystem::path m_folder;
    sync::Clock m_clock;
    std::stop_source m_stop; // of all jobs that wait or run; main thread only
    Mailbox<Job> m_box;
    std::jthread m_thread;
};

} // namespace takan::app
