// Photos over bad links: lists first, files on demand, batches.
#include "sync/base/text.hpp"
#include "sync/exchange/missing_media.hpp"
#include "sync/exchange/photo_work.hpp"
#include "sync/git/path_remote.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>

using namespace takan::sync;
using namespace takan::test;

namespace {

constexpr std::size_t kilobyte = 1000;
constexpr std::size_t megabyte = 1'000'000;

SyncOptions fetching(Fetching which, int recent_days = 7) {
    SyncOptions options;
    options.policy.fetching = which;
    options.policy.recent_days = recent_days;
    return options;
}

SyncOptions nine_megabytes_each() {
    SyncOptions options;
    options.sizes = [](const std::vector<std::string>& names) {
        std::map<std::string, std::uint64_t> sizes;
        for (const auto& name : names)
            sizes[name] = 9 * megabyte;
        return sizes;
    };
    return options;
}

PhotosFetched must_fetch(Laptop& laptop, const FetchWish& wish, const OnProgress& progress = {}) {
    const auto fetched = fetch_photos(laptop.folder, laptop.shelf, laptop.clock.clock(), wish, {}, {}, progress, {});
    REQUIRE_MESSAGE(fetched, describe(fetched.error()));
    return *fetched;
}

// A server that knows no filter and gives whole commits only.
class PlainServer final : public git::Remote {
public:
    explicit PlainServer(const std::filesystem::path& folder) : m_remote(folder) {}

    Result<std::vector<std::pair<std::string, git::Oid>>> refs(std::string_view prefix, std::stop_token stop) override {
        return m_remote.refs(prefix, std::move(stop));
    }
    Status fetch(git::Repo& into, const std::vector<git::Oid>& wanted, git::What, const git::OnTransfer& progress,
                 std::stop_token stop) override {
        fetched += wanted.size();
        return m_remote.fetch(into, wanted, git::What::everything, progress, std::move(stop));
    }
    Status fetch_files(git::Repo&, const std::vector<git::Oid>&, const git::OnTransfer&, std::stop_token) override {
        return fail(ErrorKind::denied, "no single files", {}, "error.no_single_files");
    }
    Status push(git::Repo& from, const git::RefUpdate& update, const git::OnTransfer& progress,
                std::stop_token stop) override {
        return m_remote.push(from, update, progress, std::move(stop));
    }

    std::size_t fetched = 0; // refs

private:
    git::PathRemote m_remote;
};

} // namespace

TEST_CASE("photos: the lists come first, so that a laptop knows what there is and git stays calm") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::vector files = {photo(1, 600 * kilobyte), photo(2, 10 * kilobyte), photo(3, 700 * kilobyte)};
    const auto ref = keep(wang, files);
    wang.must_sync();
    const Receipt receipt = leader.must_sync(fetching(Fetching::on_demand));
    CHECK(receipt.photos_received == 0);
    CHECK(receipt.photos_known == 3);
    CHECK(receipt.photos_here == 0);
    CHECK(receipt.bytes_received < 10 * kilobyte);
    CHECK(leader.repo().ref(ref) == wang.repo().ref(ref));
    for (const auto& file : files)
        CHECK_FALSE(is_here(leader, ref, file));
    check_calm(leader);
    const auto blob = leader.repo().entry_at(leader.repo().commit(*leader.repo().ref(ref))->tree, files[0].sha256);
    CHECK(run_git(leader.folder / "repo.git", "cat-file -e " + blob->id.hex()).first != 0);
    CHECK(run_git(leader.folder / "repo.git", "log --oneline " + ref).first == 0);
    CHECK(run_git(leader.folder / "repo.git", "gc --quiet").first == 0);
    check_calm(leader);

    const Receipt all = leader.must_sync(fetching(Fetching::all));
    CHECK(all.photos_received == 3);
    CHECK(all.photos_here == 3);
    for (const auto& file : files)
        CHECK(is_here(leader, ref, file));
    check_calm(leader);
}

