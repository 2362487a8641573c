#include "tests/bench/records.hpp"

#include <string>
#include <utility>

namespace takan::bench {
namespace {

constexpr sync::Instant first_day{1711094400000}; // 2024-03-22T08:00Z
constexpr std::size_t records_a_day = 270;
constexpr std::size_t greatest_days = 3000; // that go back from the first
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
        const auto day = static_cast<std::int64_t>(i / records_a_day % greatest_days);
        const auto minute = static_cast<std::int64_t>(i % records_a_day);
        records.push_back(make_finding(device, {first_day.ms - day * day_ms + minute * 60'000}, i));
    }
    return records;
}

} // namespace takan::bench
