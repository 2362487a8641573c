// What the ledger tells: rows of a table, the values that a column offers, counts.

#include "app/desk/ledger.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

constexpr std::size_t most_values = 300; // that are offered for choosing

// What a record with that value counts under.
std::vector<std::string> parts_of(const TableColumn& column, const std::string& value) {
    if (column.type == FieldType::moment) {
        const auto instant = sync::parse_instant(value);
        return {instant ? china_text(*instant).substr(0, 10) : value};
    }
    std::vector<std::string> parts;
    for (const std::string_view part : sync::split(value, '\n'))
        parts.emplace_back(part);
    return parts;
}

std::vector<std::vector<std::string>> all_parts(const TableColumn& column, const ValueColumn& values) {
    std::vector<std::vector<std::string>> parts;
    for (std::uint32_t number = 0; number < values.distinct(); ++number)
        parts.push_back(parts_of(column, values.value(number)));
    return parts;
}

Status name_target(const Store& store, const sync::Record& record, TableRow& out) {
    out.opens = record.id;
    out.opens_kind = record.kind;
    const auto about = sync::RecordId::parse(sync::shown_text(record, "record"));
    if (record.kind != "comment" || !about) return {};
    TAKAN_TRY_LET(named, store.row_now(*about));
    if (!named) return {};
    out.opens = *about;
    out.opens_kind = named->first.kind;
    return {};
}

} // namespace

Result<std::size_t> Ledger::count(const Store& store, const TableQuery& query, Language language) {
    TAKAN_TRY_LET(mask, passing(store, query, {}, {}, language));
    return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), 1));
}

Result<Ledger::Tally> Ledger::tally(const Store& store, const TableQuery& query, const std::string& name,
                                    Language language) {
    TAKAN_TRY_LET(crossed, tally(store, query, name, name, language));
    Tally counted;
    for (const auto& [pair, count] : crossed)
        if (pair.first == pair.second) counted[pair.first] += count;
    return counted;
}

Result<Ledger::CrossTally> Ledger::tally(const Store& store, const TableQuery& query, const std::string& name,
                                         const std::string& other, Language language) {
    TAKAN_TRY_LET(first, needed_column(query.kind, name));
    TAKAN_TRY_LET(second, needed_column(query.kind, other));
    TAKAN_TRY_LET(mask, passing(store, query, {}, {}, language));
    TAKAN_TRY_LET(values, column(store, *first, query.kind));
    TAKAN_TRY_LET(others, column(store, *second, query.kind));
    // Counted by distinct values first: there are few of them.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> counted;
    for (std::size_t at = 0; at < mask.size(); ++at)
        if (mask[at]) ++counted[{values->at[at], others->at[at]}];
    const auto parts = all_parts(*first, *values);
    const auto other_parts = all_parts(*second, *others);
    CrossTally tally;
    for (const auto& [pair, count] : counted)
        for (const auto& part : parts[pair.first])
            for (const auto& other_part : other_parts[pair.second])
                tally[{part, other_part}] += count;
    return tally;
}

Result<std::vector<TableRow>> Ledger::rows(const Store& store, std::string_view kind_name,
                                           const std::vector<sync::RecordId>& ids,
                                           const std::vector<std::string>& columns, Language language) {
    const std::string name(kind_name);
    const KindSpec* spec = find_kind(kind_name);
    TAKAN_TRY_LET(records, kind(store, name));
    TAKAN_TRY_LET(found, store.rows(ids));
    std::map<std::string, std::string> titles; // of what is named, read once
    std::vector<TableRow> rows;
    for (Row& row : found) {
        const auto at = records->find(row.id);
        TAKAN_TRY_LET(record, store.get(row.id));
        if (!record || !at) continue;
        TableRow line;
        line.row = std::move(row);
        TAKAN_TRY(name_target(store, *record, line));
        for (const auto& column_name : columns) {
            TAKAN_TRY_LET(shown, needed_column(kind_name, column_name));
            const FieldSpec* field = spec == nullptr ? nullptr : find_field_spec(*spec, column_name);
            const bool own = shown->ways.empty() && field != nullptr;
            std::string value;
            if (own) {
                value = cell_value(*record, *field);
            } else {
                TAKAN_TRY_LET(values, column(store, *shown, name));
                value = values->value(values->at[*at]);
            }
            if (shown->type == FieldType::reference && !titles.contains(value)) {
                TAKAN_TRY_LET(words, title(store, value));
                titles.emplace(value, std::move(words));
            }
            line.cells.push_back(shown->type == FieldType::reference ? titles[value]
                                                                     : cell_text(*shown, value, language));
            line.values.push_back(value);
            const sync::Field* written = own ? sync::find_field(*record, column_name) : nullptr;
            line.contested.push_back(written != nullptr && sync::is_contested(column_name, *written));
        }
        rows.push_back(std::move(line));
    }
    return rows;
}

