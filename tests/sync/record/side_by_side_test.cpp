#include "sync/record/side_by_side.hpp"

#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId zhou = *DeviceId::parse("zhouaa");
const DeviceId wang = *DeviceId::parse("wangaa");
const DeviceId lead = *DeviceId::parse("leadaa");

Record empty() {
    Record record;
    record.id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    record.kind = "finding";
    return record;
}

// Contested between two people and settled by the lead.
Record settled() {
    Record a = empty();
    Record b = empty();
    write(a, "due", "2024-04-08", zhou, {1000});
    write(b, "due", "2024-03-29", wang, {2000});
    Record both = merge(a, b)->record;
    write(both, "due", "2024-04-08", lead, {3000});
    return both;
}

} // namespace

TEST_CASE("side by side: the values replace what was there and none of them the other") {
    Record record = settled();
    const auto edits = write_side_by_side(record, "due", {"2024-03-29", "2024-04-08"}, lead, {500});
    REQUIRE(edits.size() == 2);
    CHECK(edits[0] == Edit{lead, {3001}});
    CHECK(edits[1] == Edit{lead, {3002}});
    CHECK(record.fields.at("due") == Field{{edits[0], "2024-03-29"}, {edits[1], "2024-04-08"}});
    CHECK(record.seen.at(lead) == Instant{3002});
    CHECK(contested_fields(record) == std::vector<std::string>{"due"});
    CHECK(shown_text(record, "due") == "2024-04-08");
    CHECK(read_record(canonical(record)).value() == record);
}

TEST_CASE("side by side: it stays contested on copies that know of the settlement, and one more edit settles it") {
    const Record known = settled();
    Record lead_copy = known;
    write_side_by_side(lead_copy, "due", {"2024-03-29", "2024-04-08"}, lead, {4000});
    for (const auto& [a, b] : {std::pair(known, lead_copy), std::pair(lead_copy, known)}) {
        const auto merged = merge(a, b);
        REQUIRE(merged);
        CHECK(merged->clashes.empty());
        CHECK(merged->record == lead_copy);
    }
    Record again = lead_copy;
    write(again, "due", "2024-03-29", wang, {5000});
    const auto merged = merge(lead_copy, again);
    CHECK(contested_fields(merged->record).empty());
    CHECK(shown_text(merged->record, "due") == "2024-03-29");
}

TEST_CASE("side by side: no values change nothing") {
    Record record = settled();
    CHECK(write_side_by_side(record, "due", {}, lead, {4000}).empty());
    CHECK(record == settled());
}
