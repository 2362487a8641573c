#include "app/desk/sync_room.hpp"

#include "app/desk/admission.hpp"
#include "app/desk/look_ahead.hpp"
#include "app/desk/photo_wishes.hpp"
#include "app/domain/root_code.hpp"
#include "sync/base/text.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::int64_t between_news_ms = 100;  // ten a second are enough for the eye
constexpr std::size_t greatest_arrived = 2000; // a first sync brings everything; nobody reads that as a list

void show_progress(Syncing& syncing, const sync::Progress& progress) {
    syncing.step = sync::name_of(progress.step);
    syncing.round = progress.round;
    syncing.bytes = progress.bytes;
    syncing.bytes_total = progress.bytes_total;
    syncing.bytes_per_second = progress.bytes_per_second;
    syncing.seconds_left = progress.seconds_left;
    syncing.moved_at = progress.bytes > 0 ? std::optional(progress.moved_at) : std::nullopt;
    syncing.objects_done = progress.objects_done;
    syncing.objects_total = progress.objects_total;
}

void show_receipt(Syncing& syncing, const sync::Receipt& receipt) {
    syncing.failed.reset();
    syncing.records_sent = receipt.records_sent;
    syncing.records_received = receipt.records_received;
    syncing.records_merged = receipt.records_merged;
    syncing.photos_sent = receipt.photos_sent;
    syncing.photos_received = receipt.photos_received;
    syncing.photos_known = receipt.photos_known;
    syncing.photos_here = receipt.photos_here;
    syncing.photos_not_here = receipt.photos_not_here;
    syncing.photos_freed = receipt.photos_freed;
    syncing.bytes_freed = receipt.bytes_freed;
    syncing.bytes_sent = receipt.bytes_sent;
    syncing.bytes_received = receipt.bytes_received;
    syncing.set_aside = receipt.set_aside.size();
    syncing.clocks.clear();
    for (const auto& one : receipt.clocks)
        syncing.clocks.push_back({std::string("clock.") + sync::name_of(one.kind), one.person, one.laptop, one.time});
    syncing.waiting_for_admission = receipt.waiting_for_admission;
    syncing.renewed = syncing.renewed || receipt.renewed;
}

// On the store thread: what a finished sync changes there.
void finish_sync(StoreRoom& room, const Result<sync::Receipt>& receipt, std::vector<sync::RecordId> arrived) {
    Syncing& syncing = room.state().syncing;
    syncing.running = false;
    ++syncing.number;
    room.mark_changed();
    if (!receipt) {
        syncing.failed = receipt.error();
        return;
    }
    show_receipt(syncing, *receipt);
    const auto now = room.workspace().clock();
    syncing.last_success = syncing.receipt_at = now;
    syncing.arrived_total = arrived.size();
    if (arrived.size() > greatest_arrived) arrived.resize(greatest_arrived);
    syncing.arrived = std::move(arrived);
    if (const auto kept = keep_setting(room.workspace().store, "last_sync", sync::to_text(now)); !kept)
        return room.not_saved(kept.error());
    room.state().settings["last_sync"] = sync::to_text(now);
}

// On the store thread: what fetched photos change there.
void finish_fetch(StoreRoom& room, const Result<sync::PhotosFetched>& fetched) {
    Syncing& syncing = room.state().syncing;
    syncing.running = false;
    syncing.fetching_photos = false;
    ++syncing.fetch_number;
    syncing.failed = fetched ? std::nullopt : std::optional(fetched.error());
    syncing.photos_fetched = fetched ? fetched->fetched : 0;
    syncing.photos_missing = fetched ? fetched->not_there : 0;
    room.mark_changed();
}

std::vector<RequestLine> lines_of(const std::vector<sync::JoinRequest>& requests, const sync::Registry& known) {
    std::vector<RequestLine> lines;
    for (const auto& one : requests)
        lines.push_back({one.device, one.name, one.label, one.key.fingerprint(), one.asked,
                         one.replaces ? one.replaces->text() : std::string(), namesakes(one, known)});
    return lines;
}

Result<sync::Registry> team_of(const std::filesystem::path& folder) {
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    const auto main = repo.ref(sync::main_ref);
    if (!main) return sync::Registry{};
    return sync::read_registry(repo, *main);
}

} // namespace

