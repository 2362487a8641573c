#include "app/desk/ledger.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

namespace takan::app {
namespace {

constexpr std::size_t greatest_update = 500; // records; reading all anew is quicker for more
constexpr std::uint32_t behind_all = std::numeric_limits<std::uint32_t>::max();

std::string day_of(const std::string& value) {
    if (const auto instant = sync::parse_instant(value)) return china_text(*instant).substr(0, 10);
    return is_date_text(value) ? value : std::string();
}

bool is_between(const std::string& value, const TableFilter& filter) {
    const std::string day = day_of(value);
    const auto bound = [&](std::size_t which) { return which < filter.values.size() ? filter.values[which] : ""; };
    return !day.empty() && day >= bound(0) && (bound(1).empty() || day <= bound(1));
}

bool has_part(std::string_view value, const std::set<std::string, std::less<>>& wanted) {
    const auto parts = sync::split(value, '\n');
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return wanted.contains(part); });
}

double number_of(const std::string& value) {
    double number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

bool is_numeric(FieldType type) {
    return type == FieldType::number || type == FieldType::decimal || type == FieldType::money;
}

// Where a code stands in its vocabulary; unknown ones behind all.
double place_of(const Vocabulary& vocabulary, std::string_view code) {
    const Term* term = find_term(vocabulary, code);
    return static_cast<double>(term == nullptr ? vocabulary.terms.size()
                                               : static_cast<std::size_t>(term - vocabulary.terms.data()));
}

// One record that its references lead to.
struct Step {
    std::string kind;
    std::uint32_t at = 0;
};

} // namespace

void Ledger::forget() {
    m_kinds.clear();
    m_borrowed.clear();
    m_ids.reset();
}

Status Ledger::forget(const Store& store, const std::vector<sync::RecordId>& ids) {
    if (ids.empty() || m_kinds.empty()) return {};
    if (ids.size() > greatest_update) {
        forget();
        return {};
    }
    m_borrowed.clear();
    m_ids.reset();
    for (auto& [name, columns] : m_kinds)
        TAKAN_TRY(columns.update(store, ids));
    return {};
}

Result<KindColumns*> Ledger::kind(const Store& store, const std::string& name) {
    const auto known = m_kinds.find(name);
    if (known != m_kinds.end()) return &known->second;
    KindColumns columns(name);
    TAKAN_TRY(columns.read(store));
    return &m_kinds.emplace(name, std::move(columns)).first->second;
}

Result<const ValueColumn*> Ledger::column(const Store& store, const TableColumn& column, const std::string& kind_name) {
    TAKAN_TRY_LET(columns, kind(store, kind_name));
    if (column.ways.empty()) {
        TAKAN_TRY(columns->read_columns(store, {column.name}));
        return &columns->column(column.name);
    }
    const std::pair key(kind_name, column.name);
    const auto known = m_borrowed.find(key);
    if (known != m_borrowed.end()) return &known->second;
    TAKAN_TRY_LET(values, borrowed(store, column, kind_name));
    return &m_borrowed.emplace(key, std::move(values)).first->second;
}

Result<ValueColumn> Ledger::borrowed(const Store& store, const TableColumn& column, const std::string& kind_name) {
    TAKAN_TRY_LET(columns, kind(store, kind_name));
    const ValueColumn& own = columns->column(title_column);
    ValueColumn values;
    values.at.reserve(own.at.size());
    for (std::uint32_t at = 0; at < own.at.size(); ++at) {
        std::string value;
        for (std::size_t i = 0; i < column.ways.size() && value.empty(); ++i) {
            TAKAN_TRY_LET(found, over(store, kind_name, at, column.ways[i]));
            value = std::move(found);
        }
        // A record that names none is called by what it has itself.
        if (value.empty() && column.name == title_column) value = own.value(own.at[at]);
        values.at.push_back(values.number_of(value));
    }
    return values;
}

