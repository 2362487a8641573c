#pragma once
// Overview: how much there is of what, for a period; and for each number the table that lists what it counts.

#include "app/domain/table_view.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct OverviewWish {
    bool shown = false;
    std::string from; // days, both included; empty: open
    std::string to;
    std::string today;

    bool operator==(const OverviewWish&) const = default;
};

enum class OverviewPart {
    visits,
    findings,
    photos,
    awaiting, // visits that are recorded and nobody has decided about
    overdue,  // findings whose date for rectification has passed, unless they are approved
    // Bars, one for each value:
    division,  // findings, by where
    type,      // findings; one of several types counts under each of them
    severity,  // findings
    day,       // visits
    inspector, // visits; each of those who were there counts it
    state,     // visits
};

// What the part counts.
TableQuery overview_query(OverviewPart part, const OverviewWish& wish);
// What one of its bars counts; an empty value: those without any.
TableQuery overview_query(OverviewPart part, const OverviewWish& wish, const std::string& value);
// The column by which a part's bars are told apart; empty: it is one number.
const char* overview_column(OverviewPart part);
// The kinds that may hold contested records, the one that is looked at first before.
const std::vector<std::string>& contested_kinds();
TableQuery contested_query(std::string_view kind);

struct OverviewBar {
    std::string value; // a code, a name; empty: not given
    std::size_t count = 0;

    bool operator==(const OverviewBar&) const = default;
};
struct OverviewDay {
    std::string day;
    std::vector<std::size_t> by_state; // in the order of the vocabulary visit_state, those without one last
    std::size_t count = 0;
};

struct Overview {
    OverviewWish wish; // that this answers
    std::size_t visits = 0, findings = 0, photos = 0, awaiting = 0, overdue = 0;
    std::vector<OverviewBar> contested; // by kind, in the order of contested_kinds
    std::vector<OverviewBar> divisions, types, severities, inspectors, states;
    std::size_t mentions = 0;      // of types: the sum of their bars
    std::vector<OverviewDay> days; // without gaps, at most the last 31
    std::string first, last;       // days of the visits of the whole campaign
};

} // namespace takan::app
