#include "sync/record/deletion.hpp"

#include "sync/record/merge.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId ada = *DeviceId::parse("k2m9qd");
const DeviceId bo = *DeviceId::parse("r7f3xa");

Record written() {
    Record record;
    record.id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    record.kind = "finding";
    write(record, "note", "text", ada, {1000});
    return record;
}

Record merged(const Record& a, const Record& b) {
    return merge(a, b)->record;
}

} // namespace

TEST_CASE("deletion: a deleted record keeps its values, its reason and what the deleter had seen") {
    Record record = written();
    CHECK(presence(record) == Presence::here);
    CHECK(deletion_reason(record).empty());
    const Edit edit = erase(record, "entered twice", bo, {2000});
    CHECK(edit == Edit{bo, {2000}});
    CHECK(presence(record) == Presence::deleted);
    CHECK(deletion_reason(record) == "entered twice");
    CHECK(shown_text(record, "note") == "text");
    const Value::Array expected{Value("entered twice"), Value("k2m9qd@1970-01-01T00:00:01.000Z")};
    CHECK(*shown(record, "deleted") == Value(expected));
}

TEST_CASE("deletion: restoring brings it back, deleting again takes it away") {
    Record record = written();
    erase(record, "mistake", bo, {2000});
    restore(record, ada, {3000});
    CHECK(presence(record) == Presence::here);
    CHECK(deletion_reason(record).empty());
    erase(record, "", ada, {4000});
    CHECK(presence(record) == Presence::deleted);
}

TEST_CASE("deletion: an edit that the deleter had not seen keeps the record visible") {
    Record deleted = written();
    Record edited = deleted;
    erase(deleted, "entered twice", bo, {2000});
    write(edited, "note", "more", ada, {1500}); // its clock says before the deletion: that decides nothing
    Record both = merged(deleted, edited);
    CHECK(presence(both) == Presence::deleted_but_changed);
    CHECK(deletion_reason(both) == "entered twice");
    erase(both, "settled", ada, {5000}); // the lead deletes knowing the edit
    CHECK(presence(both) == Presence::deleted);
    CHECK(presence(merged(both, edited)) == Presence::deleted);
}

TEST_CASE("deletion: the deleter's own later edit of another field brings it back to sight") {
    Record record = written();
    erase(record, "entered twice", ada, {2000});
    write(record, "note", "after all", ada, {3000});
    CHECK(presence(record) == Presence::deleted_but_changed);
}

TEST_CASE("deletion: the lead's review of a deleted record is no change of it") {
    Record record = written();
    erase(record, "entered twice", ada, {2000});
    write(record, "review.state", "approved", bo, {3000});
    CHECK(presence(record) == Presence::deleted);
    write(record, "reviewer", "bo", bo, {3001});
    CHECK(presence(record) == Presence::deleted_but_changed);
}

TEST_CASE("deletion: two deletions count together, a record both of them cover stays deleted") {
    Record a = written();
    Record b = a;
    write(a, "note", "a's", ada, {1500});
    write(b, "place", "b's", bo, {1500});
    erase(a, "first", ada, {2000});
    erase(b, "second", bo, {3000});
    const Record both = merged(a, b);
    CHECK(presence(both) == Presence::deleted);
    CHECK(deletion_reason(both) == "second");
    Record third = written();
    write(third, "place", "unseen", *DeviceId::parse("zzzzzz"), {1});
    CHECK(presence(merged(both, third)) == Presence::deleted_but_changed);
}

TEST_CASE("deletion: deleted again by one, restored by another: visible until a lead decides") {
    Record a = written();
    erase(a, "first", ada, {2000});
    Record b = a;
    erase(a, "again", ada, {3000});
    restore(b, bo, {4000});
    const Record both = merged(a, b);
    CHECK(presence(both) == Presence::deleted_but_changed);
    CHECK(deletion_reason(both) == "again");
    CHECK(contested_fields(both) == std::vector<std::string>{"deleted"});
}

TEST_CASE("deletion: a value that is no deletion hides nothing") {
    struct Row {
        std::string name;
        Value value;
        Presence presence;
        const char* reason;
    };
    const std::string seen = "k2m9qd@1970-01-01T00:00:01.000Z";
    const Row rows[] = {
        {"text", "gone", Presence::deleted_but_changed, ""},
        {"true", true, Presence::deleted_but_changed, ""},
        {"false", false, Presence::deleted_but_changed, ""},
        {"empty array", Value::Array{}, Presence::deleted_but_changed, ""},
        {"reason is no text", Value::Array{1, Value(seen)}, Presence::deleted_but_changed, ""},
        {"object", Value::Object{{"reason", "x"}}, Presence::deleted_but_changed, ""},
        {"no edit named", Value::Array{"why"}, Presence::deleted_but_changed, "why"},
        {"malformed edit", Value::Array{"why", "k2m9qd"}, Presence::deleted_but_changed, "why"},
        {"malformed edits beside a good one", Value::Array{"why", 7, "x", Value(seen)}, Presence::deleted, "why"},
        {"a device twice: the later counts", Value::Array{"why", Value(seen), "k2m9qd@1970-01-01T00:00:00.000Z"},
         Presence::deleted, "why"},
        {"null", Value(), Presence::here, ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        Record record = written();
        write(record, "deleted", row.value, bo, {2000});
        CHECK(presence(record) == row.presence);
        CHECK(deletion_reason(record) == row.reason);
    }
}

TEST_CASE("deletion: what was seen goes into a value and comes back") {
    const Seen seen{{ada, {1}}, {bo, {-1}}};
    CHECK(*parse_seen(to_value(seen)) == seen);
    CHECK(parse_seen(to_value({}))->empty());
    for (const Value& bad :
         {Value(), Value("x"), Value(Value::Array{1}), Value(Value::Array{"x"}),
          Value(Value::Array{"k2m9qd@1970-01-01T00:00:01.000Z", "k2m9qd@1970-01-01T00:00:02.000Z"})}) {
        CHECK_FALSE(parse_seen(bad));
    }
}
