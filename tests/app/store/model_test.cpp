// Random work on a store against a plain map of records.

#include "tests/app/store/store_fixture.hpp"

#include "sync/record/merge.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

using namespace takan;
using namespace takan::test;

namespace {

std::uint64_t first_seed() {
    const char* given = std::getenv("TAKAN_SEED");
    return given == nullptr ? 20240322 : std::strtoull(given, nullptr, 10);
}

class Model {
public:
    explicit Model(std::uint64_t seed) : m_engine(seed) {}

    void step() {
        switch (below(9)) {
        case 0:
        case 1:
            return add();
        case 2:
        case 3:
            return edit();
        case 4:
            return erase_or_restore();
        case 5:
            return take_in();
        case 6:
            return commit_some();
        case 7:
            return look();
        default:
            m_desk.close();
            return m_desk.reopen();
        }
    }

    void compare() {
        CHECK_CLEAN(m_desk.store());
        std::set<sync::RecordId> unsynced;
        for (const auto& one : need(m_desk.store().changed())) {
            unsynced.insert(one.id);
            CHECK(one.bytes == sync::canonical(m_records.at(one.id)));
        }
        CHECK(unsynced == m_unsynced);
        CHECK(need(m_desk.store().counts()).unsynced_records == m_unsynced.size());
        for (const char* kind : {"site", "finding"})
            compare_list(kind);
        for (const auto& [id, record] : m_records)
            CHECK(m_desk.get(id) == record);
        compare_unseen();
        for (const char* word : {"水", "废水", "锅炉房", "pm2.5"})
            compare_search(word);
    }

private:
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_engine() % count); }

    sync::Value value() {
        static const char* texts[] = {"废水直排", "锅炉房 PM2.5 超标", "水", "喷漆房，活性炭", "炉房锅", ""};
        return below(6) == 0 ? sync::Value() : sync::Value(texts[below(std::size(texts))]);
    }
    void write_some(sync::Record& record, sync::DeviceId by) {
        static const char* fields[] = {"name", "title", "description", "severity", "types.AIR", "later.field"};
        const std::string field = fields[below(std::size(fields))];
        if (field == "types.AIR")
            sync::write(record, field, below(2) == 0, by, m_desk.now());
        else
            sync::write(record, field, value(), by, m_desk.now());
    }
    sync::RecordId any() {
        return std::next(m_records.begin(), static_cast<std::ptrdiff_t>(below(m_records.size())))->first;
    }

    void add() {
        auto record = m_desk.record(below(2) == 0 ? "site" : "finding", {{"name", value()}});
        need(m_desk.store().add(record));
        m_unsynced.insert(record.id);
        m_copies.push_back(record);
        m_records.emplace(record.id, std::move(record));
    }
    void change(const sync::RecordId& id, const std::function<void(sync::Record&)>& edit) {
        sync::Record& record = m_records.at(id);
        edit(record);
        need(m_desk.store().change(id, [&](sync::Record& stored) -> sync::Status {
            stored = record;
            return {};
        }));
        m_unsynced.insert(id);
    }
    void edit() {
        if (m_records.empty()) return;
        change(any(), [&](sync::Record& record) { write_some(record, laptop_a); });
    }
    void erase_or_restore() {
        if (m_records.empty()) return;
        change(any(), [&](sync::Record& record) {
            if (below(2) == 0)
                sync::erase(record, "x", laptop_a, m_desk.now());
            else
                sync::restore(record, laptop_a, m_desk.now());
        });
    }
    // Copies of other laptops: old states, written on.
    void take_in() {
        std::vector<sync::Record> news;
        for (std::size_t count = below(4); count > 0 && !m_copies.empty(); --count) {
            auto copy = m_copies[below(m_copies.size())];
            if (below(2) == 0) write_some(copy, laptop_b);
            m_copies.push_back(copy);
            news.push_back(std::move(copy));
        }
        need(m_desk.store().take_in(commit(1), news, {}, m_desk.now()));
        for (const auto& copy : news) {
            sync::Record& record = m_records.at(copy.id);
            record = need(sync::merge(record, copy)).record;
            if (record == copy)
                m_unsynced.erase(copy.id);
            else
                m_unsynced.insert(copy.id);
        }
    }
    void commit_some() {
        std::vector<std::pair<sync::RecordId, std::uint64_t>> states;
        for (const auto& one : need(m_desk.store().changed())) {
            if (below(2) == 0) continue;
            states.emplace_back(one.id, one.version);
            m_unsynced.erase(one.id);
            m_copies.push_back(m_records.at(one.id));
        }
        need(m_desk.store().committed(states, commit(2)));
    }
    void look() {
        if (m_records.empty()) return;
        const auto id = any();
        need(m_desk.store().look({id}, m_desk.now()));
        m_looks[id] = m_records.at(id);
    }

    void compare_list(const char* kind) {
        std::set<sync::RecordId> expected;
        for (const auto& [id, record] : m_records)
            if (record.kind == kind && sync::presence(record) != sync::Presence::deleted) expected.insert(id);
        app::Filter filter;
        filter.kind = kind;
        filter.limit = 100000;
        const auto rows = need(m_desk.store().list(filter));
        const auto ids = ids_of(rows);
        CHECK(std::set(ids.begin(), ids.end()) == expected);
        CHECK(rows.size() == expected.size());
        CHECK(need(m_desk.store().count(filter)) == expected.size());
        CHECK(std::is_sorted(rows.begin(), rows.end(),
                             [](const auto& a, const auto& b) { return a.sort_key > b.sort_key; }));
    }
    void compare_unseen() {
        std::set<sync::RecordId> expected;
        for (const auto& [id, record] : m_records) {
            const auto look = m_looks.find(id);
            if (look == m_looks.end() || look->second != record) expected.insert(id);
        }
        const auto ids = ids_of(need(m_desk.store().unseen({"site", "finding"}, 100000)));
        CHECK(std::set(ids.begin(), ids.end()) == expected);
    }
    // The words of this test are found exactly where a plain look at the texts finds them.
    void compare_search(const std::string& word) {
        std::set<sync::RecordId> expected;
        for (const auto& [id, record] : m_records) {
            if (sync::presence(record) == sync::Presence::deleted) continue;
            for (const auto& [name, field] : record.fields) {
                const bool searched = record.kind == "site" ? name == "name" : name != "name" && name != "later.field";
                for (const auto& [edit, held] : field)
                    if (searched && held.text() != nullptr && holds(*held.text(), word)) expected.insert(id);
            }
            const std::string title = need(m_desk.store().rows({id})).at(0).title;
            if (holds(title, word)) expected.insert(id);
        }
        std::set<sync::RecordId> found;
        for (const auto& hit : need(m_desk.store().search(word, "", 100000)))
            found.insert(hit.row.id);
        CAPTURE(word);
        CHECK(found == expected);
    }
    static bool holds(const std::string& text, const std::string& word) {
        return text.find(word == "pm2.5" ? "PM2.5" : word) != std::string::npos;
    }

    std::mt19937_64 m_engine;
    Desk m_desk;
    std::map<sync::RecordId, sync::Record> m_records;
    std::set<sync::RecordId> m_unsynced;
    std::map<sync::RecordId, sync::Record> m_looks;
    std::vector<sync::Record> m_copies; // states that other laptops hold
};

} // namespace

TEST_CASE("random adding, editing, deleting, taking in, committing and looking agree with a plain map") {
    const std::uint64_t seed = first_seed();
    for (std::uint64_t run = 0; run < 12; ++run) {
        CAPTURE(seed + run);
        Model model(seed + run);
        for (int round = 0; round < 8; ++round) {
            for (int step = 0; step < 15; ++step)
                model.step();
            model.compare();
        }
    }
}
