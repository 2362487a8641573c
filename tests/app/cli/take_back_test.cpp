#include "tests/app/cli/terminal.hpp"

using namespace takan;
using namespace takan::test;

namespace {

// A leader's and an inspector's laptop with one visit's place, written by the leader.
struct Team {
    Scratch scratch;
    std::shared_ptr<sync::Instant> now = morning();
    Terminal lead{scratch / "lead", now};
    Terminal zhou{scratch / "zhou", now};
    std::string site;

    Team() {
        const auto address = sync::utf8(scratch / "team.git");
        lead.must({"team", "init", address, "--name", "陈立新"});
        zhou.must({"team", "join", address, "--name", "周敏"});
        lead.must({"team", "admit", "all"});
        lead.must({"sync"});
        zhou.must({"sync"});
        site = lead.must({"new", "site", "name=一厂", "address=东路"});
        settle();
    }
    void settle() {
        for (int round = 0; round < 2; ++round) {
            lead.must({"sync"});
            zhou.must({"sync"});
        }
    }
    std::string moment() {
        now->ms += 60'000;
        return sync::to_text(*now);
    }
    std::vector<std::string> of_zhou(const std::string& since) const {
        return {"undo", "--person", "周敏", "--since", since};
    }
};

} // namespace

TEST_CASE(
    "undo for the team: a person's fields since a moment go back, on every laptop, and the undoing can be undone") {
    Team team;
    team.zhou.must({"set", team.site, "address=西路"});
    team.settle(); // what was replaced before anybody else saw it cannot come back
    const auto since = team.moment();
    team.zhou.must({"set", team.site, "address=南路"});
    team.settle();
    team.zhou.must({"set", team.site, "address=北路", "name=乱写"});
    const auto made = team.zhou.must({"new", "site", "name=不存在的厂"});
    team.settle();
    CHECK(team.zhou(team.of_zhou(since)).code == 2); // not the inspector
    auto words = team.of_zhou(since);
    words.emplace_back("--dry-run");
    const auto plan = team.lead.json(words);
    CHECK_FALSE(flag_at(plan, "done"));
    CHECK(number_at(plan, "fields") == 2);
    CHECK(size_at(plan, "deleted") == 1);
    CHECK(contains(team.lead.must({"show", team.site}), "北路")); // only looked at

    const auto before_undo = team.moment();
    CHECK(flag_at(team.lead.json(team.of_zhou(since)), "done"));
    team.settle();
    for (const Terminal* terminal : {&team.lead, &team.zhou}) {
        const auto shown = terminal->must({"show", team.site});
        CHECK(contains(shown, "西路")); // by the same person, but before
        CHECK(contains(shown, "一厂"));
        CHECK_FALSE(contains(terminal->must({"list", "site"}), "不存在的厂"));
    }
    CHECK(team.lead(team.of_zhou(since)).code == 1); // nothing is left to take back

    CHECK(flag_at(team.lead.json({"undo", "--person", "陈立新", "--since", before_undo}), "done"));
    team.settle();
    CHECK(contains(team.zhou.must({"show", team.site}), "北路"));
    CHECK(contains(team.zhou.must({"show", made}), "不存在的厂"));
}

TEST_CASE("undo for the team: what somebody else has written since stays, and is named") {
    Team team;
    const auto since = team.moment();
    team.zhou.must({"set", team.site, "address=南路"});
    const auto made = team.zhou.must({"new", "site", "name=新厂"});
    team.settle();
    team.lead.must({"set", team.site, "address=北路"});
    team.lead.must({"set", made, "address=中路"});
    const auto plan = team.lead.json({"undo", "--person", "周敏", "--since", since, "--dry-run"}, 1);
    CHECK(number_at(plan, "fields") == 0);
    CHECK(size_at(plan, "deleted") == 0);
    REQUIRE(size_at(plan, "left") == 2);
    for (std::size_t i = 0; i < 2; ++i)
        CHECK(text_at(at(at(plan, "left"), i), "field") == "address");
}

TEST_CASE("undo for the team: one import goes as a whole, and what is not said is asked for") {
    Team team;
    const auto photos = team.scratch / "card";
    photo_file(photos, "a.jpg", 1);
    photo_file(photos, "b.jpg", 2);
    const auto added = team.zhou.json({"photo", "add", sync::utf8(photos)});
    photo_file(team.scratch / "other", "c.jpg", 3);
    team.zhou.must({"photo", "add", sync::utf8(team.scratch / "other")});
    team.settle();
    CHECK(number_at(added, "added") == 2);
    CHECK(flag_at(team.lead.json({"undo", "--import", text_at(added, "batch")}), "done"));
    team.settle();
    CHECK(size_at(team.zhou.json({"list", "photo"}), "records") == 1);
    CHECK(team.lead({"undo", "--import", "no such"}).code == 2);
    CHECK(team.lead({"undo"}).code == 2);
    CHECK(team.lead({"undo", "--person", "周敏"}).code == 2); // since when?
    CHECK(team.lead({"undo", "--person", "周敏", "--since", "yesterday"}).code == 2);
    CHECK(team.lead({"undo", "--person", "谁", "--since", "2024-03-22 18:00"}).code == 2);
}

TEST_CASE("undo for the team: a visit with all that belongs to it, since a moment") {
    Team team;
    const auto visit = team.zhou.must({"new", "visit", "site=" + team.site});
    const auto finding = team.zhou.must({"new", "finding", "visit=" + visit, "description=漏气"});
    team.settle();
    const auto since = team.moment();
    team.zhou.must({"set", finding, "description=没事"});
    team.zhou.must({"set", team.site, "address=南路"}); // no part of the visit
    team.settle();
    const auto done = team.lead.json({"undo", "--visit", visit, "--since", since});
    CHECK(number_at(done, "fields") == 1);
    CHECK(number_at(done, "visits") == 1);
    team.settle();
    CHECK(contains(team.zhou.must({"show", finding}), "漏气"));
    CHECK(contains(team.zhou.must({"show", team.site}), "南路"));
}
