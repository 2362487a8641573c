#include "app/domain/overview.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/table_columns.hpp"

namespace takan::app {
namespace {

std::string kind_of(OverviewPart part) {
    switch (part) {
    case OverviewPart::visits:
    case OverviewPart::awaiting:
    case OverviewPart::day:
    case OverviewPart::inspector:
    case OverviewPart::state:
        return "visit";
    case OverviewPart::photos:
        return "photo";
    default:
        return "finding";
    }
}

std::string day_before(const std::string& day) {
    const auto date = read_date(day);
    if (!date) return day;
    return date_text(sync::date_of({sync::start_of(*date).ms - 24 * 3'600'000}));
}

void narrow_to_period(TableQuery& query, const OverviewWish& wish) {
    if (wish.from.empty() && wish.to.empty()) return;
    query.filters.push_back({time_column, TableTest::between, {wish.from, wish.to}});
}

} // namespace

const char* overview_column(OverviewPart part) {
    switch (part) {
    case OverviewPart::division:
        return division_column;
    case OverviewPart::type:
        return "types";
    case OverviewPart::severity:
        return "severity";
    case OverviewPart::day:
        return time_column;
    case OverviewPart::inspector:
        return "inspectors";
    case OverviewPart::state:
        return "state";
    default:
        return "";
    }
}

TableQuery overview_query(OverviewPart part, const OverviewWish& wish) {
    TableQuery query;
    query.kind = kind_of(part);
    if (part == OverviewPart::overdue) { // whatever the period: it is late now
        query.filters = {{"due", TableTest::between, {"", day_before(wish.today)}},
                         {state_column, TableTest::one_of, {"unreviewed", "returned"}}};
        query.sort = "due";
        return query;
    }
    narrow_to_period(query, wish);
    if (part == OverviewPart::awaiting) {
        query.filters.push_back({"state", TableTest::one_of, {"recorded"}});
        query.filters.push_back({state_column, TableTest::one_of, {"unreviewed"}});
    }
    return query;
}

TableQuery overview_query(OverviewPart part, const OverviewWish& wish, const std::string& value) {
    TableQuery query = overview_query(part, wish);
    const std::string column = overview_column(part);
    if (part == OverviewPart::day)
        query.filters = {{column, TableTest::between, {value, value}}};
    else if (value.empty())
        query.filters.push_back({column, TableTest::empty, {}});
    else
        query.filters.push_back({column, TableTest::one_of, {value}});
    return query;
}

const std::vector<std::string>& contested_kinds() {
    static const std::vector<std::string> kinds{"finding", "visit", "photo", "site"};
    return kinds;
}

TableQuery contested_query(std::string_view kind) {
    TableQuery query; // of every time: what stands open stands open
    query.kind = kind;
    query.filters = {{state_column, TableTest::one_of, {"contested"}}};
    return query;
}

} // namespace takan::app
