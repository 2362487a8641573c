#include "tests/app/desk/desk_fixture.hpp"

#include "app/evidence/thumbnail.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/laptop.hpp"

#include <fstream>

namespace takan::test {

using namespace app;

void must(const sync::Status& status) {
    if (!status) FAIL(sync::describe(status.error()));
}

std::filesystem::path make_laptop(const std::filesystem::path& parent, const std::string& name,
                                  const std::filesystem::path& team) {
    const auto folder = parent / sync::path_from_utf8(name);
    must(sync::create_laptop(folder, name, team.empty() ? "" : sync::utf8(team), "laptop of " + name));
    return folder;
}

namespace {

Workspace open_laptop(const Scratch& scratch, const SharedClock& clock, const std::string& name, bool leads) {
    const auto folder = make_laptop(scratch.path(), name, leads ? scratch / "team.git" : std::filesystem::path{});
    if (leads) must(sync::found_team(folder, "leader", clock.now()));
    auto workspace = must(Workspace::open(folder, clock.clock()));
    must(catch_up_store(folder, workspace.store, clock.clock()));
    return workspace;
}

} // namespace

Bench::Bench(const std::string& name, bool leads) : workspace(open_laptop(scratch, clock, name, leads)) {}

sync::RecordId Bench::create(const std::string& kind, FieldValues fields) {
    const auto id = sync::RecordId::random(clock.now());
    must(apply(Create{id, kind, std::move(fields)}));
    return id;
}

Result<std::vector<sync::RecordId>> Bench::apply(const Command& command) {
    return app::apply(workspace, command);
}

sync::Record Bench::get(const sync::RecordId& id) const {
    auto record = must(workspace.store.get(id));
    REQUIRE(record);
    return *record;
}

std::string Bench::shown(const sync::RecordId& id, const std::string& field) const {
    return sync::shown_text(get(id), field);
}

OpenDesk::OpenDesk(std::filesystem::path folder, SharedClock fixed, std::optional<sync::Instant> built)
    : clock(std::move(fixed)) {
    const auto wake = [this] {
        const std::scoped_lock lock(m_mutex);
        ++m_wakes;
        m_woken.notify_all();
    };
    m_desk = must(Desk::open(folder, clock.clock(), wake, built));
}

void OpenDesk::wait(const std::function<bool()>& fits) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    for (;;) {
        std::unique_lock lock(m_mutex);
        const auto before = m_wakes;
        lock.unlock();
        if (fits()) return;
        lock.lock();
        if (!m_woken.wait_until(lock, deadline, [&] { return m_wakes != before; })) FAIL("waited for what never came");
    }
}

OpenDesk::Snapshot OpenDesk::wait_for(const std::function<bool(const app::Snapshot&)>& fits) {
    Snapshot seen;
    wait([&] {
        seen = m_desk->snapshot();
        return fits(*seen);
    });
    return seen;
}

OpenDesk::Snapshot OpenDesk::post(Command command) {
    const auto number = m_desk->post(std::move(command));
    return wait_for([&](const app::Snapshot& now) { return now.saving.done >= number; });
}

sync::RecordId OpenDesk::create(const std::string& kind, FieldValues fields) {
    const auto id = sync::RecordId::random(clock.now());
    const auto now = post(Create{id, kind, std::move(fields)});
    if (now->saving.failed) FAIL(sync::describe(*now->saving.failed));
    return id;
}

OpenDesk::Snapshot OpenDesk::sync(StartSync wish) {
    const auto before = m_desk->snapshot()->syncing.number;
    m_desk->post(std::move(wish));
    return wait_for([&](const app::Snapshot& now) { return now.syncing.number > before; });
}

OpenDesk::Snapshot OpenDesk::team(Command command) {
    const auto before = m_desk->snapshot()->syncing.team_number;
    m_desk->post(std::move(command));
    return wait_for([&](const app::Snapshot& now) { return now.syncing.team_number > before; });
}

OpenDesk::Snapshot OpenDesk::import(AddPhotos wish) {
    const auto before = m_desk->snapshot()->importing.number;
    m_desk->post(std::move(wish));
    return wait_for([&](const app::Snapshot& now) { return now.importing.number > before; });
}

OpenDesk::Snapshot OpenDesk::fetch(FetchPhotos wish) {
    const auto before = m_desk->snapshot()->syncing.fetch_number;
    m_desk->post(std::move(wish));
    return wait_for([&](const app::Snapshot& now) { return now.syncing.fetch_number > before; });
}

std::pair<PictureState, std::shared_ptr<const Picture>> OpenDesk::picture(const std::string& sha256,
                                                                          const std::string& ref, int side) {
    std::pair<PictureState, std::shared_ptr<const Picture>> seen;
    wait([&] {
        seen.first = m_desk->pictures().picture(sha256, ref, side, seen.second);
        return seen.first != PictureState::coming;
    });
    return seen;
}

std::pair<PictureState, std::shared_ptr<const Picture>> OpenDesk::tile(const std::string& file, TilePlace place) {
    std::pair<PictureState, std::shared_ptr<const Picture>> seen;
    wait([&] {
        seen.first = m_desk->pictures().tile(file, place, seen.second);
        return seen.first != PictureState::coming;
    });
    return seen;
}

std::string small_photo(const std::string& time, int shade) {
    Pixels pixels{40, 30, std::vector<std::uint8_t>(40 * 30 * 4, static_cast<std::uint8_t>(shade))};
    const auto jpeg = must(encode_jpeg(pixels, 80));
    if (time.empty()) return jpeg;
    PhotoFacts facts;
    facts.time = time;
    facts.lat = 29.3573;
    facts.lon = 113.1289;
    return must(with_exif(jpeg, facts));
}

std::string big_photo() {
    Pixels pixels{2400, 1800, std::vector<std::uint8_t>(std::size_t{2400} * 1800 * 4)};
    for (std::size_t i = 0; i < pixels.rgba.size(); ++i)
        pixels.rgba[i] = static_cast<std::uint8_t>(i / 40'000);
    return must(encode_jpeg(pixels, 80));
}

void put_file(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace takan::test
