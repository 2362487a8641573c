#pragma once
// Laptops in scratch folders for the desk's tests: as a workspace without threads, and as a desk whose snapshots are
// waited for without a sleep.

#include "app/desk/desk.hpp"
#include "app/desk/workspace.hpp"
#include "app/evidence/exif_writer.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace takan::test {

// A clock that several threads may read. Starts at 2024-03-22T08:00:00.000Z.
class SharedClock {
public:
    sync::Clock clock() const {
        return [now = m_now] { return sync::Instant{now->load()}; };
    }
    sync::Instant now() const { return {m_now->load()}; }
    void advance(std::int64_t ms) { *m_now += ms; }

private:
    std::shared_ptr<std::atomic<std::int64_t>> m_now = std::make_shared<std::atomic<std::int64_t>>(1711094400000);
};

// What a Result holds; a failure fails the test with its reason.
template <class T>
T must(sync::Result<T> result) {
    if (!result) FAIL(sync::describe(result.error()));
    return std::move(*result);
}
void must(const sync::Status& status);

// Makes a laptop's folder below `parent`.
std::filesystem::path make_laptop(const std::filesystem::path& parent, const std::string& name,
                                  const std::filesystem::path& team = {});

// A laptop without threads.
struct Bench {
    explicit Bench(const std::string& name = "周敏", bool leads = false);

    sync::RecordId create(const std::string& kind, app::FieldValues fields);
    app::Result<std::vector<sync::RecordId>> apply(const app::Command& command);
    sync::Record get(const sync::RecordId& id) const;
    std::string shown(const sync::RecordId& id, const std::string& field) const;

    Scratch scratch;
    SharedClock clock;
    app::Workspace workspace;
};

// A desk whose wakes are counted, so that a test can wait for a snapshot.
class OpenDesk {
public:
    // `built`: when the program says that it was made.
    OpenDesk(std::filesystem::path folder, SharedClock clock, std::optional<sync::Instant> built = {});
    ~OpenDesk() { close(); }

    using Snapshot = std::shared_ptr<const app::Snapshot>;
    // Returns the first snapshot seen that fits. A test that waits for what never comes fails after two minutes.
    Snapshot wait_for(const std::function<bool(const app::Snapshot&)>& fits);
    // Posts and waits until it is durable or refused.
    Snapshot post(app::Command command);
    sync::RecordId create(const std::string& kind, app::FieldValues fields);
    // Posts and waits for the end of the sync, of founding, joining or admitting, of the import.
    Snapshot sync(app::StartSync wish = {});
    Snapshot team(app::Command command);
    Snapshot import(app::AddPhotos wish);
    Snapshot fetch(app::FetchPhotos wish);
    // The picture as soon as it is not coming any more.
    std::pair<app::PictureState, std::shared_ptr<const app::Picture>> picture(const std::string& sha256,
                                                                              const std::string& ref, int side);
    // The same for a tile of a map file.
    std::pair<app::PictureState, std::shared_ptr<const app::Picture>> tile(const std::string& file,
                                                                           app::TilePlace place);
    void close() { m_desk.reset(); }

    app::Desk& desk() { return *m_desk; }
    SharedClock clock;

private:
    void wait(const std::function<bool()>& fits);

    std::mutex m_mutex;
    std::condition_variable m_woken;
    std::uint64_t m_wakes = 0;
    std::unique_ptr<app::Desk> m_desk;
};

// A small JPEG with a camera's data, different for each shade. `time`: local, "2024-03-22T16:12:04"; empty: no camera
// data.
std::string small_photo(const std::string& time, int shade);
// 2400 x 1800 pixels, so that nothing shows it in full.
std::string big_photo();
void put_file(const std::filesystem::path& path, const std::string& bytes);

} // namespace takan::test