TEST_CASE("photos: what a policy asks for comes with a sync: all, those of the last days, none") {
    Team team; // its clock stands on 22 March 2024
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto today = date_of(leader.clock.now());
    const auto days_ago = [&](int days) { return date_of({start_of(today).ms - days * 86'400'000LL}); };
    const auto old_ref = keep(wang, {photo(1, kilobyte)}, days_ago(9));
    const auto new_ref = keep(wang, {photo(2, kilobyte)}, days_ago(1));
    wang.must_sync();
    CHECK(leader.must_sync(fetching(Fetching::on_demand)).photos_received == 0);
    const Receipt recent = leader.must_sync(fetching(Fetching::recent, 3));
    CHECK(recent.photos_received == 1);
    CHECK(recent.photos_known == 2);
    CHECK(recent.photos_here == 1);
    CHECK(is_here(leader, new_ref, photo(2, kilobyte)));
    CHECK_FALSE(is_here(leader, old_ref, photo(1, kilobyte)));
    CHECK(leader.must_sync().photos_received == 1); // a folder: all
    CHECK(is_here(leader, old_ref, photo(1, kilobyte)));
}

TEST_CASE("photo policy: all from a folder, the recent ones from a server, and never what would be freed at once") {
    PhotoPolicy policy;
    CHECK_FALSE(policy.greatest_age("/srv/team.git"));
    CHECK_FALSE(policy.greatest_age("file:///srv/team.git"));
    CHECK(policy.greatest_age("ssh://git@example.org/team.git") == 7);
    CHECK(policy.greatest_age("git@example.org:team.git") == 7);
    policy.keep_days = 5;
    CHECK(policy.greatest_age("/srv/team.git") == 5);
    CHECK(policy.greatest_age("ssh://git@example.org/team.git") == 5);
    policy.fetching = Fetching::on_demand;
    CHECK(policy.greatest_age("/srv/team.git") == -1);
    CHECK(days_between({2024, 2, 28}, {2024, 3, 1}) == 2);
    CHECK(days_between({2024, 3, 1}, {2024, 2, 28}) == 0);
}

TEST_CASE("photos: one photo, some, or all are fetched when they are asked for") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::vector files = {photo(1, 600 * kilobyte), photo(2, kilobyte), photo(3, 700 * kilobyte)};
    const auto ref = keep(wang, files);
    wang.must_sync();
    leader.must_sync(fetching(Fetching::on_demand));
    PhotosFetched fetched = must_fetch(leader, {false, {{ref, files[0].sha256, 0}}});
    CHECK(fetched.fetched == 1);
    CHECK(fetched.bytes > 600 * kilobyte);
    CHECK(fetched.bytes < 650 * kilobyte);
    CHECK(is_here(leader, ref, files[0]));
    CHECK_FALSE(is_here(leader, ref, files[1]));
    fetched = must_fetch(leader, {false, {{ref, files[0].sha256, 0}, {ref, photo(9, 1).sha256, 0}}});
    CHECK(fetched.fetched == 0);
    CHECK(fetched.here == 1);
    CHECK(fetched.not_there == 1);
    fetched = must_fetch(leader, {true, {}});
    CHECK(fetched.fetched == 2);
    CHECK(fetched.here == 1);
    for (const auto& file : files)
        CHECK(is_here(leader, ref, file));

    const auto later = photo(4, kilobyte); // no list names it here yet
    keep(wang, {later});
    wang.must_sync();
    CHECK(must_fetch(leader, {false, {{ref, later.sha256, 0}}}).fetched == 1);
    CHECK(is_here(leader, ref, later));
    check_calm(leader);
}

