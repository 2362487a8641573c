#include "tests/scenario/team.hpp"

using namespace takan;
using namespace takan::test;

namespace {

std::int64_t contested(const Terminal& terminal) {
    return number_at(terminal.json({"status"}), "contested");
}

} // namespace

TEST_CASE("a contradiction: both values stay, everybody sees who wrote them, the leader settles it for all") {
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor", "description=起初"});
    team.sync_all();
    team.zhou.must({"set", finding, "severity=major", "description=超标排放"});
    team.li.must({"set", finding, "severity=moderate", "place=二号排口"});
    team.sync_all();

    for (const Terminal* one : {&team.lead, &team.zhou, &team.li}) {
        const auto conflicts = one->json({"conflicts"}, 1);
        REQUIRE(size_at(conflicts, "records") == 1);
        const auto& fields = at(at(at(conflicts, "records"), 0), "fields");
        CHECK(fields.object()->size() == 1);
        std::map<std::string, std::string> values;
        for (const auto& one_value : *at(at(fields, "severity"), "values").array())
            values[text_at(one_value, "person")] = text_at(one_value, "value");
        CHECK(values == std::map<std::string, std::string>{{"周敏", "major"}, {"李建国", "moderate"}});
        CHECK(value(*one, finding, "description") == "超标排放");
        CHECK(value(*one, finding, "place") == "二号排口");
    }
    const std::string shown = team.lead.must({"show", finding});
    CHECK(contains(shown, "Major"));
    CHECK(contains(shown, "Moderate"));

    CHECK(team.lead({"resolve", finding, "place=x"}).code == 2);
    CHECK(contains(team.lead({"resolve", finding, "severity", "--take", "王丽娟"}).err, "李建国"));
    const auto settled = team.lead.json({"resolve", finding, "severity", "--take", "周敏"});
    CHECK(number_at(settled, "contested") == 0);
    team.sync_all();
    for (const Terminal* one : {&team.lead, &team.zhou, &team.li}) {
        CHECK(contested(*one) == 0);
        CHECK(size_at(one->json({"conflicts"}), "records") == 0);
        CHECK(value(*one, finding, "severity") == "major");
    }
    CHECK(size_at(team.li.json({"history", finding}), "edits") == 7);
}

TEST_CASE("a contradiction: the same value on both sides is none, and an edit that saw the other replaces it") {
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor"});
    team.sync_all();
    team.zhou.must({"set", finding, "severity=major"});
    team.li.must({"set", finding, "severity=major"});
    team.sync_all();
    CHECK(contested(team.lead) == 0);
    team.li.must({"set", finding, "severity=serious"});
    team.sync_all();
    CHECK(contested(team.lead) == 0);
    CHECK(value(team.zhou, finding, "severity") == "serious");
}

TEST_CASE("delete against edit: the record stays visible as changed since, until it is restored or deleted again") {
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor"});
    team.sync_all();
    team.zhou.must({"delete", finding, "--reason", "重复登记"});
    team.li.must({"set", finding, "severity=major"});
    team.sync_all();
    for (const Terminal* one : {&team.lead, &team.zhou, &team.li}) {
        const auto shown = one->json({"show", finding});
        CHECK(flag_at(shown, "deleted_but_changed"));
        CHECK(text_at(shown, "deletion_reason") == "重复登记");
        CHECK(value(*one, finding, "severity") == "major");
        CHECK(number_at(one->json({"list", "finding"}), "total") == 1);
    }
    team.lead.must({"delete", finding, "--reason", "确认重复"});
    team.sync_all();
    CHECK(team.li({"list", "finding"}).code == 1);
    team.lead.must({"restore", finding});
    team.sync_all();
    CHECK(number_at(team.li.json({"list", "finding"}), "total") == 1);
    CHECK(value(team.li, finding, "severity") == "major");
}
