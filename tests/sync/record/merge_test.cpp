#include "sync/record/merge.hpp"

#include "sync/record/json.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId ada = *DeviceId::parse("k2m9qd");
const DeviceId bo = *DeviceId::parse("r7f3xa");
constexpr Instant morning{1711094400000};

Instant after(std::int64_t ms) {
    return {morning.ms + ms};
}

Record blank() {
    Record record;
    record.id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    record.kind = "finding";
    return record;
}

Record merged(const Record& a, const Record& b) {
    const auto both = merge(a, b);
    REQUIRE(both);
    CHECK(both->clashes.empty());
    return both->record;
}

} // namespace

TEST_CASE("merge: edits of different fields stand side by side") {
    Record a = blank();
    Record b = a;
    write(a, "severity", "serious", ada, after(1));
    write(b, "category", "AIR", bo, after(2));
    const Record both = merged(a, b);
    CHECK(shown_text(both, "severity") == "serious");
    CHECK(shown_text(both, "category") == "AIR");
    CHECK(contested_fields(both).empty());
    CHECK(both.seen == Seen{{ada, after(1)}, {bo, after(2)}});
}

TEST_CASE("merge: two edits of one field that did not see each other are contested, whatever their clocks say") {
    Record a = blank();
    write(a, "severity", "minor", ada, after(0));
    Record b = a;
    write(a, "severity", "serious", ada, after(1));
    write(b, "severity", "moderate", bo, after(-1'000'000)); // a clock that is behind loses nothing
    const Record both = merged(a, b);
    CHECK(contested_fields(both) == std::vector<std::string>{"severity"});
    CHECK(find_field(both, "severity")->size() == 2);
    CHECK(shown_text(both, "severity") == "serious");
}

TEST_CASE("merge: who settles replaces both values everywhere") {
    Record a = blank();
    Record b = a;
    write(a, "severity", "serious", ada, after(1));
    write(b, "severity", "moderate", bo, after(2));
    Record settled = merged(a, b);
    write(settled, "severity", "moderate", ada, after(-5)); // the lead's clock is behind
    for (const Record* old : {&a, &b}) {
        const Record now = merged(*old, settled);
        CHECK(find_field(now, "severity")->size() == 1);
        CHECK(shown_text(now, "severity") == "moderate");
    }
}

TEST_CASE("merge: two settlings that did not see each other are contested again") {
    Record a = blank();
    write(a, "note", "one", ada, after(1));
    Record b = a;
    write(b, "note", "two", bo, after(2));
    const Record both = merged(a, b);
    Record x = both;
    Record y = merged(both, a);
    write(x, "note", "x", ada, after(3));
    write(y, "note", "y", bo, after(4));
    CHECK(find_field(merged(x, y), "note")->size() == 2);
}

TEST_CASE("merge: a device whose clock jumps back still replaces its own value") {
    Record a = blank();
    write(a, "note", "first", ada, after(86'400'000));
    const Record on_server = a;
    const Edit second = write(a, "note", "second", ada, after(0));
    CHECK(second.time == after(86'400'001));
    CHECK(shown_text(merged(on_server, a), "note") == "second");
    CHECK(shown_text(merged(a, on_server), "note") == "second");
}

TEST_CASE("merge: one edit with two values, from a cloned disk, keeps the greater bytes and is reported") {
    Record a = blank();
    Record b = a;
    write(a, "note", "alpha", ada, after(1));
    write(b, "note", "beta", ada, after(1));
    for (const auto& both : {merge(a, b), merge(b, a)}) {
        REQUIRE(both);
        CHECK(both->clashes == std::vector<std::string>{"note"});
        CHECK(shown_text(both->record, "note") == "beta");
        CHECK(find_field(both->record, "note")->size() == 1);
    }
}

TEST_CASE("merge: what a rolled back disk and the team each claim to have replaced goes, and is reported") {
    Record team = blank();
    write(team, "note", "draft", ada, after(1));
    Record backup = team;
    write(team, "note", "final", ada, after(2));
    write(backup, "other", "written after the old backup was restored", ada,
          after(3)); // hides that after(2) is unknown
    const auto both = merge(team, backup);
    REQUIRE(both);
    CHECK(both->clashes == std::vector<std::string>{"note"});
    CHECK(find_field(both->record, "note") == nullptr);
    CHECK(read_record(canonical(both->record))); // a field without an edit would not be read
}

TEST_CASE("merge: unknown top-level keys are united, of two values the greater bytes stay") {
    Record a = blank();
    Record b = blank();
    a.unknown = {{"form", Value("2")}, {"only a", Value(1)}};
    b.unknown = {{"form", Value("10")}, {"only b", Value(Value::Object{{"x", Value(true)}})}};
    const Record both = merged(a, b);
    CHECK(both.unknown.at("form") == Value("2"));
    CHECK(both.unknown.size() == 3);
    CHECK(merged(b, a) == both);
}

TEST_CASE("merge: records with different ids or kinds are no copies of one") {
    Record other_kind = blank();
    other_kind.kind = "visit";
    Record other_id = blank();
    other_id.id = RecordId::random(morning);
    CHECK(merge(blank(), other_kind).error().kind == ErrorKind::invalid);
    CHECK(merge(blank(), other_id).error().kind == ErrorKind::invalid);
}
