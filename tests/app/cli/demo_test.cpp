#include "app/cli/player.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/vocabulary.hpp"
#include "tests/app/cli/terminal.hpp"

#include <set>

using namespace takan;
using namespace takan::test;
using app::cli::read_scenario;

TEST_CASE("scenario: the built-in day is whole: districts, visits, findings, photos, a contradiction and decisions") {
    const auto scenario = read_scenario(app::cli::demo_day());
    REQUIRE(scenario);
    std::map<std::string, int> made;
    std::map<std::string, int> acts;
    std::set<std::string> divisions;
    std::size_t photos = 0;
    for (const auto& step : scenario->steps) {
        ++acts[step.act];
        photos += step.shots.size();
        if (step.act != "new") continue;
        ++made[step.kind];
        for (const auto& [name, value] : step.fields) {
            CAPTURE(value);
            if (name == "division") divisions.insert(value);
            if (step.kind == "finding" && name == "description") {
                const auto letters = sync::to_utf32(value).size();
                CHECK(letters >= 60);
                CHECK(letters <= 200);
            }
            if (name == "lat") CHECK((value > "28.43" && value < "29.85"));
            if (name == "lon") CHECK((value > "112.31" && value < "114.15"));
        }
    }
    CHECK(made["site"] >= 6);
    CHECK(made["visit"] >= 8);
    CHECK(made["finding"] >= 10);
    CHECK(divisions.size() >= 6);
    CHECK(photos >= 20);
    CHECK(acts["approve"] == 1);
    CHECK(acts["return"] == 1);
    CHECK(acts["comment"] >= 2);
}

TEST_CASE("scenario: what is odd is refused with its place") {
    CHECK_FALSE(read_scenario("[]"));
    CHECK_FALSE(read_scenario("{"));
    CHECK_FALSE(read_scenario(R"({"date": "2024-03-22", "steps": [{"at": "noon"}]})"));
    CHECK_FALSE(read_scenario(R"({"date": "2024-03-22", "steps": [{"at": "09:00"}, {"at": "08:00"}]})"));
    CHECK_FALSE(read_scenario(
        R"({"date": "2024-03-22", "steps": [{"at": "09:00", "shots": [{"scene": "moon", "at": "09:00"}]}]})"));
    CHECK(read_scenario(R"({"date": "2024-03-22"})"));
}

TEST_CASE("scenario: on another day every date moves along, over the end of a year and a leap day too") {
    CHECK(app::cli::moved_to(R"("2024-03-22", "2024-03-22 09:10", 2024)", {2026, 12, 31}) ==
          R"("2026-12-31", "2026-12-31 09:10", 2024)");
    CHECK(app::cli::moved_to("2024-03-22 2024-03-23", {2028, 2, 28}) == "2028-02-28 2028-02-29");
    const auto moved = read_scenario(app::cli::moved_to(app::cli::demo_day(), {2026, 11, 24}));
    const auto original = read_scenario(app::cli::demo_day());
    REQUIRE(moved);
    REQUIRE(original);
    CHECK(moved->steps.size() == original->steps.size());
    CHECK(moved->steps.back().at.ms - moved->steps.front().at.ms ==
          original->steps.back().at.ms - original->steps.front().at.ms);
}

TEST_CASE("demo: the day plays, and leaves the leader an inbox, a contradiction, an approved and a returned visit") {
    const Scratch scratch;
    const auto scenario = read_scenario(app::cli::demo_day());
    REQUIRE(scenario);
    std::ostringstream out;
    const app::Surroundings around{out, out, sync::system_clock(), {}, {}};
    const app::cli::Call call{{}, app::Language::zh, false, {}, around};
    const auto draw = [](app::Scene scene, std::uint32_t seed,
                         const app::PhotoFacts& facts) -> sync::Result<std::string> {
        TAKAN_TRY_LET(jpeg, app::encode_jpeg(app::draw_scene(scene, seed, 80, 60), 70));
        return app::with_exif(jpeg, facts);
    };
    const auto played = app::cli::play(call, scratch.path(), *scenario, draw);
    INFO(out.str());
    if (!played) FAIL(sync::describe(played.error()));
    CHECK(played->photos >= 20);
    CHECK(contains(out.str(), "08:40  周敏  新建"));

    const Terminal lead(scratch / "lead", morning());
    const auto conflicts = lead.json({"conflicts"}, 1);
    REQUIRE(size_at(conflicts, "records") == 1);
    const auto& fields = at(at(at(conflicts, "records"), 0), "fields");
    CHECK(size_at(at(fields, "severity"), "values") == 2);
    CHECK(size_at(at(fields, "description"), "values") == 2);
    CHECK(size_at(lead.json({"review", "--since-look"}), "items") >= 7);
    CHECK(number_at(lead.json({"list", "visit", "--where", "state=planned"}), "total") == 1);
    CHECK(number_at(lead.json({"status"}), "quarantined") == 0);
    CHECK(flag_at(lead.json({"verify"}), "sound"));
    CHECK(flag_at(lead.json({"verify", "--team"}), "sound"));

    const Terminal li(scratch / "li", morning());
    const auto visits = li.json({"list", "visit"});
    std::map<std::string, int> reviews;
    for (const auto& visit : *at(visits, "records").array())
        ++reviews[text_at(visit, "review")];
    CHECK(reviews["returned"] == 1);
    CHECK(reviews["approved"] == 1);
    for (const char* laptop : {"lead", "zhou", "li"})
        CHECK(number_at(Terminal(scratch / laptop, morning()).json({"status"}), "unsynced_records") == 0);
}

TEST_CASE("demo: a folder with other things in it is left alone") {
    const Scratch scratch;
    REQUIRE(sync::write_file(scratch / "mine.txt", "mine"));
    const Said said = say_to_takan({"demo", sync::utf8(scratch.path())}, sync::system_clock(), {{"LANG", "en"}});
    CHECK(said.code == 2);
    CHECK(contains(said.err, "empty"));
    const Said file = say_to_takan({"demo", sync::utf8(scratch / "mine.txt")}, sync::system_clock(), {{"LANG", "en"}});
    CHECK(file.code == 2);
    CHECK(std::filesystem::exists(scratch / "mine.txt"));
    CHECK_FALSE(std::filesystem::exists(scratch / "team.git"));
}
