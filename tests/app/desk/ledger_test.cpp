#include "app/desk/ledger.hpp"

#include "app/desk/set_many.hpp"
#include "app/desk/undo.hpp"
#include "app/domain/china_time.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"
#include "sync/record/deletion.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>
#include <map>
#include <random>

using namespace takan;
using namespace takan::app;
using sync::Record;
using sync::RecordId;
using test::Bench;
using test::must;

namespace {

struct LedgerBench : Bench {
    LedgerBench() : Bench("周敏", true) {}

    std::shared_ptr<const TableAnswer> ask(const TableQuery& query, std::vector<std::string> columns = {"title"},
                                           std::size_t offset = 0, std::size_t limit = 200,
                                           const std::string& values_of = {}) {
        return must(
            ledger.answer(workspace.store, {query, std::move(columns), offset, limit, values_of}, Language::zh));
    }
    std::vector<std::string> titles(const TableQuery& query) {
        std::vector<std::string> all;
        const auto answer = ask(query); // which the rows belong to
        for (const auto& row : answer->rows)
            all.push_back(row.cells.at(0));
        return all;
    }
    void apply_and_tell(const Command& command) {
        const auto ids = must(apply(command));
        must(ledger.forget(workspace.store, ids));
    }
    RecordId made(const char* kind, FieldValues fields) {
        clock.advance(1000);
        const RecordId id = create(kind, std::move(fields));
        must(ledger.forget(workspace.store, {id}));
        return id;
    }
    // Another laptop, which has not seen it, wrote the field too.
    void contest(const RecordId& id, const char* field, sync::Value theirs) {
        Record copy = get(id);
        const auto other = sync::DeviceId::parse("zzzzzz").value();
        Record theirs_copy = copy;
        sync::write(theirs_copy, field, std::move(theirs), other, clock.now());
        sync::git::Oid commit;
        commit.bytes.fill(1);
        const sync::Value* ours = sync::shown(copy, field);
        must(workspace.store.change(id, [&](Record& one) -> Status {
            sync::write(one, field, ours == nullptr ? sync::Value("a") : *ours, workspace.identity.device, clock.now());
            return {};
        }));
        must(workspace.store.take_in(commit, {theirs_copy}, {}, clock.now()));
        must(ledger.forget(workspace.store, {id}));
    }

    Ledger ledger;
};

using Titles = std::vector<std::string>;

TableQuery of(const char* kind) {
    TableQuery query;
    query.kind = kind;
    return query;
}

} // namespace

TEST_CASE("ledger: the newest stand first unless a column sorts, and empty cells stand behind whichever way") {
    LedgerBench bench;
    bench.made("finding", {{"title", "一般"}, {"severity", "minor"}, {"found_at", "2024-03-20T01:00:00.000Z"}});
    bench.made("finding", {{"title", "重大"}, {"severity", "major"}, {"found_at", "2024-03-22T01:00:00.000Z"}});
    bench.made("finding", {{"title", "没有"}, {"found_at", "2024-03-21T01:00:00.000Z"}});
    bench.made("finding", {{"title", "较重"}, {"severity", "moderate"}, {"found_at", "2024-03-19T01:00:00.000Z"}});
    TableQuery query = of("finding");
    CHECK(bench.titles(query) == Titles{"重大", "没有", "一般", "较重"});
    query.sort = "severity"; // in the order of the vocabulary
    CHECK(bench.titles(query) == Titles{"重大", "较重", "一般", "没有"});
    query.descending = true;
    CHECK(bench.titles(query) == Titles{"一般", "较重", "重大", "没有"});
    query.sort = "no_such_column";
    CHECK_FALSE(bench.ledger.answer(bench.workspace.store, {query, {}, 0, 10, {}}, Language::zh));
}