Result<std::vector<TextRow>> Ledger::text_rows(const Store& store, const CopyTable& wish, Language language) {
    std::vector<TextRow> text(1);
    for (const auto& name : wish.columns)
        text.front().push_back(column_text(wish.kind, name, language));
    TAKAN_TRY_LET(found, rows(store, wish.kind, wish.ids, wish.columns, language));
    for (auto& row : found)
        text.push_back(std::move(row.cells));
    return text;
}

Status Ledger::offer_values(const Store& store, const TableWish& wish, Language language, TableAnswer& out) {
    TAKAN_TRY_LET(spec, needed_column(wish.query.kind, wish.values_of));
    TAKAN_TRY_LET(mask, passing(store, wish.query, wish.columns, wish.values_of, language));
    TAKAN_TRY_LET(values, column(store, *spec, wish.query.kind));
    std::vector<std::size_t> counts(values->distinct());
    for (std::size_t at = 0; at < mask.size(); ++at)
        if (mask[at]) ++counts[values->at[at]];
    Tally counted;
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
        if (counts[number] == 0 || values->value(number).empty()) continue;
        for (const std::string_view part : sync::split(values->value(number), '\n'))
            counted[std::string(part)] += counts[number];
    }
    for (const auto& [value, count] : counted)
        out.values.push_back({value, {}, count});
    const Vocabulary* vocabulary = spec->vocabulary.empty() ? nullptr : find_vocabulary(spec->vocabulary);
    const auto place = [&](const std::string& code) {
        const Term* term = find_term(*vocabulary, code);
        return term == nullptr ? vocabulary->terms.data() + vocabulary->terms.size() : term;
    };
    std::stable_sort(out.values.begin(), out.values.end(), [&](const TableValue& a, const TableValue& b) {
        return vocabulary != nullptr ? place(a.value) < place(b.value) : a.count > b.count;
    });
    if (out.values.size() > most_values) out.values.resize(most_values);
    for (TableValue& one : out.values) {
        if (spec->type == FieldType::reference) {
            TAKAN_TRY_LET(words, title(store, one.value));
            one.words = std::move(words);
        } else {
            one.words = cell_text(*spec, one.value, language);
        }
    }
    return {};
}

Result<std::shared_ptr<const TableAnswer>> Ledger::answer(const Store& store, const TableWish& wish,
                                                          Language language) {
    if (wish.query.kind.empty()) return std::shared_ptr<const TableAnswer>();
    const bool same_words = wish.query.words.empty() || m_columns == wish.columns;
    if (!m_ids || !(m_query == wish.query) || !same_words || m_language != language) {
        TAKAN_TRY_LET(ids, matching(store, wish.query, wish.columns, language));
        m_ids = std::make_shared<const std::vector<sync::RecordId>>(std::move(ids));
        m_query = wish.query;
        m_columns = wish.columns;
        m_language = language;
    }
    auto out = std::make_shared<TableAnswer>();
    out->wish = wish;
    out->ids = m_ids;
    Filter of_kind;
    of_kind.kind = wish.query.kind;
    TAKAN_TRY_LET(all, store.count(of_kind));
    out->all = all;
    const std::size_t from = std::min(wish.offset, m_ids->size());
    const std::size_t to = std::min(m_ids->size(), from + wish.limit);
    const std::vector<sync::RecordId> window(m_ids->begin() + static_cast<std::ptrdiff_t>(from),
                                             m_ids->begin() + static_cast<std::ptrdiff_t>(to));
    TAKAN_TRY_LET(shown, rows(store, wish.query.kind, window, wish.columns, language));
    out->rows = std::move(shown);
    if (!wish.values_of.empty()) TAKAN_TRY(offer_values(store, wish, language, *out));
    return std::shared_ptr<const TableAnswer>(std::move(out));
}

} // namespace takan::app
