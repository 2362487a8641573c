// Three laptops with photos at random: kept, synced, cut off, freed, fetched.
#include "sync/base/text.hpp"
#include "sync/exchange/photo_work.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"
#include "tests/sync/exchange/walks.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <random>
#include <string>

using namespace takan::sync;
using namespace takan::test;

namespace {

constexpr std::array days{CivilDate{2024, 1, 5}, CivilDate{2024, 3, 1}, CivilDate{2024, 3, 21}};

class PhotoWalk {
public:
    explicit PhotoWalk(unsigned seed) : m_random(seed) {
        m_laptops.push_back(m_team.found("刘组长"));
        m_laptops.push_back(m_team.join(m_laptops.front(), "王芳"));
        m_laptops.push_back(m_team.join(m_laptops.front(), "李强"));
        std::filesystem::create_directories(m_team / "stick");
    }

    void step() {
        Laptop& laptop = m_laptops[one_of(m_laptops.size())];
        switch (one_of(7)) {
        case 0:
        case 1:
            keep_some(laptop);
            break;
        case 2:
            cut_sync(laptop);
            break;
        case 3:
            free_some(laptop);
            break;
        case 4:
            fetch_some(laptop);
            break;
        case 5:
            laptop.must_sync(options(true));
            break;
        default:
            laptop.must_sync(options(false));
        }
    }

    void check_end() {
        for (int round = 0; round < 2; ++round)
            for (auto& laptop : m_laptops) {
                laptop.must_sync();
                const auto fetched =
                    fetch_photos(laptop.folder, laptop.shelf, laptop.clock.clock(), {true, {}}, {}, {}, {}, {});
                REQUIRE_MESSAGE(fetched, describe(fetched.error()));
            }
        for (const auto& laptop : m_laptops) {
            for (const auto& one : laptop.shelf.set_aside)
                FAIL_CHECK((std::string(name_of(one.fault)) + " " + one.signer + " " + one.path + " " + one.detail));
            check_calm(laptop);
            for (const auto& [name, file] : m_photos)
                CHECK(is_here(laptop, name.first, file));
        }
        CHECK(run_git(m_team.address(), "fsck --strict").first == 0);
        if (git::Repo::is_repository(m_team / "stick")) CHECK(run_git(m_team / "stick", "fsck --strict").first == 0);
    }

private:
    std::size_t one_of(std::size_t count) { return m_random() % count; }

    void keep_some(const Laptop& laptop) {
        std::vector<MediaFile> files;
        for (std::size_t i = 0; i <= one_of(3); ++i)
            files.push_back(photo(static_cast<unsigned>(m_photos.size() * 10 + i), one_of(2) ? 1000 : 600'000));
        const auto ref = keep(laptop, files, days[one_of(days.size())]);
        for (const auto& file : files)
            m_photos.insert_or_assign(std::pair(ref, file.sha256), file);
    }

    SyncOptions options(bool stick) {
        SyncOptions options;
        constexpr std::array which{Fetching::all, Fetching::recent, Fetching::on_demand};
        options.policy.fetching = which[one_of(3)];
        options.policy.recent_days = 40;
        options.policy.keep_days = one_of(3) == 0 ? 30 : 0;
        if (stick) options.address = utf8(m_team / "stick");
        return options;
    }

    void cut_sync(Laptop& laptop) {
        std::stop_source stop;
        std::size_t left = one_of(60);
        const auto progress = [&](const Progress&) {
            if (left-- == 0) stop.request_stop();
        };
        const auto receipt = laptop.sync(options(one_of(4) == 0), progress, stop.get_token());
        if (!receipt) CHECK(receipt.error().kind == ErrorKind::cancelled);
        check_calm(laptop);
    }

    void free_some(const Laptop& laptop) {
        const auto freed = free_photos(laptop.folder, laptop.clock.clock(),
                                       {static_cast<int>(one_of(100)), one_of(2) == 0, false}, {}, {}, {});
        REQUIRE_MESSAGE(freed, describe(freed.error()));
        check_calm(laptop);
    }

    void fetch_some(Laptop& laptop) {
        FetchWish wish;
        for (const auto& [name, file] : m_photos)
            if (one_of(3) == 0) wish.files.push_back({name.first, name.second, file.bytes.size()});
        REQUIRE(fetch_photos(laptop.folder, laptop.shelf, laptop.clock.clock(), wish, {}, {}, {}, {}));
    }

    std::mt19937 m_random;
    Team m_team;
    std::vector<Laptop> m_laptops;
    std::map<std::pair<std::string, std::string>, MediaFile> m_photos; // by ref and SHA-256
};

} // namespace

TEST_CASE("photos: three laptops that keep, cut off, free and fetch at random end with every photo, byte for byte") {
    for (const unsigned seed : seeds_of_walks(4)) {
        CAPTURE(seed);
        PhotoWalk walk(seed);
        for (int step = 0; step < 40; ++step)
            walk.step();
        walk.check_end();
    }
}