TEST_CASE("ledger: every test narrows to the records that it names") {
    LedgerBench bench;
    const auto site = bench.made("site", {{"name", "临江印染"}, {"division", "430602"}});
    const auto visit = bench.made("visit", {{"site", site.text()},
                                            {"started_at", "2024-03-22T01:10:00.000Z"},
                                            {"inspectors", sync::Value::Array{"周敏", "李建国"}}});
    bench.made("finding", {{"title", "a"},
                           {"visit", visit.text()},
                           {"types.AIR", true},
                           {"types.WATER", true},
                           {"found_at", "2024-03-21T16:30:00.000Z"}, // 00:30 on the 22nd in China
                           {"due", "2024-04-01"},
                           {"description", "活性炭 Filter 未更换"}});
    bench.made(
        "finding",
        {{"title", "b"}, {"site", site.text()}, {"types.WATER", true}, {"found_at", "2024-03-21T15:59:00.000Z"}});
    bench.made("finding", {{"title", "c"}});
    struct Case {
        const char* name;
        TableFilter filter;
        Titles expected;
    };
    const Case cases[] = {
        {"words, whatever their case", {"description", TableTest::contains, {"FILTER"}}, {"a"}},
        {"words of codes", {"types", TableTest::contains, {"大气"}}, {"a"}},
        {"words of another record", {"visit", TableTest::contains, {"临江"}}, {"a"}},
        {"one member of a set", {"types", TableTest::one_of, {"WATER"}}, {"a", "b"}},
        {"any of several", {"types", TableTest::one_of, {"AIR", "NOISE"}}, {"a"}},
        {"nothing chosen", {"types", TableTest::one_of, {}}, {}},
        {"empty", {"types", TableTest::empty, {}}, {"c"}},
        {"filled", {"due", TableTest::filled, {}}, {"a"}},
        {"a day in China", {"found_at", TableTest::between, {"2024-03-22", "2024-03-22"}}, {"a"}},
        {"a date", {"due", TableTest::between, {"2024-03-31", ""}}, {"a"}},
        {"until a day", {"found_at", TableTest::between, {"", "2024-03-21"}}, {"b"}},
        {"its site's district", {"site.division", TableTest::one_of, {"430602"}}, {"a", "b"}},
        {"no district", {"site.division", TableTest::empty, {}}, {"c"}},
        {"its visit's people", {"visit.inspectors", TableTest::one_of, {"李建国"}}, {"a"}},
        {"awaiting review", {"record.state", TableTest::one_of, {"unreviewed"}}, {"a", "b", "c"}},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.name));
        TableQuery query = of("finding");
        query.filters = {one.filter};
        query.sort = "title";
        CHECK(bench.titles(query) == one.expected);
    }
    TableQuery query = of("finding");
    query.words = "a 临江";
    CHECK(bench.ask(query, {"title", "visit"})->ids->size() == 1);
    CHECK(bench.ask(query, {"title"})->ids->empty());
}

TEST_CASE("ledger: deleted rows are left out until asked for, and every mark is a state") {
    LedgerBench bench;
    const auto gone = bench.made("finding", {{"title", "gone"}});
    const auto split = bench.made("finding", {{"title", "split"}, {"severity", "minor"}});
    const auto fine = bench.made("finding", {{"title", "fine"}});
    bench.apply_and_tell(Delete{{gone}, "重复录入"});
    bench.contest(split, "severity", "major");
    TableQuery query = of("finding");
    query.sort = "title";
    CHECK(bench.titles(query) == Titles{"fine", "split"});
    CHECK(bench.ask(query)->all == 2);
    query.with_deleted = true;
    CHECK(bench.titles(query) == Titles{"fine", "gone", "split"});
    const auto answer = bench.ask(query, {"title", "severity", "record.state"});
    CHECK(answer->rows[1].row.deleted);
    CHECK(answer->rows[1].cells[2].find(term_text("record_state", "deleted", Language::zh)) != std::string::npos);
    CHECK(answer->rows[2].row.contested == 1);
    CHECK(answer->rows[2].contested == std::vector<bool>{false, true, false});
    query.filters = {{"record.state", TableTest::one_of, {"contested"}}};
    CHECK(bench.titles(query) == Titles{"split"});
    query.filters = {{"record.state", TableTest::one_of, {"deleted"}}};
    CHECK(bench.titles(query) == Titles{"gone"});
    const auto counted = must(bench.ledger.tally(bench.workspace.store, of("finding"), "record.state", Language::zh));
    CHECK(counted.at("contested") == 1);
    CHECK_FALSE(counted.contains("deleted"));
    CHECK(counted.at("unreviewed") == 2);
    static_cast<void>(fine);
}