Result<std::string> Ledger::over(const Store& store, const std::string& kind_name, std::uint32_t at,
                                 const std::vector<std::string>& way) {
    Step step{kind_name, at};
    for (std::size_t i = 0; i < way.size(); ++i) {
        TAKAN_TRY_LET(columns, kind(store, step.kind));
        TAKAN_TRY(columns->read_columns(store, {way[i]}));
        const ValueColumn& values = columns->column(way[i]);
        const std::string& value = values.value(values.at[step.at]);
        if (i + 1 == way.size()) return value;
        const TableColumn* reference = find_column(step.kind, way[i]);
        const auto id = sync::RecordId::parse(value);
        if (!id || reference == nullptr) break;
        TAKAN_TRY_LET(named, kind(store, reference->target));
        const auto next = named->find(*id);
        if (!next) break;
        step = {reference->target, *next};
    }
    return std::string{};
}

Result<std::string> Ledger::title(const Store& store, const std::string& text) {
    const auto id = sync::RecordId::parse(text);
    if (!id) return std::string{};
    TAKAN_TRY_LET(now, store.row_now(*id));
    if (!now) return std::string{};
    if (now->first.kind != "visit") return std::move(now->first.title);
    TAKAN_TRY_LET(visits, kind(store, "visit"));
    TAKAN_TRY_LET(values, column(store, *find_column("visit", title_column), "visit"));
    const auto at = visits->find(*id);
    return at ? values->value(values->at[*at]) : std::move(now->first.title);
}

Result<std::vector<std::string>> Ledger::words(const Store& store, const TableColumn& column, const ValueColumn& values,
                                               Language language) {
    std::vector<std::string> all(values.distinct());
    for (std::uint32_t number = 0; number < all.size(); ++number) {
        if (column.type == FieldType::reference) {
            TAKAN_TRY_LET(name, title(store, values.value(number)));
            all[number] = std::move(name);
        } else {
            all[number] = cell_text(column, values.value(number), language);
        }
    }
    return all;
}

Status Ledger::narrow(const Store& store, const std::string& kind_name, const TableFilter& filter, Language language,
                      Mask& mask) {
    TAKAN_TRY_LET(spec, needed_column(kind_name, filter.column));
    TAKAN_TRY_LET(values, column(store, *spec, kind_name));
    std::vector<char> passes(values->distinct());
    std::vector<std::string> spoken;
    const std::string typed = filter.values.empty() ? std::string() : sync::lower_ascii(filter.values.front());
    if (filter.test == TableTest::contains) {
        TAKAN_TRY_LET(all, words(store, *spec, *values, language));
        spoken = std::move(all);
    }
    const std::set<std::string, std::less<>> wanted(filter.values.begin(), filter.values.end());
    for (std::uint32_t number = 0; number < passes.size(); ++number) {
        const std::string& value = values->value(number);
        switch (filter.test) {
        case TableTest::contains:
            passes[number] = sync::lower_ascii(spoken[number]).find(typed) != std::string::npos;
            break;
        case TableTest::one_of:
            passes[number] = has_part(value, wanted);
            break;
        case TableTest::empty:
            passes[number] = value.empty();
            break;
        case TableTest::filled:
            passes[number] = !value.empty();
            break;
        case TableTest::between:
            passes[number] = is_between(value, filter);
            break;
        }
    }
    for (std::size_t at = 0; at < mask.size(); ++at)
        mask[at] = mask[at] && passes[values->at[at]];
    return {};
}

Status Ledger::narrow_to_words(const Store& store, const TableQuery& query, const std::vector<std::string>& columns,
                               Language language, Mask& mask) {
    std::vector<std::string> typed;
    for (const std::string_view word : sync::split(query.words, ' '))
        if (!word.empty()) typed.push_back(sync::lower_ascii(word));
    if (typed.empty()) return {};
    std::vector<Mask> found(typed.size(), Mask(mask.size()));
    for (const auto& name : columns) {
        TAKAN_TRY_LET(spec, needed_column(query.kind, name));
        TAKAN_TRY_LET(values, column(store, *spec, query.kind));
        TAKAN_TRY_LET(spoken, words(store, *spec, *values, language));
        for (auto& text : spoken)
            text = sync::lower_ascii(text);
        for (std::size_t word = 0; word < typed.size(); ++word) {
            std::vector<char> has(spoken.size());
            for (std::size_t number = 0; number < spoken.size(); ++number)
                has[number] = spoken[number].find(typed[word]) != std::string::npos;
            for (std::size_t at = 0; at < mask.size(); ++at)
                found[word][at] = found[word][at] || has[values->at[at]];
        }
    }
    for (const Mask& one : found)
        for (std::size_t at = 0; at < mask.size(); ++at)
            mask[at] = mask[at] && one[at];
    return {};
}

