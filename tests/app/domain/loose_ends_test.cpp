#include "app/domain/loose_ends.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::made;
using sync::Record;
using sync::Value;

namespace {

sync::RecordId numbered(const char* digit) {
    return sync::RecordId::parse(std::string("018e6570-8a00-7abc-8def-01234567890") + digit).value();
}

Record with_id(Record record, const char* digit) {
    record.id = numbered(digit);
    return record;
}

Record visit() {
    return with_id(made("visit", {{"site", numbered("9").text()},
                                  {"mode", "covert"},
                                  {"state", "recorded"},
                                  {"started_at", "2024-03-22T02:00:00.000Z"},
                                  {"ended_at", "2024-03-22T03:30:00.000Z"},
                                  {"inspectors", Value::Array{Value("周敏"), Value("王建")}}}),
                   "1");
}

Record finding() {
    return with_id(made("finding", {{"severity", "minor"},
                                    {"description", "x"},
                                    {"types.AIR", true},
                                    {"legal_basis", "《大气污染防治法》第四十五条"},
                                    {"lat", "29.1"},
                                    {"lon", "113.1"}}),
                   "2");
}

Record photo() {
    return with_id(made("photo", {{"visit", numbered("1").text()},
                                  {"finding", numbered("2").text()},
                                  {"caption", "总排口"},
                                  {"taken_at", "2024-03-22T02:30:00.000Z"}}),
                   "3");
}

void set(Record& record, const char* field, Value value) {
    sync::write(record, field, std::move(value), {}, {1'711'094'500'000});
}

std::string ends(const Record& visit, const std::vector<Record>& findings, const std::vector<Record>& photos) {
    std::string text;
    for (const auto& end : app::loose_ends(visit, findings, photos)) {
        text += end.kind;
        text += end.record.text().back();
        text += ' ' + end.field + ' ' + end.text_key + '\n';
    }
    return text;
}

} // namespace

TEST_CASE("loose ends: a visit with everything in order has none") {
    CHECK(ends(visit(), {finding()}, {photo()}).empty());
    CHECK(ends(visit(), {}, {}).empty());
}

TEST_CASE("loose ends: a finding wants a photo of its own, a place on the map and a legal basis") {
    auto bare = finding();
    set(bare, "legal_basis", " ");
    set(bare, "lon", {});
    auto loose = photo();
    set(loose, "finding", {});
    CHECK(ends(visit(), {bare}, {loose}) == "finding2 photos gap.no_photo\n"
                                            "finding2 lat gap.no_position\n"
                                            "finding2 legal_basis gap.no_law\n");
}

TEST_CASE("loose ends: a photo wants a caption and a time within the visit's") {
    auto early = photo();
    set(early, "caption", {});
    set(early, "taken_at", "2024-03-22T01:29:00.000Z");
    auto late = with_id(photo(), "4");
    set(late, "taken_at", "2024-03-22T04:30:00.000Z");
    CHECK(ends(visit(), {finding()}, {early, late}) == "photo3 caption gap.no_caption\n"
                                                       "photo3 taken_at gap.before_visit\n"
                                                       "photo4 taken_at gap.after_visit\n");
}

TEST_CASE("loose ends: what the records' own fields lack comes first, each record in its turn") {
    auto hurried = visit();
    set(hurried, "inspectors", {});
    auto odd = finding();
    set(odd, "severity", {});
    auto lost = photo();
    set(lost, "lat", "999");
    CHECK(ends(hurried, {odd}, {lost}) == "visit1 inspectors gap.two_inspectors\n"
                                          "finding2 severity gap.required\n"
                                          "photo3 lat problem.out_of_range\n");
}

TEST_CASE("loose ends: half an hour before and after a visit is forgiven, one without an end goes on for half a day") {
    auto open = visit();
    set(open, "ended_at", {});
    for (const auto& [taken, odd] :
         {std::pair{"2024-03-22T01:30:00.000Z", false}, std::pair{"2024-03-22T14:30:00.000Z", false},
          std::pair{"2024-03-22T14:31:00.000Z", true}}) {
        auto one = photo();
        set(one, "taken_at", taken);
        CHECK_MESSAGE(ends(open, {finding()}, {one}).empty() != odd, taken);
    }
    set(open, "started_at", {});
    set(open, "state", "planned");
    CHECK(ends(open, {finding()}, {photo()}).empty());
}