TEST_CASE("ledger: only a window of rows is told, with the ids of all") {
    LedgerBench bench;
    for (int i = 0; i < 50; ++i)
        bench.made("finding", {{"title", std::string("t") + static_cast<char>('A' + i)}});
    TableQuery query = of("finding");
    query.sort = "title";
    const auto answer = bench.ask(query, {"title"}, 45, 10);
    CHECK(answer->ids->size() == 50);
    REQUIRE(answer->rows.size() == 5);
    CHECK(answer->rows[0].row.id == (*answer->ids)[45]);
    CHECK(bench.ask(query, {"title"}, 90, 10)->rows.empty());
    CHECK(bench.ask(query, {"title"}, 0, 10)->ids == answer->ids); // found once
    CHECK(bench.ledger.answer(bench.workspace.store, {}, Language::zh).value() == nullptr);
}

TEST_CASE("ledger: the values of a column are counted over what the other filters leave") {
    LedgerBench bench;
    for (const char* severity : {"minor", "minor", "major"})
        bench.made("finding", {{"title", "x"}, {"severity", severity}, {"types.AIR", true}});
    bench.made("finding", {{"title", "y"}, {"severity", "minor"}, {"types.AIR", true}, {"types.WATER", true}});
    TableQuery query = of("finding");
    query.filters = {{"severity", TableTest::one_of, {"major"}}, {"title", TableTest::contains, {"x"}}};
    auto values = bench.ask(query, {"title"}, 0, 10, "severity")->values;
    REQUIRE(values.size() == 2);
    CHECK(values[0].words == "重大");
    CHECK(values[0].count == 1);
    CHECK(values[1].count == 2);
    query.filters.clear();
    values = bench.ask(query, {"title"}, 0, 10, "types")->values;
    REQUIRE(values.size() == 2);
    CHECK(values[0].value == "WATER"); // in the vocabulary's order
    CHECK(values[1].count == 4);
}

namespace {

// The slow and plain way: every record is read and looked at.
class Model {
public:
    explicit Model(Bench& bench) : m_bench(bench) {}