Result<Ledger::Mask> Ledger::passing(const Store& store, const TableQuery& query,
                                     const std::vector<std::string>& columns, std::string_view apart,
                                     Language language) {
    TAKAN_TRY_LET(records, kind(store, query.kind));
    Mask mask(records->ids().size(), 1);
    const ValueColumn& states = records->column(state_column);
    if (!query.with_deleted) {
        std::vector<char> gone(states.distinct());
        for (std::uint32_t number = 0; number < gone.size(); ++number)
            gone[number] = has_part(states.value(number), {"deleted"});
        for (std::size_t at = 0; at < mask.size(); ++at)
            mask[at] = !gone[states.at[at]];
    }
    for (const TableFilter& filter : query.filters)
        if (filter.column != apart) TAKAN_TRY(narrow(store, query.kind, filter, language, mask));
    TAKAN_TRY(narrow_to_words(store, query, columns, language, mask));
    return mask;
}

// Equal values get equal ranks; what is empty stands behind everything, whichever way one sorts.
Result<std::vector<std::uint32_t>> Ledger::ranks(const Store& store, const TableColumn& column,
                                                 const ValueColumn& values, Language language) {
    struct Key {
        double number = 0;
        std::string text;
        auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> keys(values.distinct());
    const Vocabulary* vocabulary = column.vocabulary.empty() ? nullptr : find_vocabulary(column.vocabulary);
    std::vector<std::string> spoken;
    if (column.type == FieldType::reference) {
        TAKAN_TRY_LET(all, words(store, column, values, language));
        spoken = std::move(all);
    }
    for (std::uint32_t number = 0; number < keys.size(); ++number) {
        const std::string& value = values.value(number);
        if (vocabulary != nullptr)
            keys[number] = {place_of(*vocabulary, sync::split(value, '\n').front()), value};
        else if (is_numeric(column.type))
            keys[number] = {number_of(value), {}};
        else
            keys[number] = {0, spoken.empty() ? value : spoken[number]};
    }
    std::vector<std::uint32_t> order(keys.size());
    for (std::uint32_t number = 0; number < order.size(); ++number)
        order[number] = number;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    std::vector<std::uint32_t> ranks(keys.size());
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && keys[order[i - 1]] < keys[order[i]]) ++rank;
        ranks[order[i]] = values.value(order[i]).empty() ? behind_all : rank;
    }
    return ranks;
}

Result<std::vector<sync::RecordId>> Ledger::matching(const Store& store, const TableQuery& query,
                                                     const std::vector<std::string>& columns, Language language) {
    TAKAN_TRY_LET(by, needed_column(query.kind, query.sort.empty() ? time_column : query.sort));
    const bool descending = query.sort.empty() || query.descending;
    TAKAN_TRY_LET(mask, passing(store, query, columns, {}, language));
    TAKAN_TRY_LET(values, column(store, *by, query.kind));
    TAKAN_TRY_LET(rank, ranks(store, *by, *values, language));
    // Among equals the newest first: ids grow with the time at which they were made.
    std::vector<std::uint64_t> order;
    for (std::size_t at = 0; at < mask.size(); ++at) {
        if (!mask[at]) continue;
        std::uint32_t place = rank[values->at[at]];
        if (descending && place != behind_all) place = behind_all - 1 - place;
        order.push_back(std::uint64_t{place} << 32 | (behind_all - static_cast<std::uint32_t>(at)));
    }
    std::sort(order.begin(), order.end());
    TAKAN_TRY_LET(records, kind(store, query.kind));
    std::vector<sync::RecordId> ids;
    ids.reserve(order.size());
    for (const std::uint64_t one : order)
        ids.push_back(records->ids()[behind_all - static_cast<std::uint32_t>(one)]);
    return ids;
}

} // namespace takan::app
