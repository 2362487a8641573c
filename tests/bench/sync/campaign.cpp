#include "tests/bench/sync/campaign.hpp"

#include "app/cli/laptop_work.hpp"
#include "app/desk/sync_room.hpp"
#include "tests/bench/measure.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

namespace takan::bench {
namespace {

constexpr sync::Instant first_day{1711094400000}; // 2024-03-22T08:00Z
constexpr std::size_t records_a_day = 270;
constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

} // namespace

sync::Record make_finding(sync::DeviceId device, sync::Instant now, std::size_t number) {
    sync::Record record;
    record.id = sync::RecordId::random(now);
    record.kind = "finding";
    const std::string n = std::to_string(number);
    const std::pair<const char*, sync::Value> fields[] = {
        {"title", "喷漆房活性炭未按期更换 " + n},
        {"description", "现场检查时，喷漆房活性炭更换台账缺失，在线监测数据异常，企业负责人称设备检修。编号 " + n},
        {"category", "AIR"},
        {"severity", number % 3 == 0 ? "serious" : "moderate"},
        {"basis", "《中华人民共和国大气污染防治法》第四十五条"},
        {"measure", "责令改正，限期五日内提交更换记录"},
    };
    for (const auto& [name, value] : fields)
        sync::write(record, name, value, device, now);
    return record;
}

std::vector<sync::Record> make_findings(sync::DeviceId device, std::size_t count) {
    std::vector<sync::Record> records;
    records.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto day = static_cast<std::int64_t>(i / records_a_day % 3000);
        const auto minute = static_cast<std::int64_t>(i % records_a_day);
        records.push_back(make_finding(device, {first_day.ms - day * day_ms + minute * 60'000}, i));
    }
    return records;
}

Used run(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const auto& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    Used used;
    used.seconds = seconds([&] {
        pid_t child = 0;
        int status = 1;
        struct rusage usage {};
        const int failed = ::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
        if (failed == 0) ::wait4(child, &status, 0, &usage);
        used.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
        if (failed != 0 || status != 0) need(sync::fail(sync::ErrorKind::broken, "a program failed", words[0]));
    });
    posix_spawn_file_actions_destroy(&actions);
    return used;
}

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
            sync(i);
            continue;
        }
        need(sync::found_team(folder, "leader", sync::system_clock()()));
        auto leader = open(0);
        m_records = make_findings(leader.identity.device, records);
        need(leader.store.add(m_records));
        sync(0);
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
