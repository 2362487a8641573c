#include "tests/sync/exchange/long_walk_model.hpp"

#include <utility>

namespace takan::test {

using namespace takan::sync;

std::string Model::name_of(const Value& value) {
    if (const auto* text = value.text()) return *text;
    if (const auto* items = value.array()) return items->empty() ? std::string() : name_of(items->front());
    return "null";
}

std::set<std::string> Model::names_in(const MemoryShelf& shelf, const RecordId& id, const std::string& field) {
    std::set<std::string> names;
    const Record* record = shelf.find(id);
    const Field* values = record == nullptr ? nullptr : find_field(*record, field);
    if (values == nullptr) return names;
    for (const auto& [edit, value] : *values)
        names.insert(name_of(value));
    return names;
}

void Model::wrote(const std::filesystem::path& laptop, const RecordId& id, const std::string& field,
                  const std::string& name, std::set<std::string> replaced) {
    m_writes.push_back({laptop, id, field, name, std::move(replaced)});
}

void Model::backed_up(const std::filesystem::path& laptop) {
    for (auto& write : m_writes)
        if (write.laptop == laptop && !write.may_be_lost) write.is_in_backup = true;
}

void Model::put_back(const std::filesystem::path& laptop) {
    for (auto& write : m_writes)
        if (write.laptop == laptop && !write.is_in_backup) write.may_be_lost = true;
}

std::vector<RecordId> Model::records_on(const MemoryShelf& shelf) const {
    std::vector<RecordId> ids;
    for (const auto& write : m_writes)
        if (write.field == "text" && write.replaced.empty() && shelf.find(write.id) != nullptr) ids.push_back(write.id);
    return ids;
}

bool Model::lives_on(const MemoryShelf& shelf, std::size_t number) const {
    const Write& write = m_writes[number];
    if (names_in(shelf, write.id, write.field).contains(write.name)) return true;
    for (std::size_t later = number + 1; later < m_writes.size(); ++later) {
        const Write& other = m_writes[later];
        const bool replaces = other.id == write.id && other.field == write.field && other.replaced.contains(write.name);
        if (replaces && lives_on(shelf, later)) return true;
    }
    return false;
}

std::vector<std::string> Model::faults(const MemoryShelf& shelf, bool may_return) const {
    std::vector<std::string> found;
    std::set<std::pair<RecordId, std::string>> fields;
    for (std::size_t number = 0; number < m_writes.size(); ++number) {
        const Write& write = m_writes[number];
        fields.insert({write.id, write.field});
        if (!write.may_be_lost && !lives_on(shelf, number))
            found.push_back("lost: " + write.name + " in " + write.field + " of " + write.id.text());
        if (may_return || write.name == "null") continue;
        for (const auto& name : write.replaced)
            if (name != "null" && names_in(shelf, write.id, write.field).contains(name))
                found.push_back("back again: " + name + ", which " + write.name + " replaced");
    }
    for (const auto& [id, field] : fields) {
        std::set<std::string> written;
        for (const auto& write : m_writes)
            if (write.id == id && write.field == field) written.insert(write.name);
        for (const auto& name : names_in(shelf, id, field))
            if (!written.contains(name)) found.push_back("nobody wrote " + name + " in " + field);
    }
    return found;
}

} // namespace takan::test
