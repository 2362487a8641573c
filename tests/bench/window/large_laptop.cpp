#include "tests/bench/window/large_laptop.hpp"

#include "app/desk/workspace.hpp"
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace takan::bench {
namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
constexpr std::size_t findings_of_a_visit = 20;
constexpr std::size_t visits_of_a_site = 8;
constexpr int days = 60; // of the campaign, until now

const sync::DeviceId inspector = *sync::DeviceId::parse("zhou01"); // another's laptop: its edits are news

using Fields = std::vector<std::pair<const char*, sync::Value>>;

class Campaign {
public:
    explicit Campaign(sync::DeviceId device) : m_device(device) {}

    std::vector<sync::Record> take() && { return std::move(m_records); }

    void add_visit(std::size_t findings, std::size_t photos) {
        const sync::Instant when = moment();
        if (m_visits++ % visits_of_a_site == 0) m_site = add("site", when, site_fields());
        const auto visit = add("visit", when,
                               {{"site", m_site.text()},
                                {"started_at", sync::to_text(when)},
                                {"mode", "open"},
                                {"state", "done"},
                                {"inspectors", sync::Value::Array{"周敏", "李建国"}},
                                {"narrative", prose(8)}});
        sync::RecordId finding = visit;
        for (std::size_t i = 0; i < findings; ++i)
            finding = add("finding", when,
                          {{"visit", visit.text()},
                           {"site", m_site.text()},
                           {"title", prose(2)},
                           {"description", prose(10)},
                           {"category", "AIR"},
                           {"severity", below(3) == 0 ? "serious" : "moderate"},
                           {"due", sync::to_text(when).substr(0, 10)}});
        for (std::size_t i = 0; i < photos; ++i)
            add("photo", when,
                {{"visit", visit.text()},
                 {"finding", finding.text()},
                 {"caption", prose(2)},
                 {"name", "IMG_" + std::to_string(m_records.size()) + ".jpg"},
                 {"taken_at", sync::to_text(when)},
                 {"sha256", std::string(56, 'a') + std::to_string(10'000'000 + m_records.size())}});
    }

private:
    std::size_t below(std::size_t count) { return m_random() % count; }
    sync::Instant moment() {
        return {sync::system_clock()().ms - static_cast<std::int64_t>(below(days)) * day_ms -
                static_cast<std::int64_t>(below(day_ms))};
    }
    Fields site_fields() {
        return {{"name", "临江印染" + std::to_string(m_visits) + "厂"},
                {"division", "430602"},
                {"lat", "29." + std::to_string(100'000 + below(800'000))},
                {"lon", "113." + std::to_string(100'000 + below(800'000))}};
    }
    std::string prose(std::size_t phrases) {
        static const char* const all[] = {"喷漆房活性炭", "更换记录缺失",   "废水处理站", "在线监测数据异常",
                                          "雨污未分流",   "危险废物",       "标识不规范", "台账不全",
                                          "排放口超标",   "噪声扰民",       "现场检查时", "整改方案",
                                          "未落实",       "渣土堆场未覆盖", "夜间施工"};
        std::string text;
        for (std::size_t i = 0; i < phrases; ++i)
            text += all[below(std::size(all))] + std::string(i % 3 == 2 ? "，" : "");
        return text + std::to_string(below(1000)) + "。";
    }
    sync::RecordId add(const char* kind, sync::Instant when, const Fields& fields) {
        sync::Record record;
        record.id = sync::RecordId::random(when);
        record.kind = kind;
        for (const auto& [name, value] : fields)
            sync::write(record, name, value, m_device, when);
        m_records.push_back(std::move(record));
        return m_records.back().id;
    }

    sync::DeviceId m_device;
    std::mt19937_64 m_random{42};
    std::vector<sync::Record> m_records;
    std::size_t m_visits = 0;
    sync::RecordId m_site;
};

// As after a sync: nothing waits, and the leader has looked at all but the last days.
void settle(app::Store& store, const std::vector<sync::Record>& records) {
    std::vector<std::pair<sync::RecordId, std::uint64_t>> states;
    for (const auto& one : need(store.changed()))
        states.emplace_back(one.id, one.version);
    sync::git::Oid commit;
    commit.bytes.fill(1);
    need(store.committed(states, commit));
    const auto now = sync::system_clock()();
    std::vector<sync::RecordId> seen;
    for (const auto& record : records)
        if (record.id.created().ms < now.ms - 2 * day_ms) seen.push_back(record.id);
    need(store.look(seen, now));
}

} // namespace

void fill_laptop(const std::filesystem::path& folder, std::size_t records, std::size_t photos) {
    need(sync::create_laptop(folder, "刘卫东", (folder / "team.git").string(), "组长"));
    need(sync::found_team(folder, "leader", sync::system_clock()()));
    auto workspace = need(app::Workspace::open(folder, sync::system_clock()));
    Campaign campaign(inspector);
    const std::size_t visits = std::max<std::size_t>((records - photos) / (findings_of_a_visit + 1), 1);
    for (std::size_t i = 0; i < visits; ++i)
        campaign.add_visit(findings_of_a_visit, photos * (i + 1) / visits - photos * i / visits);
    const auto all = std::move(campaign).take();
    need(workspace.store.add(all));
    settle(workspace.store, all);
}

} // namespace takan::bench
