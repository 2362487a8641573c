#include "tests/app/views/sample_table.hpp"

#include "sync/record/deletion.hpp"
#include "tests/support/scratch.hpp"

namespace takan::test {

void with_store(const Records& records, const std::map<sync::RecordId, std::string>& deleted,
                const std::function<void(const app::Store&)>& ask) {
    const Scratch folder;
    auto store = app::Store::open(folder.path()).value();
    std::vector<sync::Record> all;
    for (const auto& [id, record] : records) {
        all.push_back(record);
        if (!deleted.contains(id)) continue;
        all.back().fields.erase("deleted");
        sync::erase(all.back(), deleted.at(id), record.seen.begin()->first, record.seen.begin()->second);
    }
    static_cast<void>(store.add(all));
    ask(store);
}

} // namespace takan::test
