#include "app/desk/overview_answer.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/vocabulary.hpp"

#include <algorithm>

namespace takan::app {
namespace {

constexpr std::size_t most_days = 31;

class Counter {
public:
    Counter(const Store& store, Ledger& ledger, const OverviewWish& wish, Language language)
        : m_store(store), m_ledger(ledger), m_wish(wish), m_language(language) {}

    Result<std::size_t> records(const TableQuery& query) { return m_ledger.count(m_store, query, m_language); }
    Result<std::size_t> records(OverviewPart part) { return records(overview_query(part, m_wish)); }

    // In the order of the column's vocabulary, else the highest first; those without a value last.
    Result<std::vector<OverviewBar>> bars(OverviewPart part) {
        const TableQuery query = overview_query(part, m_wish);
        TAKAN_TRY_LET(counted, m_ledger.tally(m_store, query, overview_column(part), m_language));
        std::vector<OverviewBar> bars;
        for (const auto& [value, count] : counted)
            bars.push_back({value, count});
        const bool ranked = part == OverviewPart::severity || part == OverviewPart::state;
        const auto place = [&](const std::string& code) {
            const auto* vocabulary = find_vocabulary(find_column(query.kind, overview_column(part))->vocabulary);
            const Term* term = find_term(*vocabulary, code);
            return term == nullptr ? vocabulary->terms.data() + vocabulary->terms.size() : term;
        };
        std::stable_sort(bars.begin(), bars.end(), [&](const OverviewBar& a, const OverviewBar& b) {
            if (a.value.empty() != b.value.empty()) return b.value.empty();
            return ranked ? place(a.value) < place(b.value) : a.count > b.count;
        });
        return bars;
    }

    Status count_days(Overview& out) {
        const TableQuery query = overview_query(OverviewPart::day, m_wish);
        TAKAN_TRY_LET(counted, m_ledger.tally(m_store, query, overview_column(OverviewPart::day), "state", m_language));
        const auto& states = find_vocabulary("visit_state")->terms;
        std::map<std::string, OverviewDay> days;
        for (const auto& [key, count] : counted) {
            if (!is_date_text(key.first)) continue;
            OverviewDay& day = days.try_emplace(key.first, OverviewDay{key.first, {}, 0}).first->second;
            day.by_state.resize(states.size() + 1);
            const auto at = std::find_if(states.begin(), states.end(),
                                         [&, state = key.second](const Term& term) { return term.code == state; });
            day.by_state[static_cast<std::size_t>(at - states.begin())] += count;
            day.count += count;
        }
        if (days.empty()) return {};
        // Days on which nothing happened are part of the picture.
        auto day = sync::start_of(*read_date(days.rbegin()->first));
        const auto first = std::max(sync::start_of(*read_date(days.begin()->first)).ms,
                                    day.ms - static_cast<std::int64_t>(most_days - 1) * one_day);
        for (day.ms = first; day <= sync::start_of(*read_date(days.rbegin()->first)); day.ms += one_day) {
            const std::string text = date_text(sync::date_of(day));
            const auto known = days.find(text);
            out.days.push_back(known != days.end() ? known->second
                                                   : OverviewDay{text, std::vector<std::size_t>(states.size() + 1), 0});
        }
        return {};
    }

    Status count_campaign(Overview& out) {
        const OverviewWish all{true, {}, {}, m_wish.today};
        TAKAN_TRY_LET(counted,
                      m_ledger.tally(m_store, overview_query(OverviewPart::visits, all), time_column, m_language));
        for (const auto& [day, count] : counted) {
            if (!is_date_text(day)) continue;
            if (out.first.empty()) out.first = day;
            out.last = day;
        }
        return {};
    }

private:
    static constexpr std::int64_t one_day = 24 * std::int64_t{3'600'000};

    const Store& m_store;
    Ledger& m_ledger;
    const OverviewWish& m_wish;
    Language m_language;
};

} // namespace

Result<Overview> overview_of(const Store& store, Ledger& ledger, const OverviewWish& wish, Language language) {
    Overview out;
    out.wish = wish;
    Counter counter(store, ledger, wish, language);
    using Part = OverviewPart;
    for (const auto& [part, number] :
         {std::pair{Part::visits, &Overview::visits}, std::pair{Part::findings, &Overview::findings},
          std::pair{Part::photos, &Overview::photos}, std::pair{Part::awaiting, &Overview::awaiting},
          std::pair{Part::overdue, &Overview::overdue}}) {
        TAKAN_TRY_LET(count, counter.records(part));
        out.*number = count;
    }
    for (const auto& [part, bars] :
         {std::pair{Part::division, &Overview::divisions}, std::pair{Part::type, &Overview::types},
          std::pair{Part::severity, &Overview::severities}, std::pair{Part::inspector, &Overview::inspectors},
          std::pair{Part::state, &Overview::states}}) {
        TAKAN_TRY_LET(counted, counter.bars(part));
        out.*bars = std::move(counted);
    }
    for (const auto& kind : contested_kinds()) {
        TAKAN_TRY_LET(count, counter.records(contested_query(kind)));
        out.contested.push_back({kind, count});
    }
    for (const auto& bar : out.types)
        if (!bar.value.empty()) out.mentions += bar.count;
    TAKAN_TRY(counter.count_days(out));
    TAKAN_TRY(counter.count_campaign(out));
    return out;
}

} // namespace takan::app
