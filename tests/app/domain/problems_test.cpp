#include "app/domain/kinds.hpp"

#include <doctest/doctest.h>

using namespace takan;
using sync::Value;

TEST_CASE("problems: what is odd about a value is named") {
    struct Row {
        const char* kind;
        const char* field;
        Value value;
        const char* problem;
    };
    const Row table[] = {
        {"site", "name", "华盛", ""},
        {"site", "name", 5, "problem.not_text"},
        {"site", "name", {}, ""},
        {"site", "kind", "factory", ""},
        {"site", "kind", "castle", "problem.no_such_code"},
        {"site", "kind", "", ""},
        {"site", "kind", true, "problem.not_text"},
        {"site", "division", "zone_xingang", ""},
        {"finding", "types.AIR", true, ""},
        {"finding", "types.AIR", "true", "problem.not_a_flag"},
        {"finding", "types.FIRE", true, "problem.no_such_code"},
        {"finding", "types", Value::Array{Value("AIR")}, ""},
        {"finding", "types", Value::Array{Value("FIRE")}, "problem.no_such_code"},
        {"visit", "inspectors", Value::Array{Value("周敏")}, ""},
        {"visit", "inspectors", "周敏", "problem.not_a_list"},
        {"visit", "inspectors", Value::Array{Value(1)}, "problem.not_a_list"},
        {"visit", "rights_told", true, ""},
        {"visit", "rights_told", "yes", "problem.not_a_flag"},
        {"visit", "started_at", "2024-03-22T08:12:00.000Z", ""},
        {"visit", "started_at", "2024-03-22 16:12", "problem.not_a_moment"},
        {"finding", "due", "2024-02-29", ""},
        {"finding", "due", "2023-02-29", "problem.not_a_date"},
        {"finding", "due", "2024-2-9", "problem.not_a_date"},
        {"visit", "site", "018e6570-8a00-7abc-8def-0123456789ab", ""},
        {"visit", "site", "华盛", "problem.not_a_reference"},
        {"site", "lat", "29.3571234", ""},
        {"site", "lat", "-90", ""},
        {"site", "lat", "90.0000001", "problem.out_of_range"},
        {"site", "lat", "113.1289", "problem.out_of_range"},
        {"site", "lat", "29,3571", "problem.not_a_number"},
        {"site", "lat", "29.35712345", "problem.too_many_digits"},
        {"site", "lon", "113.1289", ""},
        {"site", "lon", "180.5", "problem.out_of_range"},
        {"site", "lon", "99999999999999999999", "problem.out_of_range"},
        {"photo", "altitude", "-12.25", ""},
        {"photo", "altitude", "12 m", "problem.not_a_number"},
        {"site", "uscc", "91430000183764483Y", ""},
        {"site", "uscc", "", ""},
        {"site", "uscc", "91110000600037341X", "problem.uscc_check"},
        {"site", "uscc", "9111000060003734IL", "problem.uscc_shape"},
        {"site", "phone", "0730-8880000", ""},
        {"site", "phone", "+86 138 0000 0000", ""},
        {"site", "phone", "13800000000", ""},
        {"site", "phone", "11800000000", "problem.phone"},
        {"site", "phone", "12345", "problem.phone"},
        {"site", "phone", "老王 13800000000", "problem.phone"},
        {"photo", "sha256", 5, ""},
        {"photo", "size", "big", ""},
        {"photo", "colour", 5, ""},
        {"nest", "eggs", 5, ""},
        {"visit", "deleted", Value::Array{Value("x")}, ""},
    };
    for (const Row& row : table) {
        CAPTURE(row.kind);
        CAPTURE(row.field);
        CAPTURE(app::value_text(row.kind, row.field, row.value, app::Language::en));
        CHECK(app::problem_of(row.kind, row.field, row.value) == row.problem);
    }
}
