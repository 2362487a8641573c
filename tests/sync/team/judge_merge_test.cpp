#include "tests/sync/team/workshop.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace takan::sync;
using takan::test::file;
using takan::test::Workshop;

namespace {

// He wrote a title; zhao forged he's severity beside it.
struct Forgery : Workshop {
    Record honest = finding();
    Edit title = write(honest, "title", "喷漆房", he);
    git::Oid written = commit(he, {start}, file(honest));
    Record forged = honest;
    Edit severity = write(forged, "severity", "minor", he); // named after he, though it is zhao who signs
    git::Oid forgery = commit(zhao, {written}, file(forged));
};

void check_all_from(const Judgement& judgement, const git::Oid& commit) {
    CHECK_FALSE(judgement.set_aside.empty());
    for (const Quarantined& found : judgement.set_aside) {
        CAPTURE(name_of(found.fault));
        CAPTURE(found.detail);
        CHECK(found.commit == commit);
    }
}

} // namespace

TEST_CASE("judge: a later honest commit on a forged edit is not blamed, and the edit does not come to count") {
    Forgery scene;
    Record other = scene.finding();
    scene.write(other, "title", "别处", scene.lin);
    const auto tip = scene.commit(scene.lin, {scene.forgery}, file(other));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, scene.forgery);
    CHECK(scene.counted(judgement, scene.forged) == scene.honest);
    CHECK(scene.counted(judgement, other) == other);
}

TEST_CASE("judge: a later honest merge of a forged edit is not blamed, and the edit does not come to count") {
    Forgery scene;
    Record at_lin = scene.honest;
    scene.write(at_lin, "note", "复查", scene.lin);
    const auto by_lin = scene.commit(scene.lin, {scene.written}, file(at_lin));
    for (const bool forgery_first : {true, false}) {
        const auto tip = forgery_first ? scene.plain_merge(scene.lin, scene.forgery, by_lin)
                                       : scene.plain_merge(scene.lin, by_lin, scene.forgery);
        const Judgement judgement = scene.judged(tip);
        check_all_from(judgement, scene.forgery);
        CHECK(scene.counted(judgement, at_lin) == at_lin);
        // And again one merge later, when the forged bytes come from both sides.
        Record other = scene.finding();
        scene.write(other, "title", "别处", scene.lin);
        const auto left = scene.commit(scene.lin, {tip}, file(other));
        Record third = scene.finding();
        scene.write(third, "title", "第三处", scene.zhao);
        const auto right = scene.commit(scene.zhao, {tip}, file(third));
        const Judgement again = scene.judged(scene.plain_merge(scene.lin, left, right));
        check_all_from(again, scene.forgery);
        CHECK(scene.counted(again, at_lin) == at_lin);
        CHECK(scene.counted(again, third) == third);
    }
}

TEST_CASE("judge: an honest edit on a forged record counts, the forged one beside it does not") {
    Forgery scene;
    Record changed = scene.forged;
    const Edit note = scene.write(changed, "note", "复查", scene.lin);
    const Edit settled = scene.write(changed, "severity", "serious", scene.lin); // over the forged value
    const auto tip = scene.commit(scene.lin, {scene.forgery}, file(changed));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, scene.forgery);
    Record expected = scene.honest;
    expected.fields["note"][note] = "复查";
    expected.fields["severity"][settled] = "serious";
    expected.seen[scene.lin.device] = settled.time;
    CHECK(scene.counted(judgement, changed) == expected);
}

TEST_CASE("judge: a commit that writes what counts heals the tree for everybody") {
    Forgery scene;
    const auto healed = scene.commit(scene.lin, {scene.forgery}, file(scene.honest));
    const Judgement judgement = scene.judged(healed);
    check_all_from(judgement, scene.forgery);
    CHECK(judgement.accepted.instead.empty());
    // Also what had no place at all, and what was removed.
    const auto junk = scene.commit(scene.zhao, {healed}, {{"junk", "x"}, {path_of(scene.honest), std::nullopt}});
    const auto clean = scene.commit(scene.lin, {junk}, {{"junk", std::nullopt}, *file(scene.honest).begin()});
    const Judgement later = scene.judged(clean, {healed}, *read_registry(scene.repo, healed));
    check_all_from(later, junk);
    CHECK(later.accepted.instead.empty());
}