    std::vector<RecordId> matching(const TableQuery& query) {
        std::vector<Record> all;
        must(m_bench.workspace.store.each_record(query.kind, [&](const Record& one) -> Status {
            all.push_back(one);
            return {};
        }));
        std::erase_if(all, [&](const Record& one) { return !passes(one, query); });
        std::sort(all.begin(), all.end(), [&](const Record& a, const Record& b) {
            const std::string left = sort_text(a, query), right = sort_text(b, query);
            if (left.empty() != right.empty()) return right.empty();
            if (left == right) return b.id < a.id;
            return query.descending ? right < left : left < right;
        });
        std::vector<RecordId> ids;
        for (const auto& one : all)
            ids.push_back(one.id);
        return ids;
    }

private:
    static std::string place(const char* vocabulary, const std::string& code) {
        const auto& terms = find_vocabulary(vocabulary)->terms;
        for (std::size_t i = 0; i < terms.size(); ++i)
            if (terms[i].code == code) return std::string(1, static_cast<char>('a' + i));
        return {};
    }
    static std::string sort_text(const Record& record, const TableQuery& query) {
        const std::string text = sync::shown_text(record, query.sort);
        return query.sort == "severity" ? place("severity", text) : text;
    }
    std::string division(const Record& record) {
        for (const char* way : {"site", "visit"}) {
            const auto id = RecordId::parse(sync::shown_text(record, way));
            if (!id) continue;
            const auto named = must(m_bench.workspace.store.get(*id));
            if (!named) continue;
            const std::string found =
                way == std::string("site") ? sync::shown_text(*named, "division") : division(*named);
            if (!found.empty()) return found;
        }
        return {};
    }
    std::vector<std::string> values(const Record& record, const std::string& column) {
        std::vector<std::string> found;
        if (column == "types") return sync::set_members(record, "types");
        if (column == "site.division") found = {division(record)};
        if (column == "record.state" && !sync::contested_fields(record).empty()) found = {"contested"};
        if (found.empty()) found = {sync::shown_text(record, column)};
        std::erase(found, "");
        return found;
    }
    bool passes(const Record& record, const TableQuery& query) {
        if (!query.with_deleted && sync::presence(record) == sync::Presence::deleted) return false;
        return std::all_of(query.filters.begin(), query.filters.end(), [&](const TableFilter& filter) {
            const auto found = values(record, filter.column);
            switch (filter.test) {
            case TableTest::contains:
                return !found.empty() && found[0].find(filter.values[0]) != std::string::npos;
            case TableTest::one_of:
                return std::any_of(found.begin(), found.end(), [&](const auto& one) {
                    return std::find(filter.values.begin(), filter.values.end(), one) != filter.values.end();
                });
            case TableTest::empty:
                return found.empty();
            case TableTest::filled:
                return !found.empty();
            case TableTest::between:
                return !found.empty() && found[0] >= filter.values[0] &&
                       (filter.values[1].empty() || found[0] <= filter.values[1]);
            }
            return false;
        });
    }

    Bench& m_bench;
};

} // namespace

TEST_CASE("ledger: whatever happens to the records, it answers as the plain way does") {
    LedgerBench bench;
    Model model(bench);
    std::mt19937 random(17);
    const auto pick = [&](std::initializer_list<const char*> from) { return *(from.begin() + random() % from.size()); };
    std::vector<RecordId> sites, visits, findings;
    const auto act = [&] {
        switch (random() % 9) {
        case 0:
            sites.push_back(bench.made("site", {{"name", "厂"}, {"division", pick({"430602", "430603", "430611"})}}));
            break;
        case 1:
            if (!sites.empty())
                visits.push_back(bench.made("visit", {{"site", sites[random() % sites.size()].text()}}));
            break;
        case 2:
        case 3:
        case 4: {
            FieldValues fields{{"title", pick({"甲", "乙", "丙", ""})},
                               {"due", pick({"2024-03-01", "2024-03-09", ""})}};
            if (random() % 2 && !sites.empty()) fields.emplace_back("site", sites[random() % sites.size()].text());
            if (random() % 2 && !visits.empty()) fields.emplace_back("visit", visits[random() % visits.size()].text());
            fields.emplace_back(std::string("types.") + pick({"AIR", "WATER", "NOISE"}), random() % 2 == 0);
            findings.push_back(bench.made("finding", std::move(fields)));
            break;
        }
        case 5:
            if (!findings.empty())
                bench.apply_and_tell(SetFields{findings[random() % findings.size()],
                                               {{"severity", pick({"major", "minor", "serious"})}}});
            break;
        case 6:
            if (!sites.empty())
                bench.apply_and_tell(
                    SetFields{sites[random() % sites.size()], {{"division", pick({"430602", "430621"})}}});
            break;
        case 7:
            if (!findings.empty()) bench.apply_and_tell(Delete{{findings[random() % findings.size()]}, "误录"});
            break;
        default:
            if (!findings.empty()) bench.contest(findings[random() % findings.size()], "unit", pick({"甲局", "乙局"}));
        }
    };
    const auto filter = [&]() -> TableFilter {
        switch (random() % 6) {
        case 0:
            return {"severity", TableTest::one_of, {pick({"major", "minor"}), "serious"}};
        case 1:
            return {"types", TableTest::one_of, {pick({"AIR", "WATER"})}};
        case 2:
            return {"site.division",
                    pick({"a", "b"}) == std::string("a") ? TableTest::empty : TableTest::one_of,
                    {"430602"}};
        case 3:
            return {"due", TableTest::between, {"2024-03-02", random() % 2 ? "" : "2024-03-20"}};
        case 4:
            return {"title", random() % 2 ? TableTest::contains : TableTest::filled, {"甲"}};
        default:
            return {"record.state", TableTest::one_of, {"contested"}};
        }
    };
    for (int round = 0; round < 250; ++round) {
        CAPTURE(round);
        act();
        TableQuery query = of("finding");
        for (auto i = random() % 3; i > 0; --i)
            query.filters.push_back(filter());
        query.sort = pick({"title", "due", "severity"});
        query.descending = random() % 2 == 0;
        query.with_deleted = random() % 3 == 0;
        if (random() % 20 == 0) bench.ledger.forget();
        REQUIRE(*bench.ask(query)->ids == model.matching(query));
    }
}