TEST_CASE("photos: a server without filters and single files gives them all the same") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::vector files = {photo(1, 600 * kilobyte), photo(2, kilobyte)};
    const auto ref = keep(wang, files);
    const auto old_ref = keep(wang, {photo(3, kilobyte)}, {2024, 3, 1});
    wang.must_sync();
    PlainServer server(team.address());
    auto repo = leader.repo();
    const Signer signer = leader.signer();
    const Registry registry = *read_registry(repo, *repo.ref(main_ref));
    const OnProgress untold;
    const Clock clock = leader.clock.clock();
    Reporter reporter(untold, clock, {});
    Receipt receipt;
    const PhotoRoute route{repo, server, signer, registry, reporter, receipt};
    const auto theirs = media_tips(server);
    REQUIRE(theirs);

    SUBCASE("what is not wanted is left there altogether") {
        REQUIRE(fetch_photo_lists(route, *theirs, [](const std::string&) { return false; }));
        CHECK(server.fetched == 1);
        CHECK(is_here(leader, ref, files[0]));
        CHECK_FALSE(repo.ref(old_ref));
    }
    SUBCASE("files that a list names come with their whole ref, and nothing else comes into our repository") {
        leader.must_sync(fetching(Fetching::on_demand)); // over a route that can leave them out
        repo.refresh();
        const auto survey = survey_media(repo);
        REQUIRE(survey);
        REQUIRE(survey->missing.size() == 3);
        CHECK(survey->missing.back().ref == old_ref); // the newest day first
        std::vector<MediaEntry> wanted = {survey->missing.front()};
        const auto fetched = fetch_media_files(route, wanted, *theirs, {});
        REQUIRE_MESSAGE(fetched, describe(fetched.error()));
        CHECK(fetched->fetched == 1);
        CHECK(repo.has(wanted[0].blob));
        CHECK_FALSE(repo.has(survey->missing[1].blob));
        CHECK_FALSE(std::filesystem::exists(leader.folder / "whole_refs.git"));
    }
    check_calm(leader);
}

TEST_CASE("photos: one that is damaged at the team's address is set aside and keeps no other away") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto bad = photo(1, 600 * kilobyte);
    const auto bad_ref = keep(wang, {bad});
    wang.must_sync();
    for (const auto& file : std::filesystem::directory_iterator(team.address() / "objects" / "pack")) {
        if (file.path().extension() != ".pack" || file.file_size() < 500 * kilobyte) continue;
        std::filesystem::permissions(file.path(), std::filesystem::perms::owner_all);
        std::fstream pack(file.path(), std::ios::in | std::ios::out | std::ios::binary);
        pack.seekp(300'000);
        pack.write("damage", 6);
    }
    const auto good = photo(2, 700 * kilobyte);
    const auto good_ref = keep(wang, {good}, {2024, 3, 21});
    wang.must_sync();
    const Receipt receipt = leader.must_sync();
    CHECK(is_here(leader, good_ref, good));
    CHECK_FALSE(is_here(leader, bad_ref, bad));
    REQUIRE(receipt.set_aside.size() == 1);
    CHECK(receipt.set_aside[0].fault == Fault::broken_media);
    CHECK(receipt.photos_here == 1);
    CHECK(receipt.photos_known == 2);
    check_calm(leader);
}

TEST_CASE("photos: the day's records have arrived when the first batch of photos fails") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto note = wang.add("text", "seen today");
    const auto ref = keep(wang, {photo(1, 600 * kilobyte)});
    const auto lock = team.address() / (ref + ".lock");
    std::filesystem::create_directories(lock.parent_path());
    std::ofstream(lock) << "held by somebody";
    const auto failed = wang.sync();
    REQUIRE_FALSE(failed);
    CHECK_FALSE(team.repo().ref(ref));
    CHECK(wang.shelf.unsynced() == 0);
    leader.must_sync();
    CHECK(leader.shown(note, "text") == "seen today");
    std::filesystem::remove(lock);
    CHECK(wang.must_sync().photos_sent == 1);
}

TEST_CASE("photos: many small commits of a day go in one batch, a file over the batch's size in one of its own") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (unsigned i = 0; i < 20; ++i)
        keep(wang, {photo(i, 20 * kilobyte)});
    wang.must_sync();
    const std::size_t before = packs_of(team.address());
    for (unsigned i = 20; i < 40; ++i)
        keep(wang, {photo(i, 20 * kilobyte)});
    CHECK(wang.must_sync().photos_sent == 20);
    CHECK(packs_of(team.address()) == before + 1);

    keep(wang, {photo(50, kilobyte)});
    keep(wang, {photo(51, 17 * megabyte)});
    const auto ref = keep(wang, {photo(52, kilobyte)});
    std::vector<git::Oid> tips;
    const auto progress = [&](const Progress& news) {
        if (news.step != Step::send_photos) return;
        const auto tip = team.repo().ref(ref);
        if (tip && (tips.empty() || tips.back() != *tip)) tips.push_back(*tip);
    };
    REQUIRE(wang.sync({}, progress));
    CHECK(tips.size() >= 3); // where it stood, and after the first, second and third batch but for the last look
    CHECK(team.repo().ref(ref) == wang.repo().ref(ref));
}