TEST_CASE("judge: removed, displaced and unreadable files are carried along without blame") {
    Forgery scene;
    const std::string path = path_of(scene.finding());
    const auto bad =
        scene.commit(scene.zhao, {scene.written}, {{"junk", "x"}, {path, "{"}, {path_of(scene.honest), std::nullopt}});
    Record other = scene.finding();
    scene.write(other, "title", "别处", scene.lin);
    const auto beside = scene.commit(scene.lin, {scene.written}, file(other));
    const auto tip = scene.commit(scene.lin, {bad, beside}, file(other));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, bad);
    CHECK(judgement.set_aside.size() == 3);
    CHECK(judgement.accepted.instead.size() == 3);
    CHECK(scene.counted(judgement, scene.honest) == scene.honest);
    CHECK(scene.counted(judgement, other) == other);
}

TEST_CASE("judge: what a commit holds that was set aside as a whole does not come to count by being carried") {
    Forgery scene;
    Record smuggled = scene.finding();
    scene.write(smuggled, "title", "外人", scene.stranger);
    smuggled.unknown["mark"] = "外人";
    Record changed = scene.honest;
    scene.write(changed, "title", "外人改的", scene.stranger);
    const auto foreign =
        scene.commit(scene.stranger, {scene.written}, {*file(smuggled).begin(), *file(changed).begin(), {"junk", "x"}});
    Record own = smuggled;
    const Edit note = scene.write(own, "note", "我看过", scene.lin);
    const auto tip = scene.commit(scene.lin, {foreign}, file(own));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, foreign);
    CHECK(scene.counted(judgement, changed) == scene.honest);
    Record expected = smuggled;
    expected.fields.erase("title");
    expected.fields["note"][note] = "我看过";
    expected.seen = {{scene.lin.device, note.time}};
    expected.unknown.clear();
    CHECK(scene.counted(judgement, own) == expected);
    CHECK(read_accepted(scene.repo, judgement.accepted, "junk").value() == std::nullopt);
}

TEST_CASE("judge: a merge that was set aside stands for what its parents make up together") {
    Forgery scene;
    Record at_lin = scene.honest;
    scene.write(at_lin, "note", "复查", scene.lin);
    const auto by_lin = scene.commit(scene.lin, {scene.written}, file(at_lin));
    Record at_he = scene.honest;
    scene.write(at_he, "severity", "serious", scene.he);
    Record other = scene.finding();
    scene.write(other, "title", "别处", scene.he);
    const auto by_he = scene.commit(scene.he, {scene.written}, {*file(at_he).begin(), *file(other).begin()});
    const auto tip = scene.commit(scene.stranger, {by_lin, by_he}, {{path_of(at_lin), std::nullopt}});
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, tip);
    CHECK(scene.counted(judgement, at_lin) == merge(at_lin, at_he)->record);
    CHECK(scene.counted(judgement, other) == other);
    // And an honest commit on it is judged against that.
    const auto healed =
        scene.commit(scene.lin, {tip}, {*file(merge(at_lin, at_he)->record).begin(), *file(other).begin()});
    const Judgement later = scene.judged(healed);
    check_all_from(later, tip);
    CHECK(later.accepted.instead.empty());
}

TEST_CASE("judge: a forged edit does not come to count when the device that it names signs the record next") {
    Forgery scene;
    Record changed = scene.forged;
    const Edit note = scene.write(changed, "note", "我写的", scene.he);
    const auto tip = scene.commit(scene.he, {scene.forgery}, file(changed));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, scene.forgery);
    Record expected = scene.honest;
    expected.fields["note"][note] = "我写的";
    expected.seen[scene.he.device] = note.time;
    CHECK(scene.counted(judgement, changed) == expected);
}

