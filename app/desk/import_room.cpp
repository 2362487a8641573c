#include "app/desk/import_room.hpp"

#include <future>

namespace takan::app {

namespace {

void show_start(StoreRoom& room) {
    Importing& importing = room.state().importing;
    const auto number = importing.number;
    importing = Importing{};
    importing.number = number;
    importing.running = true;
}

void show_end(StoreRoom& room, const Result<ImportReport>& report, std::uint64_t number) {
    Importing& importing = room.state().importing;
    importing.running = false;
    ++importing.number;
    if (report)
        importing.remarks = report->remarks;
    else
        room.not_saved(report.error(), number);
}

} // namespace

ImportRoom::ImportRoom(StoreRoom& store, std::filesystem::path folder, sync::Clock clock)
    : m_store(store), m_folder(std::move(folder)), m_clock(std::move(clock)),
      m_thread([this](std::stop_token stop) { loop(stop); }) {}

ImportRoom::~ImportRoom() {
    m_stop.request_stop();
    m_thread.request_stop();
    m_thread.join();
}

bool ImportRoom::takes(std::uint64_t number, const Command& command) {
    if (std::holds_alternative<CancelImport>(command)) {
        m_stop.request_stop();
        m_stop = std::stop_source{};
        return true;
    }
    const auto* wish = std::get_if<AddPhotos>(&command);
    if (wish != nullptr) m_box.put({number, *wish, m_stop.get_token()});
    return wish != nullptr;
}

void ImportRoom::loop(std::stop_token stop) {
    while (auto job = m_box.take(stop)) {
        if (stop.stop_requested()) return; // what waits is not begun any more
        run(*job);
    }
}

void ImportRoom::run(const Job& job) {
    sync::Identity me;
    Language language = Language::zh;
    std::promise<void> ready;
    m_store.put([&](StoreRoom& room) {
        show_start(room);
        me = room.workspace().identity;
        language = room.state().language;
        ready.set_value();
    });
    ready.get_future().wait();
    const auto progress = [&](std::size_t done, std::size_t total) {
        m_store.put([done, total](StoreRoom& room) {
            room.state().importing.done = done;
            room.state().importing.total = total;
        });
    };
    const auto report = import_photos(
        m_folder, job.wish, me.name, m_clock,
        [&](std::vector<sync::Record> photos) { return keep(std::move(photos), me.device); },
        [this](const std::string& sha256) { return is_known(sha256); }, progress, job.stop, language);
    m_store.put([report, number = job.number](StoreRoom& room) { show_end(room, report, number); });
}

Status ImportRoom::keep(std::vector<sync::Record> photos, const sync::DeviceId& device) {
    std::vector<sync::RecordId> ids;
    for (const auto& photo : photos)
        ids.push_back(photo.id);
    Status kept;
    m_store.run_and_wait([&](Store& store) { kept = add_photos(store, std::move(photos), device, m_clock); });
    if (kept)
        m_store.put([ids = std::move(ids)](StoreRoom& room) {
            room.state().importing.added += ids.size();
            room.saved(ids);
        });
    return kept;
}

// A store that cannot say is asked again when the photo is added; until then the photo counts as new.
bool ImportRoom::is_known(const std::string& sha256) {
    bool known = false;
    m_store.run_and_wait([&](Store& store) {
        const auto has = has_photo(store, sha256);
        known = has && *has;
    });
    return known;
}

} // namespace takan::app