TEST_CASE("photos: progress of a step grows to a total that was known before, over all batches") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (int day = 1; day <= 3; ++day)
        keep(wang, {photo(static_cast<unsigned>(day), 9 * megabyte)}, {2024, 3, day});
    const auto watch = [](Step step, std::uint64_t& bytes, std::uint64_t& total) {
        return [step, &bytes, &total](const Progress& progress) {
            if (progress.step != step) return;
            CHECK(progress.bytes >= bytes);
            if (progress.bytes_total > 0) CHECK(progress.bytes <= progress.bytes_total);
            if (progress.bytes > 0 && total > 0) CHECK(progress.bytes_total == total);
            bytes = progress.bytes;
            total = progress.bytes_total;
        };
    };
    std::uint64_t bytes = 0;
    std::uint64_t total = 0;
    REQUIRE(wang.sync({}, watch(Step::send_photos, bytes, total)));
    CHECK(total == 27 * megabyte);
    CHECK(bytes == total);
    bytes = total = 0;
    REQUIRE(leader.sync(nine_megabytes_each(), watch(Step::fetch_photos, bytes, total)));
    CHECK(total >= 27 * megabyte); // and the lists
    CHECK(total < 27 * megabyte + 10 * kilobyte);
    CHECK(bytes == total);
}

TEST_CASE("photos: a cut while receiving costs at most one batch") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (unsigned i = 0; i < 4; ++i)
        keep(wang, {photo(i, 9 * megabyte)});
    wang.must_sync();
    std::stop_source stop;
    const auto cut = leader.sync(
        nine_megabytes_each(),
        [&](const Progress& progress) {
            if (progress.step == Step::fetch_photos && progress.bytes > 20 * megabyte) stop.request_stop();
        },
        stop.get_token());
    REQUIRE_FALSE(cut);
    check_calm(leader);
    const Receipt rest = leader.must_sync();
    CHECK(rest.photos_received >= 1);
    CHECK(rest.photos_received <= 2);
    CHECK(rest.bytes_received < 21 * megabyte);
    CHECK(rest.photos_here == 4);
}

TEST_CASE("photos: who looks for photos between two syncs takes nobody for a stranger that was admitted since") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强"); // wang's laptop does not know yet
    const auto of_li = photo(1, kilobyte);
    const auto ref = keep(li, {of_li});
    const auto of_leader = photo(2, kilobyte);
    keep(leader, {of_leader});
    li.must_sync();
    leader.must_sync();

    must_fetch(wang, {true, {}});
    CHECK(wang.shelf.set_aside.empty());
    wang.must_sync();
    CHECK(is_here(wang, ref, of_li));
    CHECK(wang.shelf.set_aside.empty());

    REQUIRE(rotate_key(li.folder, li.clock.now())); // a key that it does not know yet
    const auto by_new_key = photo(3, kilobyte);
    keep(li, {by_new_key});
    li.must_sync();
    must_fetch(wang, {true, {}});
    CHECK(wang.shelf.set_aside.empty());
    wang.must_sync();
    CHECK(is_here(wang, ref, by_new_key));
    CHECK(wang.shelf.set_aside.empty());

    const Laptop stranger = team.make_laptop("外人");
    auto repo = team.repo();
    REQUIRE(keep_media(repo, stranger.signer(), photo_day, {photo(4, kilobyte)}, team.clock.now()));
    must_fetch(wang, {true, {}}); // main is as new as it gets
    REQUIRE(wang.shelf.set_aside.size() == 1);
    CHECK(wang.shelf.set_aside.front().fault == Fault::unknown_device);
}
