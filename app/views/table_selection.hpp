#pragma once
// RowSelection: which records of a table are selected, by clicks and keys as every spreadsheet has them.

#include "sync/base/ids.hpp"

#include <unordered_set>
#include <vector>

namespace takan::app {

class RowSelection {
public:
    using Ids = std::vector<sync::RecordId>; // of all rows, in their order

    bool has(const sync::RecordId& id) const { return m_chosen.contains(id); }
    std::size_t size() const { return m_chosen.size(); }
    Ids in_order(const Ids& ids) const; // those that stand in the table

    // A press on a row: alone, turned by Ctrl, up to it from the last press by Shift.
    void press(const Ids& ids, int row, bool ctrl, bool shift);
    // The keys have moved to a row: it alone, or up to it with Shift.
    void move_to(const Ids& ids, int row, bool shift) { press(ids, row, false, shift); }
    void all(const Ids& ids);
    void clear();
    // The table shows other rows now: what is not among them is selected no longer.
    void keep(const Ids& ids);

private:
    std::unordered_set<sync::RecordId> m_chosen;
    sync::RecordId m_anchor; // where Shift begins; nil: at the first row
};

} // namespace takan::app
