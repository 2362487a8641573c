#include "app/domain/kinds.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::made;
using sync::Value;

namespace {

std::string gaps(const sync::Record& record) {
    std::string text;
    for (const auto& gap : app::gaps_of(record))
        text += gap.field + ":" + gap.text_key + " ";
    return text;
}

const Value two = Value::Array{Value("周敏"), Value("王建")};
const char* const site_id = "018e6570-8a00-7abc-8def-0123456789ab";

} // namespace

TEST_CASE("gaps: required fields that are absent, null, blank or empty lists are named in the form's order") {
    CHECK(gaps(made("site", {})) == "name:gap.required division:gap.required ");
    CHECK(gaps(made("site", {{"name", " "}, {"division", {}}})) == "name:gap.required division:gap.required ");
    CHECK(gaps(made("site", {{"name", "华盛"}, {"division", "430602"}})).empty());
    CHECK(gaps(made("finding", {{"severity", "minor"}, {"description", "x"}, {"types.AIR", false}})) ==
          "types:gap.required ");
    CHECK(gaps(made("nest", {{"eggs", 3}})).empty());
}

TEST_CASE("gaps: a finding needs neither a legal basis nor coordinates") {
    CHECK(gaps(made("finding", {{"severity", "minor"}, {"description", "x"}, {"types.AIR", true}})).empty());
}

TEST_CASE("gaps: a visit needs two inspectors, and an open one that rights were told") {
    const auto visit = [](Value people, const char* mode, Value told) {
        return made("visit", {{"site", site_id},
                              {"mode", mode},
                              {"started_at", "2024-03-22T08:12:00.000Z"},
                              {"inspectors", std::move(people)},
                              {"rights_told", std::move(told)}});
    };
    CHECK(gaps(visit(two, "open", true)).empty());
    CHECK(gaps(visit(Value::Array{Value("周敏")}, "open", true)) == "inspectors:gap.two_inspectors ");
    CHECK(gaps(visit(Value::Array{Value("周敏"), Value(" ")}, "open", true)) == "inspectors:gap.two_inspectors ");
    CHECK(gaps(visit({}, "open", true)) == "inspectors:gap.two_inspectors ");
    CHECK(gaps(visit(two, "open", false)) == "rights_told:gap.rights ");
    CHECK(gaps(visit(two, "open", {})) == "rights_told:gap.rights ");
    CHECK(gaps(visit(two, "covert", {})).empty());
}

TEST_CASE("gaps: a visit that is planned or cancelled lacks nothing that only a visit can give") {
    for (const char* state : {"planned", "cancelled"})
        CHECK(gaps(made("visit", {{"site", site_id}, {"mode", "open"}, {"state", state}})).empty());
    CHECK(gaps(made("visit", {{"site", site_id}, {"mode", "open"}, {"state", "recorded"}})) ==
          "started_at:gap.required inspectors:gap.two_inspectors rights_told:gap.rights ");
}

TEST_CASE("gaps: an end before the start and odd values are named") {
    auto visit = made("visit", {{"site", site_id},
                                {"mode", "covert"},
                                {"inspectors", two},
                                {"started_at", "2024-03-22T08:12:00.000Z"},
                                {"ended_at", "2024-03-22T08:11:59.999Z"}});
    CHECK(gaps(visit) == "ended_at:gap.end_before_start ");
    sync::write(visit, "ended_at", "2024-03-22T08:12:00.000Z", {}, {1'711'094'500'000});
    CHECK(gaps(visit).empty());
    sync::write(visit, "lat", "113.1", {}, {1'711'094'500'000});
    sync::write(visit, "weather", "hail", {}, {1'711'094'500'000});
    CHECK(gaps(visit) == "lat:problem.out_of_range weather:problem.no_such_code ");
}
