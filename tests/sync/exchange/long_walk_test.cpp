// Three to five laptops, a server and a stick, and everything that happens to laptops.
#include "sync/base/text.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/one_device.hpp"
#include "sync/record/deletion.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/long_walk_model.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"
#include "tests/sync/exchange/walks.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <optional>
#include <random>

using namespace takan::sync;
using namespace takan::test;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t day = 24 * 3600 * 1000LL;
constexpr int actions = 36;

struct Walker {
    Laptop laptop;
    std::optional<Laptop> backup;
    bool is_put_back = false; // and not yet at the server, where that shows
};

// `with_blows`: devices are revoked, laptops are put back from backups.
class LongWalk {
public:
    LongWalk(unsigned seed, bool with_blows) : m_random(seed), m_with_blows(with_blows) {
        const std::size_t laptops = 3 + below(3);
        m_walkers.push_back({m_team.found("刘组长"), {}});
        for (std::size_t i = 1; i < laptops; ++i)
            m_walkers.push_back({m_team.join(leader(), "组员" + std::to_string(i)), {}});
        for (auto& walker : m_walkers)
            walker.laptop.clock = FixedClock();
        fs::create_directories(m_team / "stick");
    }

    void step() {
        Walker& walker = m_walkers[below(m_walkers.size())];
        walker.laptop.clock.advance(static_cast<std::int64_t>(below(60'000)));
        switch (below(m_with_blows ? 15 : 12)) {
        case 0:
        case 1:
            return write_new(walker.laptop);
        case 2:
        case 3:
        case 4:
            return write_on(walker.laptop);
        case 5:
            return keep_photo(walker.laptop);
        case 6:
        case 7:
            return sync(walker, to_server());
        case 8:
            return sync(walker, to_stick());
        case 9:
            return cut_sync(walker);
        case 10:
            return crash_sync(walker);
        case 11:
            return walker.laptop.clock.advance((static_cast<std::int64_t>(below(9)) - 4) * day);
        case 12:
            return revoke(walker);
        case 13:
            return make_backup(walker);
        default:
            return put_back(walker);
        }
    }

    void finish() {
        for (int round = 0; round < 4; ++round) {
            for (auto& walker : m_walkers)
                sync(walker, to_server());
            admit_all();
        }
        for (const bool stick : {true, true, false, false})
            for (auto& walker : m_walkers)
                walker.laptop.must_sync(stick ? to_stick() : to_server());
        check_converged();
        check_model();
        check_photos();
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    Laptop& leader() { return m_walkers.front().laptop; }
    SyncOptions to_server() const { return {}; }
    SyncOptions to_stick() const {
        SyncOptions options;
        options.address = utf8(m_team / "stick");
        return options;
    }

    void write_new(Laptop& laptop) {
        const std::string value = m_model.next_value();
        const RecordId id = laptop.add("text", value);
        m_model.wrote(laptop.folder, id, "text", value, {});
    }

    void write_on(Laptop& laptop) {
        const auto ids = m_model.records_on(laptop.shelf);
        if (ids.empty()) return write_new(laptop);
        static constexpr std::array fields{"text", "place", "grade", "deleted"};
        const RecordId id = ids[below(ids.size())];
        const std::string field = fields[below(fields.size())];
        const std::string name = m_model.next_value();
        Value value(name);
        if (field == "deleted") value = below(2) == 0 ? deletion(laptop, id, name) : Value();
        const auto replaced = Model::names_in(laptop.shelf, id, field);
        laptop.edit(id, field, value);
        m_model.wrote(laptop.folder, id, field, Model::name_of(value), replaced);
    }

    static Value deletion(const Laptop& laptop, const RecordId& id, const std::string& reason) {
        Record copy = *laptop.shelf.find(id);
        erase(copy, reason, laptop.device, laptop.clock.now());
        return copy.fields.at("deleted").begin()->second;
    }

    void keep_photo(const Laptop& laptop) {
        const auto repo = laptop.repo();
        const auto registry = read_registry(repo, *repo.ref(main_ref));
        if (registry->device(laptop.device) == nullptr) return; // waits to be admitted
        const auto file = photo(static_cast<unsigned>(m_random()), 800);
        m_photos.push_back({laptop.folder, keep(laptop, {file}), file.sha256, false});
    }

    void sync(Walker& walker, const SyncOptions& options) {
        // Only there a laptop learns that its name has gone on without it.
        const bool is_server = options.address.empty();
        if (walker.is_put_back && !is_server) return;
        const auto receipt = walker.laptop.sync(options);
        if (receipt && is_server) walker.is_put_back = false;
        if (!receipt) expect_revoked(walker.laptop, receipt.error());
    }

    void expect_revoked(Laptop& laptop, const Error& error) {
        REQUIRE_MESSAGE(error.text_key == "error.device_revoked", describe(error));
        REQUIRE(ask_team(laptop.folder, laptop.clock.now()));
        laptop.device = read_identity(laptop.folder)->device;
    }

    void cut_sync(Walker& walker) {
        std::stop_source stop;
        std::size_t left = below(40);
        const auto progress = [&](const Progress&) {
            if (left-- == 0) stop.request_stop();
        };
        const bool stick = below(3) == 0 && !walker.is_put_back;
        const auto receipt = walker.laptop.sync(stick ? to_stick() : to_server(), progress, stop.get_token());
        if (!receipt && receipt.error().kind != ErrorKind::cancelled) expect_revoked(walker.laptop, receipt.error());
    }

    void crash_sync(Walker& walker) {
        MemoryShelf& shelf = walker.laptop.shelf;
        (below(2) == 0 ? shelf.fails_committed : shelf.fails_take_in) = true;
        const auto receipt = walker.laptop.sync();
        shelf.fails_committed = shelf.fails_take_in = false;
        if (!receipt && receipt.error().message != "the power went") expect_revoked(walker.laptop, receipt.error());
    }

    void revoke(Walker& walker) {
        if (&walker == &m_walkers.front()) return admit_all();
        const auto repo = leader().repo();
        const auto registry = read_registry(repo, *repo.ref(main_ref));
        const Device* device = registry->device(walker.laptop.device);
        if (device == nullptr || device->revoked) return;
        leader().edit(device->record, "revoked", true);
        sync(m_walkers.front(), to_server());
    }

    void admit_all() {
        sync(m_walkers.front(), to_server());
        const auto requests = waiting_requests(leader().folder);
        REQUIRE(requests);
        const auto repo = leader().repo();
        const auto registry = read_registry(repo, *repo.ref(main_ref));
        for (const auto& request : *requests) {
            leader().clock.advance(1);
            for (const auto& record :
                 admission_records(request, *registry, {}, "inspector", leader().device, leader().clock.now()))
                leader().shelf.add(record);
        }
        sync(m_walkers.front(), to_server());
    }

    void make_backup(Walker& walker) {
        const Laptop& laptop = walker.laptop;
        const fs::path folder = m_team / ("backup" + std::to_string(++m_backups));
        fs::copy(laptop.folder, folder, fs::copy_options::recursive);
        walker.backup = laptop;
        walker.backup->folder = folder;
        m_model.backed_up(laptop.folder);
        for (auto& photo : m_photos)
            if (photo.folder == laptop.folder) photo.is_in_backup = true;
    }

    void put_back(Walker& walker) {
        if (!walker.backup) return make_backup(walker);
        const fs::path folder = walker.laptop.folder;
        fs::remove_all(folder);
        fs::copy(walker.backup->folder, folder, fs::copy_options::recursive);
        walker.laptop.shelf = walker.backup->shelf;
        walker.laptop.device = walker.backup->device;
        walker.is_put_back = true;
        m_model.put_back(folder);
        std::erase_if(m_photos, [&](const Photo& photo) { return photo.folder == folder && !photo.is_in_backup; });
    }

    void check_converged() {
        std::vector<Laptop*> laptops;
        for (auto& walker : m_walkers)
            laptops.push_back(&walker.laptop);
        check_all_equal(laptops);
        const auto at_team = files_of(m_team.repo(), *m_team.repo().ref(main_ref));
        const auto stick = git::Repo::open(m_team / "stick");
        CHECK(files_of(*stick, *stick->ref(main_ref)) == at_team);
        for (const auto* laptop : laptops) {
            CHECK(files_of(laptop->repo(), *laptop->repo().ref(main_ref)) == at_team);
            for (const auto& [path, text] : laptop->shelf.contents())
                CHECK(at_team.at(path) == text);
            check_calm(*laptop);
            for (const auto& one : laptop->shelf.set_aside) {
                CHECK_MESSAGE(may_be_told(one), (std::string(name_of(one.fault)) + " " + one.path + " " + one.detail));
            }
        }
        check_with_git(m_team.repo());
        check_with_git(*stick);
    }

    // What a device signed after it was revoked; and where a laptop was put back from a backup and kept photos anew,
    // what it had kept before is nowhere else until it meets that again.
    bool may_be_told(const Quarantined& one) const {
        const bool forked = one.fault == Fault::removed_file && one.detail.starts_with("refs/media/");
        return m_with_blows && (forked || one.fault == Fault::revoked_device);
    }

    void check_model() {
        for (const auto& what : m_model.faults(leader().shelf, m_with_blows))
            FAIL_CHECK(what);
    }

    void check_photos() {
        for (const auto& photo : m_photos) {
            CAPTURE(photo.ref);
            CHECK(has_media(m_team.repo(), photo.ref, photo.sha256));
        }
    }

    struct Photo {
        fs::path folder; // of the laptop that kept it
        std::string ref;
        std::string sha256;
        bool is_in_backup;
    };

    std::mt19937 m_random;
    bool m_with_blows;
    Team m_team;
    std::vector<Walker> m_walkers; // the leader first
    Model m_model;
    std::vector<Photo> m_photos;
    int m_backups = 0;
};

} // namespace

TEST_CASE("sync: whatever happens to laptops on the way, they end equal and no edit that was saved is lost") {
    unsigned number = 0;
    for (const unsigned seed : seeds_of_walks(4, 1001)) {
        const bool with_blows = (seed % 2) == 1;
        CAPTURE(seed);
        ++number;
        LongWalk walk(seed, with_blows);
        for (int step = 0; step < actions; ++step)
            walk.step();
        walk.finish();
    }
    MESSAGE(number << " walks");
}
