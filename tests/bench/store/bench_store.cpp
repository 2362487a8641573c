// Times the store with 100,000 records: bench_store [RECORDS]. Beside the time of adding stands that of plain SQLite
// inserting the same bytes into a table with a key, as the machine's own measure.

#include "app/store/store.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "tests/support/scratch.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

using namespace takan;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Ends the program: a measurement of something that failed says nothing.
template <class T>
T need(sync::Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", sync::describe(result.error()).c_str());
    std::exit(1);
}
void need(sync::Status status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", sync::describe(status.error()).c_str());
    std::exit(1);
}

template <class Work>
void report(const char* what, int turns, Work work) {
    std::vector<double> times;
    for (int turn = 0; turn < turns; ++turn) {
        const auto start = Clock::now();
        work();
        times.push_back(ms_since(start));
    }
    std::sort(times.begin(), times.end());
    std::printf("%-44s median %9.3f ms   worst %9.3f ms\n", what, times[times.size() / 2], times.back());
    std::fflush(stdout);
}

// Inspection prose: common phrases drawn at random, so that common words have tens of thousands of matches.
class Prose {
public:
    std::string sentence(std::size_t phrases) {
        static const char* all[] = {
            "喷漆房活性炭",     "更换记录缺失", "废水处理站", "在线监测数据", "异常",     "厂区",
            "雨污未分流",       "危险废物",     "贮存间",     "标识不规范",   "台账不全", "锅炉房",
            "烟气二氧化硫浓度", "超标",         "排放口",     "未按要求",     "公示",     "现场检查时",
            "企业负责人称",     "设备检修",     "COD",        "PM2.5",        "氨氮",     "扬尘",
            "渣土堆场未覆盖",   "噪声扰民",     "夜间施工",   "群众反映",     "整改方案", "未落实"};
        std::string text;
        for (std::size_t at = 0; at < phrases; ++at) {
            text += all[m_engine() % std::size(all)];
            if (m_engine() % 4 == 0) text += "，";
            if (m_engine() % 16 == 0) text += std::to_string(m_engine() % 1000);
            // Rarer characters, so that the index has as many different pairs as real texts give it.
            if (m_engine() % 4 == 0) sync::append_utf8(text, static_cast<char32_t>(0x4e00 + m_engine() % 3000));
        }
        return text + "。";
    }
    std::size_t below(std::size_t count) { return m_engine() % count; }

private:
    std::mt19937_64 m_engine{42};
};

sync::Record make_record(Prose& prose, std::size_t number, const std::string& visit) {
    static const char* severities[] = {"major", "serious", "moderate", "minor"};
    sync::Record record;
    const sync::Instant when{1711094400000 + static_cast<std::int64_t>(number) * 1000};
    const auto device = *sync::DeviceId::parse("k2m9qd");
    record.id = sync::RecordId::random(when);
    record.kind = number % 5 == 0 ? "finding" : "photo";
    const auto set = [&](const char* field, sync::Value value) {
        sync::write(record, field, std::move(value), device, when);
    };
    set("visit", visit);
    if (record.kind == "finding") {
        set("title", prose.sentence(3));
        set("description", prose.sentence(12));
        set("severity", severities[prose.below(4)]);
        set("found_at", sync::to_text(when));
        set("types.AIR", prose.below(2) == 0);
    } else {
        set("caption", prose.sentence(3));
        set("name", "IMG_" + std::to_string(20240000 + number) + ".jpg");
        set("taken_at", sync::to_text(when));
        set("sha256", std::string(56, 'a') + std::to_string(10000000 + number));
        set("proves", prose.sentence(5));
    }
    return record;
}

std::vector<sync::Record> make_records(std::size_t count) {
    Prose prose;
    std::vector<sync::Record> records;
    std::string visit;
    for (std::size_t at = 0; at < count; ++at) {
        if (at % 60 == 0) visit = sync::RecordId::random({1711094400000}).text();
        records.push_back(make_record(prose, at, visit));
    }
    return records;
}

