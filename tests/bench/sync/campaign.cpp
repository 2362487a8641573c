#include "tests/bench/sync/campaign.hpp"

#include "app/cli/laptop_work.hpp"
#include "app/desk/sync_room.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/records.hpp"

namespace takan::bench {

Campaign::Campaign(std::size_t laptops, std::size_t records) {
    for (std::size_t i = 0; i < laptops; ++i) {
        const auto folder = m_scratch / ("laptop" + std::to_string(i));
        const std::string name = "监察员" + std::to_string(i);
        need(sync::create_laptop(folder, name, team().string(), name));
        m_folders.push_back(folder);
        if (i > 0) {
            need(sync::ask_team(folder, sync::system_clock()()));
            auto leader = open(0);
            need(app::admit_device(leader, open(i).identity.device, "inspector"));
            sync(0);
            m_first_receiving = seconds([&] { sync(i); });
            continue;
        }
        need(sync::found_team(folder, "leader", sync::system_clock()()));
        auto leader = open(0);
        m_records = make_findings(leader.identity.device, records);
        need(leader.store.add(m_records));
        m_first_push = seconds([&] { sync(0); });
    }
    for (std::size_t i = 0; i < laptops; ++i)
        sync(i);
}

app::Workspace Campaign::open(std::size_t laptop) const {
    return need(app::Workspace::open(m_folders[laptop], sync::system_clock()));
}

void Campaign::sync(std::size_t laptop) const {
    auto workspace = open(laptop);
    need(app::cli::synchronise(workspace, {}, {}, {}));
}

std::vector<sync::Record> Campaign::edit(std::size_t laptop, std::size_t first, std::size_t count,
                                         const std::string& text) {
    auto workspace = open(laptop);
    const auto device = workspace.identity.device;
    std::vector<sync::Record> changed;
    std::vector<sync::RecordId> ids;
    for (std::size_t i = 0; i < count; ++i)
        ids.push_back(m_records[(first + i) % m_records.size()].id);
    need(workspace.store.change(ids, [&](sync::Record& record) -> sync::Status {
        sync::write(record, "measure", text, device, workspace.clock());
        changed.push_back(record);
        return {};
    }));
    return changed;
}

} // namespace takan::bench