SyncRoom::SyncRoom(StoreRoom& store, sync::Identity identity, std::filesystem::path folder, sync::Clock clock,
                   std::optional<sync::Instant> built, std::function<void()> photos_came)
    : m_store(store), m_identity(std::move(identity)), m_folder(std::move(folder)), m_clock(std::move(clock)),
      m_built(built), m_photos_came(std::move(photos_came)), m_thread([this](std::stop_token stop) { loop(stop); }) {}

SyncRoom::~SyncRoom() {
    m_stop.request_stop();
    m_thread.request_stop();
    m_thread.join();
}

bool SyncRoom::takes(std::uint64_t number, const Command& command) {
    if (std::holds_alternative<CancelSync>(command)) {
        m_stop.request_stop();
        m_stop = std::stop_source{};
        return true;
    }
    // A screen that shows what waits opens; the store answers the rest of the question.
    if (const auto* ask = std::get_if<Ask>(&command)) {
        if (ask->request.ahead && !m_ahead_wanted) m_box.put({number, LookAhead{}, m_stop.get_token()});
        m_ahead_wanted = ask->request.ahead;
        return false;
    }
    std::optional<Wish> wish;
    if (const auto* start = std::get_if<StartSync>(&command)) wish = *start;
    if (const auto* fetch = std::get_if<FetchPhotos>(&command)) wish = *fetch;
    if (const auto* login = std::get_if<GiveLogin>(&command)) wish = *login;
    if (const auto* host = std::get_if<AcceptHost>(&command)) wish = *host;
    if (const auto* look = std::get_if<LookForRequests>(&command)) wish = *look;
    if (const auto* admit_wish = std::get_if<Admit>(&command)) wish = *admit_wish;
    if (const auto* rotate = std::get_if<RotateKey>(&command)) wish = *rotate;
    if (const auto* found = std::get_if<FoundTeam>(&command)) wish = *found;
    if (const auto* join = std::get_if<JoinTeam>(&command)) wish = *join;
    if (wish) m_box.put({number, std::move(*wish), m_stop.get_token()});
    return wish.has_value();
}

void SyncRoom::loop(std::stop_token stop) {
    while (auto job = m_box.take(stop)) {
        if (stop.stop_requested()) return; // what waits is not begun any more
        m_number = job->number;
        std::visit([&](const auto& wish) { run(wish, job->stop); }, job->wish);
    }
}

Settings SyncRoom::settings_on_store() {
    Settings settings;
    m_store.run_and_wait([&](Store& store) {
        if (const auto read = settings_of(store)) settings = *read;
    });
    return settings;
}

sync::Access SyncRoom::access_to(const std::string& address) {
    return access_to(address, settings_on_store());
}

sync::Access SyncRoom::access_to(const std::string& address, const Settings& settings) {
    m_asked_address = address.empty() ? m_identity.team_address : address;
    return access_of(m_folder, settings, m_secrets);
}

StoreShelf SyncRoom::shelf_on_store() {
    return StoreShelf([this](const std::function<void(Store&)>& work) { m_store.run_and_wait(work); }, m_clock,
                      [this](sync::DeviceId device) { m_store.write_as(device); });
}

sync::MediaSizes SyncRoom::sizes_on_store() {
    return [this](const std::vector<std::string>& sha256) {
        std::map<std::string, std::uint64_t> sizes;
        m_store.run_and_wait([&](Store& store) { sizes = sizes_of(store, sha256); });
        return sizes;
    };
}

sync::OnProgress SyncRoom::progress_to_store() {
    struct Told {
        std::optional<sync::Step> step;
        int round = 0;
        sync::Instant at;
    };
    return [this, told = std::make_shared<Told>()](const sync::Progress& news) {
        const auto now = m_clock();
        const bool soon = now >= told->at && now.ms - told->at.ms < between_news_ms;
        if (news.step == told->step && news.round == told->round && soon) return;
        *told = {news.step, news.round, now};
        tell([news](StoreRoom& room) { show_progress(room.state().syncing, news); });
    };
}

