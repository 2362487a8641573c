#include "app/desk/sync_room.hpp"

#include <algorithm>

namespace takan::app {

namespace {

void show_progress(Snapshot& state, const sync::Progress& progress) {
    state.syncing.step = sync::name_of(progress.step);
    state.syncing.round = progress.round;
    state.syncing.bytes = progress.bytes;
    state.syncing.objects_done = progress.objects_done;
    state.syncing.objects_total = progress.objects_total;
}

void show_receipt(Syncing& syncing, const sync::Receipt& receipt, sync::Instant now) {
    syncing.last_success = now;
    syncing.failed.reset();
    syncing.records_sent = receipt.records_sent;
    syncing.records_received = receipt.records_received;
    syncing.records_merged = receipt.records_merged;
    syncing.photos_sent = receipt.photos_sent;
    syncing.photos_received = receipt.photos_received;
    syncing.bytes_sent = receipt.bytes_sent;
    syncing.bytes_received = receipt.bytes_received;
    syncing.set_aside = receipt.set_aside.size();
    syncing.waiting_for_admission = receipt.waiting_for_admission;
}

std::vector<RequestLine> lines_of(const std::vector<sync::JoinRequest>& requests) {
    std::vector<RequestLine> lines;
    for (const auto& one : requests)
        lines.push_back({one.device, one.name, one.label, one.key.fingerprint(), one.asked});
    return lines;
}

} // namespace

Status admit_device(Workspace& workspace, const sync::DeviceId& device, const std::string& role) {
    if (!may(workspace.role(), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit devices", workspace.identity.name, "error.not_admitting");
    TAKAN_TRY_LET(requests, sync::waiting_requests(workspace.folder));
    const auto request = std::find_if(requests.begin(), requests.end(), [&](const auto& one) { return one.device == device; });
    if (request == requests.end())
        return sync::fail(sync::ErrorKind::missing, "no request of this device waits at the team's address", device.text(),
                          "error.no_such_request");
    TAKAN_TRY_LET(registry, workspace.registry());
    std::optional<sync::RecordId> member; // the same person's second laptop
    for (const auto& known : registry.members())
        if (known.name == request->name && known.role == role) member = known.id;
    return workspace.store.add(
        sync::admission_records(*request, registry, member, role, workspace.identity.device, workspace.clock()));
}

SyncRoom::SyncRoom(StoreRoom& store, std::filesystem::path folder, sync::Clock clock)
    : m_store(store), m_folder(std::move(folder)), m_clock(std::move(clock)),
      m_thread([this](std::stop_token stop) { loop(stop); }) {}

SyncRoom::~SyncRoom() {
    m_current.request_stop();
    m_thread.request_stop();
    m_thread.join();
}

bool SyncRoom::takes(const Command& command) {
    if (std::holds_alternative<CancelSync>(command)) {
        m_current.request_stop();
        return true;
    }
    Job job;
    if (const auto* start = std::get_if<StartSync>(&command)) job.wish = *start;
    else if (const auto* look = std::get_if<LookForRequests>(&command)) job.wish = *look;
    else if (const auto* admit_wish = std::get_if<Admit>(&command)) job.wish = *admit_wish;
    else return false;
    m_current = job.stop;
    m_box.put(std::move(job));
    return true;
}

void SyncRoom::loop(std::stop_token stop) {
    while (auto job = m_box.take(stop)) {
        if (stop.stop_requested()) return;
        std::visit([&](const auto& wish) { run(wish, job->stop.get_token()); }, job->wish);
    }
}

void SyncRoom::run(const StartSync& wish, std::stop_token stop) {
    tell([](StoreRoom& room) { room.state().syncing.running = true; });
    StoreShelf shelf([this](const std::function<void(Store&)>& work) { m_store.run_and_wait(work); }, m_clock);
    sync::Instant told{};
    auto told_step = sync::Step::done;
    const auto progress = [&](const sync::Progress& news) {
        const auto now = m_clock();
        if (news.step == told_step && now.ms - told.ms < 100) return; // ten a second are enough for the eye
        told = now;
        told_step = news.step;
        tell([news](StoreRoom& room) { show_progress(room.state(), news); });
    };
    sync::SyncOptions options;
    options.address = wish.address;
    options.photos = wish.photos;
    const auto receipt = sync::synchronise(m_folder, shelf, m_clock, options, progress, stop);
    tell([receipt, now = m_clock()](StoreRoom& room) {
        Syncing& syncing = room.state().syncing;
        syncing.running = false;
        ++syncing.number;
        if (receipt) {
            show_receipt(syncing, *receipt, now);
            if (const auto kept = room.workspace().store.set_setting("last_sync", sync::to_text(now)); !kept)
                room.state().saving.failed = kept.error();
        } else {
            syncing.failed = receipt.error();
        }
        room.mark_changed();
    });
}

void SyncRoom::run(const LookForRequests&, std::stop_token) {
    const auto requests = sync::waiting_requests(m_folder);
    tell([requests](StoreRoom& room) {
        if (requests) room.state().requests = lines_of(*requests);
        else room.state().syncing.failed = requests.error();
    });
}

void SyncRoom::run(const Admit& wish, std::stop_token) {
    Status admitted;
    // The team's address is read on this thread; only the few records are written on the store's.
    m_store.run_and_wait([](Store&) {});
    auto workspace = Workspace::open(m_folder, m_clock);
    admitted = workspace ? admit_device(*workspace, wish.device, wish.role) : Status(workspace.error());
    tell([admitted, device = wish.device](StoreRoom& room) {
        if (!admitted) {
            room.state().saving.failed = admitted.error();
        } else {
            std::erase_if(room.state().requests, [&](const auto& line) { return line.device == device; });
            room.state().saving.at = room.workspace().clock();
        }
        room.mark_changed();
    });
}

} // namespace takan::app
