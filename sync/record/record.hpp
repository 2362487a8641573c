#pragma once
// Record: a map of fields; a field is a map from the edit that wrote it to its value. Two different values mean
// contested.

#include "sync/base/ids.hpp"
#include "sync/base/instant.hpp"
#include "sync/record/value.hpp"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

// Who wrote and when. Time orders edits of one device only; between devices no clock is compared.
struct Edit {
    DeviceId device;
    Instant time;

    auto operator<=>(const Edit&) const = default;
};

std::string to_text(const Edit& edit);          // "k2m9qd@2024-03-22T08:10:55.801Z"
Result<Edit> parse_edit(std::string_view text); // that form and no other. Error: invalid

using Seen = std::map<DeviceId, Instant>; // the newest edit of each device that a copy knows of
using Field = std::map<Edit, Value>;      // the values that nobody has replaced
using Fields = std::map<std::string, Field, std::less<>>;

// True when the edit is no newer than the newest of its device in `seen`.
bool covers(const Seen& seen, const Edit& edit);

struct Record {
    RecordId id;
    std::string kind;
    Seen seen;
    Fields fields;
    Value::Object unknown; // top-level keys that a newer program wrote, carried along

    bool operator==(const Record&) const = default;
};

// Lower-case ASCII letter first, then letters, digits and '_', at most 32 characters: it is also a folder's name.
bool is_kind(std::string_view text);
// UTF-8, 1 to 128 bytes, no control characters.
bool is_field_name(std::string_view text);

// Writes `value` and replaces every value that this copy holds for the field, contested ones too.
// The edit's time is max(now, seen[device] + 1 ms). Returns the edit.
// Text in the value is made plain, so that what is written can be read; the rest of it must be storable.
// A person's field that is cleared is written as null; the field stays.
Edit write(Record& record, std::string_view field, Value value, DeviceId device, Instant now);

// The value to show: that of the edit with the latest time (ties: the greater device); of a set's member true if any
// edit says so; null pointer when there is none.
const Value* shown(const Record& record, std::string_view field);
const Field* find_field(const Record& record, std::string_view field);

// Contested: two or more different values. A set's member (a dotted name such as "types.AIR" holding only true and
// false) is never contested: between true and false it counts as true.
bool is_contested(std::string_view name, const Field& field);
std::vector<std::string> contested_fields(const Record& record); // sorted by name
bool set_member(const Record& record, std::string_view set, std::string_view member);
// Those that count as true, without the set's name, sorted.
std::vector<std::string> set_members(const Record& record, std::string_view set);

// Shorthands for the shown value. Empty text / nothing when absent, null or of another type.
std::string shown_text(const Record& record, std::string_view field);
std::optional<std::int64_t> shown_number(const Record& record, std::string_view field);
std::optional<bool> shown_flag(const Record& record, std::string_view field);

// `<kind>/<yyyy>/<mm>/<dd>/<id>.json`, the date taken from the id in UTC, so that it never changes.
std::string record_path(std::string_view kind, const RecordId& id);
struct RecordPath {
    std::string kind;
    RecordId id;
};
// Reads exactly what record_path writes. Error: invalid, with the reason.
Result<RecordPath> parse_record_path(std::string_view path);

} // namespace takan::sync
