#include "tests/app/views/sample_table.hpp"

#include "sync/record/deletion.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <stdexcept>

namespace takan::test {

void with_store(const Records& records, const std::map<sync::RecordId, std::string>& deleted,
                const std::function<void(const app::Store&)>& ask) {
    const Scratch folder;
    auto opened = app::Store::open(folder.path());
    app::Store store = std::move(*opened);
    std::vector<sync::Record> all;
    for (const auto& [id, record] : records) {
        all.push_back(record);
        // The sample contests fields by hand; a record of the store has seen what it holds.
        for (const auto& [name, field] : record.fields)
            for (const auto& [edit, value] : field) {
                auto& newest = all.back().seen[edit.device];
                newest = std::max(newest, edit.time);
            }
        if (!deleted.contains(id)) continue;
        all.back().fields.erase("deleted");
        sync::erase(all.back(), deleted.at(id), record.seen.begin()->first, record.seen.begin()->second);
    }
    if (const auto added = store.add(all); !added) throw std::runtime_error(sync::describe(added.error()));
    ask(store);
}

} // namespace takan::test
