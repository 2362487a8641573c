#include "app/desk/kind_columns.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

constexpr std::array made_columns{title_column, time_column, state_column, changed_column};

void append(std::string& codes, std::string_view code) {
    if (!codes.empty()) codes += '\n';
    codes += code;
}

bool is_reviewed(const KindSpec& kind) {
    return find_field_spec(kind, "review.state") != nullptr;
}

// Codes of the vocabulary record_state, in its order.
std::string state_of(const Row& row, bool reviewed) {
    std::string codes;
    const bool gone = row.deleted && !row.deleted_but_changed;
    if (row.contested > 0) append(codes, "contested");
    if (row.deleted_but_changed) append(codes, "deleted_but_changed");
    if (gone) append(codes, "deleted");
    if (row.review_state == "returned") append(codes, "returned");
    if (reviewed && row.review_state.empty() && !gone) append(codes, "unreviewed");
    if (row.review_state == "approved") append(codes, "approved");
    if (row.unsynced) append(codes, "unsynced");
    return codes;
}

} // namespace

std::uint32_t ValueColumn::number_of(std::string_view value) {
    if (const auto known = m_known.find(value); known != m_known.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(m_values.size());
    m_known.emplace(m_values.emplace_back(value), number);
    return number;
}

std::optional<std::uint32_t> KindColumns::find(const sync::RecordId& id) const {
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id);
    if (found == m_ids.end() || *found != id) return std::nullopt;
    return static_cast<std::uint32_t>(found - m_ids.begin());
}

Status KindColumns::read(const Store& store) {
    std::vector<std::pair<Row, sync::Instant>> rows;
    TAKAN_TRY(store.each(m_kind, [&](Row row, sync::Instant changed) -> Status {
        rows.emplace_back(std::move(row), changed);
        return {};
    }));
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first.id < b.first.id; });
    m_ids.clear();
    m_columns.clear();
    for (const auto& one : rows)
        m_ids.push_back(one.first.id);
    for (const char* name : made_columns)
        m_columns[name].at.resize(m_ids.size());
    for (std::uint32_t at = 0; at < rows.size(); ++at)
        put_row(at, rows[at].first, rows[at].second);
    return {};
}

void KindColumns::put_row(std::uint32_t at, const Row& row, sync::Instant changed) {
    const auto put = [&](const char* name, const std::string& value) {
        ValueColumn& column = m_columns[name];
        column.at[at] = column.number_of(value);
    };
    const KindSpec* kind = find_kind(m_kind);
    put(title_column, row.title);
    put(time_column, row.sort_key);
    put(state_column, state_of(row, kind != nullptr && is_reviewed(*kind)));
    put(changed_column, sync::to_text(changed));
}

Status KindColumns::read_columns(const Store& store, const std::vector<std::string>& names) {
    const KindSpec* kind = find_kind(m_kind);
    std::vector<const FieldSpec*> fields; // that only the records themselves tell
    for (const auto& name : names) {
        const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, name);
        if (spec == nullptr || m_columns.contains(name)) continue;
        if (spec->indexed || spec->type == FieldType::reference)
            TAKAN_TRY(read_indexed(store, *spec));
        else
            fields.push_back(spec);
    }
    return fields.empty() ? Status{} : read_bodies(store, fields);
}

Status KindColumns::read_indexed(const Store& store, const FieldSpec& spec) {
    std::vector<std::string> values(m_ids.size());
    TAKAN_TRY(store.each_entry(m_kind, spec.name, [&](const sync::RecordId& id, std::string value) -> Status {
        if (const auto at = find(id)) append(values[*at], value);
        return {};
    }));
    ValueColumn column;
    column.at.reserve(values.size());
    for (const auto& value : values)
        column.at.push_back(column.number_of(value));
    m_columns.emplace(spec.name, std::move(column));
    return {};
}

Status KindColumns::read_bodies(const Store& store, const std::vector<const FieldSpec*>& fields) {
    std::vector<ValueColumn> columns(fields.size());
    for (auto& column : columns)
        column.at.resize(m_ids.size(), column.number_of(""));
    TAKAN_TRY(store.each_record(m_kind, [&](const sync::Record& record) -> Status {
        const auto at = find(record.id);
        if (!at) return {};
        for (std::size_t i = 0; i < fields.size(); ++i)
            columns[i].at[*at] = columns[i].number_of(cell_value(record, *fields[i]));
        return {};
    }));
    for (std::size_t i = 0; i < fields.size(); ++i)
        m_columns.emplace(fields[i]->name, std::move(columns[i]));
    return {};
}

Status KindColumns::update(const Store& store, const std::vector<sync::RecordId>& ids) {
    const KindSpec* kind = find_kind(m_kind);
    for (const auto& id : ids) {
        TAKAN_TRY_LET(now, store.row_now(id));
        if (!now || now->first.kind != m_kind) continue;
        auto at = find(id);
        if (!at) {
            const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id) - m_ids.begin();
            m_ids.insert(m_ids.begin() + place, id);
            for (auto& [name, column] : m_columns)
                column.at.insert(column.at.begin() + place, column.number_of(""));
            at = static_cast<std::uint32_t>(place);
        }
        put_row(*at, now->first, now->second);
        if (m_columns.size() == made_columns.size() || kind == nullptr) continue;
        TAKAN_TRY_LET(record, store.get(id));
        if (!record) continue;
        for (auto& [name, column] : m_columns)
            if (const FieldSpec* spec = find_field_spec(*kind, name))
                column.at[*at] = column.number_of(cell_value(*record, *spec));
    }
    return {};
}

} // namespace takan::app