// The floor: the same bytes, one table, one key, one transaction, as durable as the store.
void insert_plainly(const std::filesystem::path& file, const std::vector<sync::Record>& records) {
    sqlite3* db = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_open(file.c_str(), &db);
    sqlite3_exec(db,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN;"
                 "CREATE TABLE record(id BLOB PRIMARY KEY, body TEXT NOT NULL)",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO record VALUES(?, ?)", -1, &insert, nullptr);
    for (const auto& record : records) {
        const std::string body = sync::canonical(record);
        sqlite3_bind_blob(insert, 1, record.id.bytes().data(), 16, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(db);
}

void measure_lists(const app::Store& store) {
    app::Filter photos;
    photos.kind = "photo";
    report("first page of 200", 20, [&] { need(store.list(photos)); });
    app::Filter last = photos;
    last.offset = need(store.count(photos)) - 200;
    report("last page of 200", 20, [&] { need(store.list(last)); });
    app::Filter titles = photos;
    titles.order = app::Order::title;
    report("first page by title", 20, [&] { need(store.list(titles)); });
    report("first page of all kinds", 20, [&] { need(store.list({})); });
    app::Filter serious;
    serious.kind = "finding";
    serious.field = "severity";
    serious.value = "serious";
    report("first page of a severity", 20, [&] { need(store.list(serious)); });
    report("count of a severity", 20, [&] { need(store.count(serious)); });
    app::Filter contested;
    contested.only_contested = true;
    report("contested ones", 20, [&] { need(store.list(contested)); });
    report("count of a kind", 20, [&] { need(store.count(photos)); });
    report("counts", 20, [&] { need(store.counts()); });
    report("tally of severities", 20, [&] { need(store.tally("finding", "severity")); });
    report("unseen, first 200", 20, [&] { need(store.unseen({"visit", "finding", "photo", "site"}, 200)); });
}

void measure_search(const app::Store& store) {
    for (const char* word : {"炭", "超标", "活性炭", "喷漆房活性炭", "超标 锅炉房", "cod超标", "pm2.5", "c", "IMG_2024",
                             "鐵路", "炭 的 房 水"}) {
        const auto what =
            "search " + std::string(word) + " (" + std::to_string(need(store.search(word, "", 200)).size()) + ")";
        report(what.c_str(), 20, [&] { need(store.search(word, "", 200)); });
    }
    report("search 超标 among findings", 20, [&] { need(store.search("超标", "finding", 200)); });
}

void measure_changes(app::Store& store, const std::vector<sync::Record>& records) {
    const auto device = *sync::DeviceId::parse("k2m9qd");
    std::size_t turn = 0;
    report("change one field of one record", 50, [&] {
        const auto& id = records[turn++ * 997 % records.size()].id;
        need(store.change(id, [&](sync::Record& record) -> sync::Status {
            sync::write(record, "caption", "改了的说明" + std::to_string(turn), device, {1711194400000});
            return {};
        }));
    });
    std::vector<std::pair<sync::RecordId, std::uint64_t>> states;
    report("changed, all of them", 1, [&] {
        for (const auto& one : need(store.changed()))
            states.emplace_back(one.id, one.version);
    });
    sync::git::Oid commit;
    commit.bytes.fill(1);
    report("committed, all of them", 1, [&] { need(store.committed(states, commit)); });
    std::vector<sync::Record> news;
    for (std::size_t at = 0; at < records.size(); at += records.size() / 1000) {
        news.push_back(need(store.get(records[at].id)).value());
        sync::write(news.back(), "place", "东门", *sync::DeviceId::parse("r7f3xa"), {1711294400000});
    }
    report("take in 1000 changed records", 1, [&] { need(store.take_in(commit, news, {}, {1711294400000})); });
    report("take in 1000 records that are the same", 5,
           [&] { need(store.take_in(commit, news, {}, {1711294400000})); });
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t count = argc > 1 ? static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10)) : 100000;
    const test::Scratch scratch;
    const auto records = make_records(count);
    std::printf("%zu records, the first of %zu bytes\n", count, sync::canonical(records.front()).size());
    report("plain SQLite inserts", 1, [&] { insert_plainly(scratch / "plain.db", records); });
    {
        auto store = need(app::Store::open(scratch.path()));
        report("add all in one transaction", 1, [&] { need(store.add(records)); });
    }
    std::printf("plain file %zu KB, store %zu KB\n",
                static_cast<std::size_t>(std::filesystem::file_size(scratch / "plain.db") / 1024),
                static_cast<std::size_t>(std::filesystem::file_size(scratch / "takan.db") / 1024));
    report("open", 5, [&] { need(app::Store::open(scratch.path())); });
    auto store = need(app::Store::open(scratch.path()));
    measure_lists(store);
    measure_search(store);
    measure_changes(store, records);
    report("check", 1, [&] { need(store.check()); });
    return 0;
}