TEST_CASE("ledger: rows go to a spreadsheet with the words over them") {
    LedgerBench bench;
    const auto site = bench.made("site", {{"name", "临江印染"}});
    const auto id =
        bench.made("finding", {{"title", "=1+1"}, {"severity", "major"}, {"site", site.text()}, {"types.AIR", true}});
    const CopyTable wish{"finding", {id}, {"title", "severity", "types", "site"}, {}};
    CHECK(must(bench.ledger.text_rows(bench.workspace.store, wish, Language::zh)) ==
          std::vector<TextRow>{{"标题", "严重程度", "污染类型", "点位"}, {"=1+1", "重大", "大气", "临江印染"}});
    CHECK(must(bench.ledger.text_rows(bench.workspace.store, wish, Language::en))[1][1] == "Major");
}

TEST_CASE("set many: what differs is written, as one step that can be taken back") {
    LedgerBench bench;
    const auto same = bench.made("finding", {{"title", "same"}, {"unit", "城管局"}});
    const auto other = bench.made("finding", {{"title", "other"}, {"unit", "环保局"}});
    const auto none = bench.made("finding", {{"title", "none"}});
    const auto gone = bench.made("finding", {{"title", "gone"}});
    const auto split = bench.made("finding", {{"title", "split"}, {"unit", "城管局"}});
    must(bench.apply(Delete{{gone}, "误录"}));
    bench.contest(split, "unit", "水务局");
    const SetMany wish{{same, other, none, gone, split}, {{"unit", "城管局"}}};
    const auto changed = must(changed_by(bench.workspace.store, wish));
    CHECK(changed.ids == std::vector{other, none, split});
    CHECK(changed.contested == 1);
    CHECK(changed.deleted == 1);
    UndoStack undo;
    CHECK(must(undo.carry_out(bench.workspace, wish)) == changed.ids);
    CHECK(undo.undo_label() == "undo.edit_many");
    for (const auto& id : {same, other, none, split})
        CHECK(bench.shown(id, "unit") == "城管局");
    CHECK(bench.get(split).fields.at("unit").size() == 1);
    must(undo.undo(bench.workspace, Language::zh));
    CHECK(bench.shown(other, "unit") == "环保局");
    CHECK(bench.shown(none, "unit").empty());
    must(undo.redo(bench.workspace));
    CHECK(bench.shown(none, "unit") == "城管局");
    CHECK_FALSE(bench.apply(SetMany{{same}, {{"severity", 7}}}));
    CHECK_FALSE(bench.apply(SetMany{std::vector<RecordId>(SetMany::most + 1, same), {{"unit", "x"}}}));
}