void SyncRoom::run(const FetchPhotos& wish, std::stop_token stop) {
    tell([](StoreRoom& room) {
        room.state().syncing.running = true;
        room.state().syncing.address.clear();
        room.state().syncing.fetching_photos = true;
        sync::Progress first;
        first.step = sync::Step::fetch_photos;
        show_progress(room.state().syncing, first);
    });
    Result<sync::FetchWish> files = sync::FetchWish{};
    m_store.run_and_wait([&](Store& store) { files = fetch_wish(store, wish); });
    Result<sync::PhotosFetched> fetched = sync::PhotosFetched{};
    if (files) {
        StoreShelf shelf = shelf_on_store();
        fetched = sync::fetch_photos(m_folder, shelf, m_clock, *files, sizes_on_store(), access_to({}),
                                     progress_to_store(), stop);
    } else {
        fetched = files.error();
    }
    m_photos_came(); // also when it broke off
    tell([fetched](StoreRoom& room) { finish_fetch(room, fetched); });
}

void SyncRoom::run(const StartSync& wish, std::stop_token stop) {
    tell([address = wish.address](StoreRoom& room) {
        room.state().syncing.running = true;
        room.state().syncing.address = address;
        show_progress(room.state().syncing, {});
    });
    StoreShelf shelf = shelf_on_store();
    sync::SyncOptions options;
    options.address = wish.address;
    options.photos = wish.photos;
    options.built = m_built;
    const Settings settings = settings_on_store();
    options.access = access_to(wish.address, settings);
    options.policy = photo_policy(settings);
    options.sizes = sizes_on_store();
    const auto receipt = sync::synchronise(m_folder, shelf, m_clock, options, progress_to_store(), stop);
    if (const auto as_is = sync::read_identity(m_folder)) m_identity = *as_is; // it may be another device by now
    m_photos_came(); // also after a sync that broke off: some may have come by then
    tell([receipt, arrived = shelf.taken_in()](StoreRoom& room) { finish_sync(room, receipt, arrived); });
    run(LookAhead{}, {}); // also after a sync that was cancelled
}

// What cannot be read now the sync itself will say.
void SyncRoom::run(const LookAhead&, std::stop_token stop) {
    StoreShelf shelf = shelf_on_store();
    const auto ahead = look_ahead(m_folder, shelf, stop);
    if (ahead) tell([ahead = *ahead](StoreRoom& room) { room.state().syncing.ahead = ahead; });
}

void SyncRoom::tell_team_running() {
    tell([](StoreRoom& room) {
        room.state().syncing.team_running = true;
        room.state().syncing.address.clear();
    });
}

void SyncRoom::tell_team_done(const Status& done) {
    tell([done](StoreRoom& room) {
        Syncing& syncing = room.state().syncing;
        syncing.team_running = false;
        ++syncing.team_number;
        syncing.failed = done ? std::nullopt : std::optional(done.error());
    });
}

void SyncRoom::run(const GiveLogin& wish, std::stop_token) {
    m_secrets.remember(wish.place, {wish.user, wish.secret});
}

Status SyncRoom::accept_host(const std::string& fingerprint, const std::stop_token& stop) {
    const std::string address = m_asked_address.empty() ? m_identity.team_address : m_asked_address;
    const sync::Access access = access_to(address);
    TAKAN_TRY_LET(keys, sync::host_keys(address, access, stop));
    for (const auto& key : keys)
        if (key.fingerprint == fingerprint) return sync::accept_host(access, key);
    return sync::fail(sync::ErrorKind::denied, "the server shows another key than the one that was accepted",
                      keys.front().host + " " + keys.front().fingerprint, "error.host_unknown");
}

void SyncRoom::run(const AcceptHost& wish, std::stop_token stop) {
    const Status accepted = accept_host(wish.fingerprint, stop);
    tell([accepted](StoreRoom& room) {
        room.state().syncing.failed = accepted ? std::nullopt : std::optional(accepted.error());
    });
}

void SyncRoom::run(const LookForRequests&, std::stop_token stop) {
    if (stop.stop_requested()) return;
    tell_team_running();
    const auto requests = sync::waiting_requests(m_folder, access_to({}), stop);
    const auto team = team_of(m_folder);
    Status done;
    if (!requests)
        done = requests.error();
    else if (!team)
        done = team.error();
    else
        tell([requests = *requests, team = *team](StoreRoom& room) {
            const auto known = known_registry(team, room.workspace().store);
            if (!known) return room.not_saved(known.error());
            room.state().requests = lines_of(still_waiting(requests, *known), *known);
        });
    tell_team_done(done);
}