TEST_CASE("judge: what a device writes after a commit of its own was set aside counts again") {
    Forgery scene;
    Record mixed = scene.honest;
    mixed.seen[scene.lin.device] = scene.now(); // claims to know of lin
    scene.write(mixed, "note", "真的", scene.zhao);
    const auto faulty = scene.commit(scene.zhao, {scene.written}, file(mixed));
    CHECK(scene.counted(scene.judged(faulty), mixed) == scene.honest);
    const Edit more = scene.write(mixed, "more", "也是", scene.zhao);
    const auto tip = scene.commit(scene.zhao, {faulty}, file(mixed));
    const Judgement judgement = scene.judged(tip);
    check_all_from(judgement, faulty);
    Record expected = scene.honest;
    expected.fields["more"][more] = "也是";
    expected.seen[scene.zhao.device] = more.time;
    CHECK(scene.counted(judgement, mixed) == expected);
}

namespace {

// Laptops that write, fetch from each other and merge in any order, as sync does, with a model beside it.
class Walk {
public:
    explicit Walk(unsigned seed) : m_random(seed), m_people{&m_shop.lin, &m_shop.he, &m_shop.zhao} {
        for (Laptop& laptop : m_laptops)
            laptop.main = m_shop.start;
        for (int i = 0; i < 4; ++i)
            m_blank.push_back(m_shop.finding());
    }

    void step() {
        const std::size_t who = pick(m_laptops.size());
        if (pick(2) == 0) {
            work(who);
        } else {
            fetch(who, pick(m_laptops.size()));
        }
    }

    void check() {
        for (const Laptop& laptop : m_laptops) {
            const Judgement judgement = m_shop.judged(laptop.main);
            CHECK(judgement.set_aside.empty());
            CHECK(judgement.accepted.instead.empty());
            CHECK(judgement.accepted.tree == m_shop.tree_of(laptop.main));
            for (const auto& [path, record] : laptop.records)
                CHECK(read_accepted(m_shop.repo, judgement.accepted, path).value() == canonical(record));
        }
    }

private:
    struct Laptop {
        git::Oid main;
        std::map<std::string, Record> records;
    };

    std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }

    void work(std::size_t who) {
        Laptop& laptop = m_laptops[who];
        takan::test::Files changed;
        for (std::size_t left = pick(3) + 1; left > 0; --left) {
            const Record& blank = m_blank[pick(m_blank.size())];
            Record& record = laptop.records.try_emplace(path_of(blank), blank).first->second;
            static constexpr std::array fields{"title", "severity", "types.AIR"};
            m_shop.write(record, fields[pick(fields.size())], static_cast<std::int64_t>(pick(5)), *m_people[who]);
            changed[path_of(record)] = canonical(record);
        }
        laptop.main = m_shop.commit(*m_people[who], {laptop.main}, changed);
    }

    void fetch(std::size_t who, std::size_t from) {
        Laptop& laptop = m_laptops[who];
        const Laptop& other = m_laptops[from];
        const bool nothing_new = *m_shop.repo.is_ancestor(other.main, laptop.main);
        const auto judgement = m_shop.judged(other.main, {laptop.main}, *read_registry(m_shop.repo, laptop.main));
        CHECK(judgement.set_aside.empty());
        if (nothing_new) return;
        takan::test::Files changed;
        for (const auto& [path, record] : other.records) {
            const auto at = laptop.records.try_emplace(path, record).first;
            at->second = merge(at->second, record)->record;
            changed[path] = canonical(at->second);
        }
        if (*m_shop.repo.is_ancestor(laptop.main, other.main)) {
            laptop.main = other.main;
        } else {
            laptop.main = m_shop.commit(*m_people[who], {laptop.main, other.main}, changed);
        }
    }

    Workshop m_shop;
    std::mt19937 m_random;
    std::array<const Signer*, 3> m_people;
    std::array<Laptop, 3> m_laptops;
    std::vector<Record> m_blank;
};

} // namespace

