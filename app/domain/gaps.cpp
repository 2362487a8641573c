#include "app/domain/kinds.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using sync::Record;
using sync::Value;

constexpr std::size_t least_inspectors = 2;

bool is_empty(const Value& value) {
    if (const auto* text = value.text()) return sync::trimmed(*text).empty();
    if (const auto* items = value.array()) return std::all_of(items->begin(), items->end(), is_empty);
    return value.is_null();
}

bool is_empty(const Record& record, const FieldSpec& spec) {
    if (spec.type == FieldType::set) return sync::set_members(record, spec.name).empty();
    const Value* value = sync::shown(record, spec.name);
    return value == nullptr || is_empty(*value);
}

// A visit that is only planned or was cancelled has no time and nobody who was there.
bool took_place(const Record& visit) {
    const std::string state = sync::shown_text(visit, "state");
    return state != "planned" && state != "cancelled";
}

std::size_t count_inspectors(const Record& visit) {
    const Value* value = sync::shown(visit, "inspectors");
    const auto* items = value == nullptr ? nullptr : value->array();
    if (items == nullptr) return 0;
    return static_cast<std::size_t>(
        std::count_if(items->begin(), items->end(), [](const Value& item) { return !is_empty(item); }));
}

bool is_needed(const Record& record, const FieldSpec& spec) {
    if (!spec.required) return false;
    if (record.kind != "visit") return true;
    if (spec.name == "inspectors") return false; // visit_gaps says more than that it is empty
    return spec.name != "started_at" || took_place(record);
}

void add_visit_gaps(const Record& visit, std::vector<Gap>& gaps) {
    const auto start = sync::parse_instant(sync::shown_text(visit, "started_at"));
    const auto end = sync::parse_instant(sync::shown_text(visit, "ended_at"));
    if (start && end && *end < *start) gaps.push_back({"ended_at", "gap.end_before_start"});
    if (!took_place(visit)) return;
    if (count_inspectors(visit) < least_inspectors) gaps.push_back({"inspectors", "gap.two_inspectors"});
    // On a covert visit there is nobody who could be told.
    if (sync::shown_text(visit, "mode") == "open" && sync::shown_flag(visit, "rights_told") != true)
        gaps.push_back({"rights_told", "gap.rights"});
}

} // namespace

std::vector<Gap> gaps_of(const Record& record) {
    std::vector<Gap> gaps;
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return gaps;
    for (const FieldSpec& spec : kind->fields)
        if (is_needed(record, spec) && is_empty(record, spec)) gaps.push_back({spec.name, "gap.required"});
    if (record.kind == "visit") add_visit_gaps(record, gaps);
    for (const auto& [name, field] : record.fields) {
        const Value* value = sync::shown(record, name);
        if (value == nullptr) continue;
        if (auto problem = problem_of(record.kind, name, *value); !problem.empty())
            gaps.push_back({name, std::move(problem)});
    }
    return gaps;
}

} // namespace takan::app
