// Search: first what has every word in its title, then what has them anywhere; within each the newest first.

#include "app/store/record_table.hpp"
#include "app/store/state.hpp"

#include <algorithm>
#include <set>

namespace takan::app {
namespace {

// Numbers of records, the newest rows of the index first: a search for a common word must not read all its places.
Status find_numbers(const Connection& db, const std::string& expression, std::size_t limit,
                    std::vector<std::int64_t>& numbers) {
    TAKAN_TRY_LET(statement,
                  Statement::prepare(db, "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"));
    TAKAN_TRY(statement.bind(expression, limit));
    return statement.each([&](const Statement& row) -> Status {
        if (std::find(numbers.begin(), numbers.end(), row.number(0)) == numbers.end()) numbers.push_back(row.number(0));
        return {};
    });
}

// The field that holds most of the words, and the first word's place in it.
void explain(Hit& hit, const sync::Record& record, const std::vector<Word>& words) {
    std::size_t best = 0;
    for (const auto& searched : searched_texts(record)) {
        std::size_t held = 0;
        std::optional<Span> place;
        for (const auto& word : words) {
            const auto span = find_word(searched.text, word);
            if (!span) continue;
            ++held;
            if (!place) place = span;
        }
        if (held <= best) continue;
        best = held;
        hit.field = searched.field;
        hit.excerpt = excerpt_of(searched.text, *place);
    }
}

Result<std::optional<Hit>> hit_of(Statement& statement, std::int64_t number, const std::vector<Word>& words) {
    TAKAN_TRY(statement.bind(number));
    TAKAN_TRY_LET(found, statement.step());
    if (!found) return std::optional<Hit>{};
    Hit hit;
    TAKAN_TRY_LET(row, read_row(statement));
    hit.row = std::move(row);
    TAKAN_TRY_LET(record, read_body(hit.row.id, statement.text(row_width)));
    explain(hit, record, words);
    return std::optional(std::move(hit));
}

void sort_newest_first(std::vector<Hit>::iterator begin, std::vector<Hit>::iterator end) {
    std::stable_sort(begin, end, [](const Hit& a, const Hit& b) { return a.row.sort_key > b.row.sort_key; });
}

} // namespace

Result<std::vector<Hit>> Store::search(std::string_view text, std::string_view kind, std::size_t limit) const {
    std::vector<Hit> hits;
    const auto words = searched_words(text);
    if (words.empty() || limit == 0 || (!kind.empty() && !sync::is_kind(kind))) return hits;
    const std::string of_kind = kind.empty() ? "" : "{kind} : \"" + std::string(kind) + "\" AND ";
    TAKAN_TRY_LET(transaction, Transaction::read(m_state->db));
    std::vector<std::int64_t> numbers;
    TAKAN_TRY(
        find_numbers(m_state->db, of_kind + match_expression(words, "title_units", "title_pairs"), limit, numbers));
    const std::size_t in_title = numbers.size();
    if (in_title < limit) {
        TAKAN_TRY(find_numbers(m_state->db, of_kind + match_expression(words, "title_units units", "title_pairs pairs"),
                               limit, numbers));
    }
    numbers.resize(std::min(numbers.size(), limit));
    const std::string sql = "SELECT " + std::string(row_columns) + ", r.body FROM record r WHERE r.number = ?";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    std::size_t first = 0;
    for (std::size_t at = 0; at < numbers.size(); ++at) {
        TAKAN_TRY_LET(hit, hit_of(statement, numbers[at], words));
        if (hit) hits.push_back(std::move(*hit));
        if (at < in_title) first = hits.size();
    }
    sort_newest_first(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(first));
    sort_newest_first(hits.begin() + static_cast<std::ptrdiff_t>(first), hits.end());
    return hits;
}

} // namespace takan::app
