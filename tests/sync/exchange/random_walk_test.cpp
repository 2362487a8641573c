#include "sync/exchange/sync.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>

using namespace takan::sync;
using takan::test::Laptop;
using takan::test::Team;

namespace {

// Three laptops do as they like. The model is the merge of everything that any of them ever wrote.
class Walk {
public:
    Walk(unsigned seed, bool with_forger) : m_random(seed), m_with_forger(with_forger) {
        m_laptops[0] = m_team.found("刘组长");
        m_laptops[1] = m_team.join(m_laptops[0], "王芳");
        m_laptops[2] = m_team.join(m_laptops[0], "李强");
        std::filesystem::create_directories(m_team / "stick");
    }

    void step() {
        Laptop& laptop = m_laptops[below(3)];
        m_team.clock.advance(static_cast<std::int64_t>(below(5000)));
        if (m_with_forger && below(5) == 0) return put_forgery();
        switch (below(8)) {
        case 0:
            return write_new(laptop);
        case 1:
        case 2:
        case 3:
            return write_on(laptop);
        case 4:
            return sync_stick(laptop);
        case 5:
            return sync_and_stop(laptop);
        case 6:
            return sync_and_crash(laptop);
        default:
            laptop.must_sync();
        }
    }

    void finish() {
        takan::test::settle({&m_laptops[0], &m_laptops[1], &m_laptops[2]});
        takan::test::check_all_equal({&m_laptops[0], &m_laptops[1], &m_laptops[2]});
        for (const auto& laptop : m_laptops) {
            if (!m_with_forger) CHECK(laptop.shelf.set_aside.empty());
            CHECK(laptop.shelf.size() == m_model.size() + 6); // three members, three devices
            for (const auto& [id, model] : m_model) {
                const Record* record = laptop.shelf.find(id);
                REQUIRE(record != nullptr);
                CHECK(canonical(*record) == canonical(model));
            }
            takan::test::check_with_git(laptop.repo());
        }
        takan::test::check_with_git(m_team.repo());
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }

    void note(const Laptop& laptop, const RecordId& id) {
        const Record& written = *laptop.shelf.find(id);
        const auto [at, is_new] = m_model.try_emplace(id, written);
        if (is_new) return;
        auto merged = merge(at->second, written);
        REQUIRE(merged);
        CHECK(merged->clashes.empty());
        at->second = std::move(merged->record);
    }

    void write_new(Laptop& laptop) { note(laptop, laptop.add("text", static_cast<int>(below(1000)))); }

    void write_on(Laptop& laptop) {
        std::vector<RecordId> here;
        for (const auto& [id, model] : m_model) {
            if (laptop.shelf.find(id) != nullptr) here.push_back(id);
        }
        if (here.empty()) return write_new(laptop);
        static constexpr std::array fields = {"text", "place", "grade"};
        const auto& id = here[below(here.size())];
        laptop.edit(id, fields[below(fields.size())], static_cast<int>(below(1000)));
        note(laptop, id);
    }

    void sync_stick(Laptop& laptop) {
        SyncOptions options;
        options.address = utf8(m_team / "stick");
        laptop.must_sync(options);
    }

    void sync_and_stop(Laptop& laptop) {
        std::stop_source stop;
        const auto at = static_cast<Step>(below(static_cast<std::size_t>(Step::done)));
        const auto receipt = laptop.sync(
            {}, [&](const Progress& progress) { progress.step == at ? void(stop.request_stop()) : void(); },
            stop.get_token());
        if (!receipt) CHECK(receipt.error().kind == ErrorKind::cancelled);
    }

    void sync_and_crash(Laptop& laptop) {
        (below(2) == 0 ? laptop.shelf.fails_committed : laptop.shelf.fails_take_in) = true;
        const auto receipt = laptop.sync();
        if (!receipt) CHECK(receipt.error().message == "the power went");
        laptop.shelf.fails_committed = laptop.shelf.fails_take_in = false;
    }

    // The second laptop's owner signs what the third is said to have written: in a record of its own, or in one that is
    // there.
    void put_forgery() {
        Record record;
        record.id = RecordId::random(m_team.clock.now());
        record.kind = "note";
        const auto files = takan::test::files_of(m_team.repo(), *m_team.repo().ref(main_ref));
        for (const auto& [path, bytes] : files) {
            const auto read = read_record(bytes);
            if (read && read->kind == "note" && below(3) == 0) record = *read;
        }
        write(record, "text", "slander", m_laptops[2].device, m_team.clock.now());
        takan::test::forge(m_team, m_laptops[1].signer(), {{path_of(record), canonical(record)}});
    }

    std::mt19937 m_random;
    bool m_with_forger;
    Team m_team;
    std::array<Laptop, 3> m_laptops;
    std::map<RecordId, Record> m_model;
};

} // namespace

TEST_CASE("sync: three laptops at random end where the merge of all their edits stands") {
    const unsigned first = std::random_device()();
    for (unsigned i = 0; i < 6; ++i) {
        const unsigned seed = first + i;
        CAPTURE(seed);
        MESSAGE("seed " << seed);
        Walk walk(seed, i % 2 == 1);
        for (int step = 0; step < 40; ++step)
            walk.step();
        walk.finish();
    }
}