// The team's address is asked on this thread; only the few records are written on the store's.
Status SyncRoom::admit(const Admit& wish, std::vector<sync::RecordId>& ids, const std::stop_token& stop) {
    TAKAN_TRY_LET(team, team_of(m_folder));
    if (!may(role_in(team, m_identity.device), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit devices", m_identity.name,
                          "error.not_admitting");
    TAKAN_TRY_LET(requests, sync::waiting_requests(m_folder, access_to({}), stop));
    Status added;
    m_store.run_and_wait([&](Store& store) {
        added = [&]() -> Status {
            TAKAN_TRY_LET(known, known_registry(team, store));
            TAKAN_TRY_LET(records, admission_of(requests, known, wish.device, {wish.role, wish.as_new_member},
                                                m_identity.device, m_clock()));
            for (const auto& record : records)
                ids.push_back(record.id);
            return store.add(records);
        }();
    });
    return added;
}

void SyncRoom::run(const Admit& wish, std::stop_token stop) {
    if (stop.stop_requested()) return;
    tell_team_running();
    std::vector<sync::RecordId> ids;
    const Status admitted = admit(wish, ids, stop);
    tell([admitted, ids, device = wish.device, number = m_number](StoreRoom& room) {
        if (!admitted) return room.not_saved(admitted.error(), number);
        std::erase_if(room.state().requests, [&](const auto& line) { return line.device == device; });
        room.saved(ids);
    });
    tell_team_done(admitted);
}

void SyncRoom::run(const RotateKey&, std::stop_token stop) {
    if (stop.stop_requested()) return;
    tell_team_running();
    const Status rotated = sync::rotate_key(m_folder, m_clock());
    tell([](StoreRoom& room) { room.catch_up(); });
    tell_team_done(rotated);
}

// Writes who we are and where the team is, then enters it; what could not be entered is not kept.
Status SyncRoom::move_to_team(const std::string& address, const std::string& name,
                              const std::function<Status(const sync::Access& access)>& enter) {
    const sync::Identity before = m_identity;
    sync::Identity now = before;
    if (!sync::trimmed(address).empty()) now.team_address = sync::trimmed(address);
    if (!sync::trimmed(name).empty()) now.name = sync::trimmed(sync::plain_text(name));
    if (now.team_address.empty())
        return sync::fail(sync::ErrorKind::invalid, "the team's address is empty", {}, "error.no_address");
    TAKAN_TRY(sync::write_identity(m_folder, now));
    const Status entered = enter(access_to(now.team_address));
    TAKAN_TRY_LET(as_is, sync::read_identity(m_folder)); // entering may have made a new device of the laptop
    now = as_is;
    if (!entered) {
        now.team_address = before.team_address;
        now.name = before.name;
        TAKAN_TRY(sync::write_identity(m_folder, now));
    }
    m_identity = now;
    if (!entered) return entered;
    tell([now](StoreRoom& room) {
        room.set_identity(now);
        room.catch_up();
    });
    return {};
}

void SyncRoom::run(const FoundTeam& wish, std::stop_token stop) {
    if (stop.stop_requested()) return;
    tell_team_running();
    if (!may(wish.role, Act::admit)) // nobody could ever admit the others
        return tell_team_done(sync::fail(sync::ErrorKind::invalid, "a team is founded by somebody who may admit others",
                                         wish.role, "error.founder_role"));
    tell_team_done(move_to_team(wish.address, wish.name, [&](const sync::Access& access) {
        return sync::found_team(m_folder, wish.role, m_clock(), access, stop);
    }));
}

void SyncRoom::run(const JoinTeam& wish, std::stop_token stop) {
    if (stop.stop_requested()) return;
    tell_team_running();
    const auto root = read_root_code(wish.root);
    if (!root) return tell_team_done(root.error());
    tell_team_done(move_to_team(wish.address, wish.name, [&](const sync::Access& access) {
        return sync::ask_team(m_folder, m_clock(), access, *root, stop);
    }));
}

} // namespace takan::app
