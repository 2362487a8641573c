#include "app/views/table_selection.hpp"

#include <algorithm>

namespace takan::app {

RowSelection::Ids RowSelection::in_order(const Ids& ids) const {
    Ids chosen;
    for (const auto& id : ids)
        if (has(id)) chosen.push_back(id);
    return chosen;
}

void RowSelection::press(const Ids& ids, int row, bool ctrl, bool shift) {
    if (row < 0 || row >= static_cast<int>(ids.size())) return;
    const sync::RecordId& id = ids[static_cast<std::size_t>(row)];
    if (!ctrl) m_chosen.clear();
    if (!shift) {
        m_anchor = id;
        if (ctrl && m_chosen.erase(id) > 0) return;
        m_chosen.insert(id);
        return;
    }
    const auto anchor = std::find(ids.begin(), ids.end(), m_anchor);
    const auto from = anchor == ids.end() ? 0 : anchor - ids.begin();
    const auto [first, last] = std::minmax({static_cast<std::ptrdiff_t>(from), static_cast<std::ptrdiff_t>(row)});
    m_chosen.insert(ids.begin() + first, ids.begin() + last + 1);
}

void RowSelection::all(const Ids& ids) {
    m_chosen.insert(ids.begin(), ids.end());
}

void RowSelection::clear() {
    m_chosen.clear();
    m_anchor = {};
}

void RowSelection::keep(const Ids& ids) {
    if (m_chosen.empty()) return;
    const Ids kept = in_order(ids);
    m_chosen.clear();
    m_chosen.insert(kept.begin(), kept.end());
}

} // namespace takan::app
