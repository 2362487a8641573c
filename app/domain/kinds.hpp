#pragma once
// Kinds: every kind of record described once, as a table. Forms, columns, search, validation, diff, export and import
// read it: a new field is one new line in kinds.cpp.

#include "app/domain/language.hpp"
#include "sync/record/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

enum class FieldType {
    text,      // one line
    long_text, // several lines
    choice,    // one code of a vocabulary
    set,       // several codes: one field per member, "types.AIR"
    people,    // a list of names, an array of texts
    reference, // the id of another record
    moment,    // Instant's text in UTC, shown in China's time
    date,      // "2024-03-22"
    number,    // integer
    decimal,   // text with the digits that were typed
    money,     // integer fen
    flag,      // true or false
    answers,   // of a checklist: one field each, "form.ph"; what it means stands in the checklist (app/forms)
    hidden,    // kept, but shown in no form (hashes, camera data, review)
};

// How far a field may travel (domain.md 7): 0 public, 1 the city and responsible units, 2 the team, 3 restricted.
using Level = int;

struct FieldSpec {
    std::string name; // "started_at"; of a set: the name before the dot
    FieldType type = FieldType::text;
    std::string vocabulary; // of a choice or a set
    std::string target;     // of a reference: the kind it names
    bool required = false;  // a record without it is marked as incomplete, never refused
    bool searched = true;   // its text is found by search
    bool indexed = false;   // lists filter and count by its shown value
    bool headline = false;  // part of the record's title
    Level level = 2;
    std::string section; // text key of the form's section, "section.basic"; empty for hidden fields
};

struct KindSpec {
    std::string name;              // "visit"
    std::string sort_by;           // the field that lists sort by (a moment or a date); empty: the id's creation
    std::vector<FieldSpec> fields; // in the order of the form
};

// site, visit, finding, photo, comment, member, device, form.
const std::vector<KindSpec>& kinds();
const KindSpec* find_kind(std::string_view name);                               // null: unknown
const FieldSpec* find_field_spec(const KindSpec& kind, std::string_view field); // "types.AIR" finds the set "types"

std::string kind_text(std::string_view kind, Language language); // 现场检查 / Visit
std::string field_text(std::string_view kind, std::string_view field,
                       Language language); // "types.AIR": 污染类型 · 大气
                                           // an unknown name: as it is

// Why a value does not fit its field, as a text key ("problem.no_such_code" …); empty: it fits. Unknown kinds and
// fields fit.
std::string problem_of(std::string_view kind, std::string_view field, const sync::Value& value);

// Reads what a person typed (terminal, import) as the field's value. Moments without a zone are China's time
// ("2024-03-22 16:12"); people are separated by 、，,;； ; flags say true/false/是/否; empty text is null.
// A choice is named by its code or by its word in either language. A whole set ("types") gives an array of codes, of
// which the caller writes one field per member; its member ("types.AIR") gives a flag. Money is typed in yuan or 万元.
// Error invalid with what was expected, the field as subject; also for a kind or field that is unknown.
sync::Result<sync::Value> parse_value(std::string_view kind, std::string_view field, std::string_view typed);

// A value as people read it: codes as words, moments in China's time ("2024-03-22 16:12"), flags as 是/否, lists
// joined.
std::string value_text(std::string_view kind, std::string_view field, const sync::Value& value, Language language);

// What a record still lacks or has odd: required fields that are empty, ends before starts, problems of values.
struct Gap {
    std::string field;
    std::string text_key; // "gap.required", "gap.end_before_start", "problem.…"
};
std::vector<Gap> gaps_of(const sync::Record& record);

} // namespace takan::app