TEST_CASE("judge: random honest writing and merging gives no fault and equals the merge") {
    for (int round = 0; round < 8; ++round) {
        const unsigned seed = std::random_device{}();
        CAPTURE(seed);
        Walk walk(seed);
        for (int i = 0; i < 40; ++i)
            walk.step();
        walk.check();
    }
}

namespace {

// Zhao forges at random what he can; lin writes honestly, and git merges the two for her without judging.
class Attack {
public:
    explicit Attack(unsigned seed) : m_random(seed) {
        m_record = m_shop.finding();
        m_written["title"].emplace(m_shop.write(m_record, "title", "喷漆房", m_shop.he), "喷漆房");
        m_tip = m_shop.commit(m_shop.he, {m_shop.start}, file(m_record));
    }

    void step() {
        if (pick(2) == 0) {
            forge();
        } else {
            work();
        }
    }

    // Whatever the trees hold: an edit of an honest device counts only as that device wrote it, and no field is
    // emptied.
    void check() {
        const Judgement judgement = m_shop.judged(m_tip);
        const auto counted = m_shop.counted(judgement, m_record);
        REQUIRE(counted);
        for (const auto& [name, field] : counted->fields) {
            CAPTURE(name);
            for (const auto& [edit, value] : field) {
                if (edit.device == m_shop.zhao.device) continue;
                CAPTURE(to_text(edit));
                REQUIRE(m_written[name].contains(edit));
                CHECK(m_written[name][edit] == value);
            }
        }
        for (const auto& entry : m_written)
            CHECK(counted->fields.contains(entry.first));
        for (const Quarantined& found : judgement.set_aside)
            CHECK(found.signer == "zha000");
    }

private:
    std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
    std::string field() { return std::array{"title", "note", "severity"}[pick(3)]; }
    DeviceId device() { return std::array{m_shop.he.device, m_shop.lin.device, m_shop.zhao.device}[pick(3)]; }

    void forge_once(Record& record) {
        const std::string name = field();
        switch (pick(5)) {
        case 0:
            record.fields.erase(name);
            break;
        case 1:
            record.seen[device()].ms += static_cast<std::int64_t>(pick(5000));
            break;
        case 2:
            write(record, name, static_cast<std::int64_t>(pick(9)), device(), m_shop.now());
            break;
        case 3:
            for (auto& written : record.fields[name])
                written.second = "改了";
            break;
        default:
            record.unknown["new"] = static_cast<std::int64_t>(pick(9));
            break;
        }
        std::erase_if(record.fields, [](const auto& entry) { return entry.second.empty(); });
    }

    void forge() {
        Record record = m_record;
        for (std::size_t left = pick(3) + 1; left > 0; --left)
            forge_once(record);
        const auto bytes = canonical(record);
        if (!read_record(bytes)) return;
        m_tip = m_shop.commit(m_shop.zhao, {m_tip}, {{path_of(record), bytes}});
        m_record = record;
    }

    void work() {
        Record other = m_shop.finding();
        m_shop.write(other, "title", "别处", m_shop.he);
        const auto beside = m_shop.commit(m_shop.he, {m_tip}, file(other));
        const std::string name = field();
        const Edit edit = m_shop.write(m_record, name, "真的", m_shop.lin);
        m_written[name][edit] = "真的";
        m_tip = m_shop.commit(m_shop.lin, {m_tip}, file(m_record));
        m_tip =
            pick(2) == 0 ? m_shop.plain_merge(m_shop.lin, m_tip, beside) : m_shop.plain_merge(m_shop.he, beside, m_tip);
    }

    Workshop m_shop;
    std::mt19937 m_random;
    Record m_record;                                        // as it stands in the tree
    std::map<std::string, std::map<Edit, Value>> m_written; // honestly
    git::Oid m_tip;
};

} // namespace

TEST_CASE("judge: random forging never puts words into an honest mouth, nor blames one who carries them along") {
    for (int round = 0; round < 12; ++round) {
        const unsigned seed = std::random_device{}();
        CAPTURE(seed);
        Attack attack(seed);
        for (int i = 0; i < 16; ++i)
            attack.step();
        attack.check();
    }
}
