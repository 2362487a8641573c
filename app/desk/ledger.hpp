#pragma once
// Ledger: answers what tables and counts ask about all records of a kind, from columns that are kept between answers:
// after a change only the changed records are read again.

#include "app/desk/command.hpp"
#include "app/desk/kind_columns.hpp"
#include "app/domain/table_answer.hpp"
#include "app/domain/table_text.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace takan::app {

class Ledger {
public:
    void forget();                                                             // anything may have changed
    Status forget(const Store& store, const std::vector<sync::RecordId>& ids); // these records have changed

    // Null for a wish without a kind. Errors of the store.
    Result<std::shared_ptr<const TableAnswer>> answer(const Store& store, const TableWish& wish, Language language);

    // Ids of the records that match, in the order asked for. `columns`: where the query's words are looked for.
    Result<std::vector<sync::RecordId>> matching(const Store& store, const TableQuery& query,
                                                 const std::vector<std::string>& columns, Language language);
    Result<std::size_t> count(const Store& store, const TableQuery& query, Language language);
    // How many records that match have each value of a column; a record with several counts under each of them, one
    // without any under "". Moments count by their day.
    using Tally = std::map<std::string, std::size_t>;
    Result<Tally> tally(const Store& store, const TableQuery& query, const std::string& column, Language language);
    // The same by two columns at once.
    using CrossTally = std::map<std::pair<std::string, std::string>, std::size_t>;
    Result<CrossTally> tally(const Store& store, const TableQuery& query, const std::string& column,
                             const std::string& other, Language language);

    // The cells of these records as people read them, in their order; records that are not here are left out.
    Result<std::vector<TableRow>> rows(const Store& store, std::string_view kind,
                                       const std::vector<sync::RecordId>& ids, const std::vector<std::string>& columns,
                                       Language language);

    // The words over the columns, and the rows, as they are given to a spreadsheet.
    Result<std::vector<TextRow>> text_rows(const Store& store, const CopyTable& wish, Language language);

private:
    using Mask = std::vector<char>; // by record: whether it passes

    Result<KindColumns*> kind(const Store& store, const std::string& name);
    Result<const ValueColumn*> column(const Store& store, const TableColumn& column, const std::string& kind);
    Result<ValueColumn> borrowed(const Store& store, const TableColumn& column, const std::string& kind);
    Result<std::string> over(const Store& store, const std::string& kind, std::uint32_t at,
                             const std::vector<std::string>& way);
    // The words of each distinct value of a column.
    Result<std::vector<std::string>> words(const Store& store, const TableColumn& column, const ValueColumn& values,
                                           Language language);
    Result<std::string> title(const Store& store, const std::string& id);

    Status narrow(const Store& store, const std::string& kind, const TableFilter& filter, Language language,
                  Mask& mask);
    Status narrow_to_words(const Store& store, const TableQuery& query, const std::vector<std::string>& columns,
                           Language language, Mask& mask);
    // Without the filters on `apart`.
    Result<Mask> passing(const Store& store, const TableQuery& query, const std::vector<std::string>& columns,
                         std::string_view apart, Language language);
    Result<std::vector<std::uint32_t>> ranks(const Store& store, const TableColumn& column, const ValueColumn& values,
                                             Language language);
    Status offer_values(const Store& store, const TableWish& wish, Language language, TableAnswer& out);

    std::map<std::string, KindColumns> m_kinds;
    std::map<std::pair<std::string, std::string>, ValueColumn> m_borrowed; // by kind and column
    // The last table: only its window moves most of the time.
    TableQuery m_query;
    std::vector<std::string> m_columns;
    Language m_language = Language::zh;
    std::shared_ptr<const std::vector<sync::RecordId>> m_ids; // null: to be found anew
};

} // namespace takan::app
