#include "tests/app/cli/terminal.hpp"

using namespace takan;
using namespace takan::test;

TEST_CASE("new: prints the id of a record that holds the values, and names what is still missing") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const Said said = terminal({"new", "finding", "severity=major", "types=AIR_DUST,NOISE",
                                "description=工地裸土未覆盖", "found_at=2024-03-22 16:12"});
    CHECK(said.code == 0);
    const auto id = sync::RecordId::parse(said.word());
    REQUIRE(id);
    const auto shown = terminal.json({"show", id->text()});
    CHECK(text_at(shown, "kind") == "finding");
    CHECK(flag_at(shown, "unsynced"));
    const auto& fields = at(shown, "fields");
    CHECK(text_at(at(fields, "severity"), "value") == "major");
    CHECK(text_at(at(fields, "severity"), "text") == "Major");
    CHECK(text_at(at(fields, "severity"), "label") == "Severity");
    CHECK(flag_at(at(fields, "types.NOISE"), "value"));
    CHECK(text_at(at(fields, "found_at"), "value") == "2024-03-22T08:12:00.000Z");
    const auto& writer = at(at(at(fields, "severity"), "values"), 0);
    CHECK(text_at(writer, "person") == "陈立新");
    CHECK(text_at(writer, "value") == "major");

    const Said lacking = terminal({"new", "visit"});
    CHECK(lacking.code == 0);
    CHECK(contains(lacking.err, "Site"));
    CHECK(text_at(terminal.json({"new", "site", "name=x"}), "kind") == "site");
}

TEST_CASE("new: what does not fit is refused with the place, the reason and what would fit, and nothing is made") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    struct Row {
        std::vector<std::string> words;
        std::string says;
    };
    const Row rows[] = {
        {{"new", "findng"}, "finding"},
        {{"new", "finding", "severty=major"}, "severity"},
        {{"new", "finding", "severity=huge"}, "moderate"},
        {{"new", "finding", "severity"}, "FIELD=VALUE"},
        {{"new", "finding", "=major"}, "FIELD=VALUE"},
        {{"new", "finding", "types=AIR,FIRE"}, "FIRE"},
        {{"new", "finding", "types.FIRE=true"}, "types.FIRE"},
        {{"new", "finding", "found_at=yesterday"}, "found_at"},
        {{"new", "finding", "visit=0195b9a2"}, "0195b9a2"},
        {{"new", "finding", "visit=01"}, "01"},
        {{"new", "finding", "description=@/no/such/file"}, "/no/such/file"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.words.back());
        const Said said = terminal(row.words);
        CHECK(said.code == 2);
        CHECK(said.out.empty());
        CHECK(contains(said.err, row.says));
    }
    CHECK(terminal({"list", "finding"}).code == 1);
}

TEST_CASE("new: a field takes a file's text, and two signs stand for one") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    REQUIRE(sync::write_file(scratch / "text.txt", "第一行\r\n第二行\n"));
    const std::string id =
        terminal.must({"new", "finding", "description=@" + sync::utf8(scratch / "text.txt"), "title=@@home"});
    const auto shown = terminal.json({"show", id});
    CHECK(text_at(at(at(shown, "fields"), "description"), "value") == "第一行\n第二行");
    CHECK(text_at(at(at(shown, "fields"), "title"), "value") == "@home");
}

TEST_CASE("set: writes fields, and a whole set becomes exactly what is written") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "finding", "types=AIR,WATER", "severity=minor"});
    terminal.must({"set", id, "types=WATER,NOISE", "severity=serious"});
    terminal.must({"set", id, "types.SOIL=true"});
    const auto shown = terminal.json({"show", id});
    const auto& fields = at(shown, "fields");
    CHECK_FALSE(flag_at(at(fields, "types.AIR"), "value"));
    CHECK(flag_at(at(fields, "types.WATER"), "value"));
    CHECK(flag_at(at(fields, "types.NOISE"), "value"));
    CHECK(flag_at(at(fields, "types.SOIL"), "value"));
    CHECK(text_at(at(fields, "severity"), "value") == "serious");
    CHECK(terminal({"set", id, "severity=huge"}).code == 2);
}

TEST_CASE("ids: a unique start is enough, one that several share is refused with the candidates") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string one = terminal.must({"new", "site", "name=甲厂"});
    const std::string two = terminal.must({"new", "site", "name=乙厂"});
    CHECK(contains(terminal.must({"show", one.substr(0, 18)}), "甲厂"));
    const Said said = terminal({"show", one.substr(0, 6)});
    CHECK(said.code == 2);
    CHECK(contains(said.err, one));
    CHECK(contains(said.err, two));
    CHECK(contains(said.err, "乙厂"));
    CHECK(terminal({"show", "ffffffff"}).code == 2);
    CHECK(terminal({"show", "not an id"}).code == 2);
}

TEST_CASE("delete and restore: with a reason, out of the lists and back") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "site", "name=甲厂"});
    CHECK(terminal({"delete", id}).code == 2);
    CHECK(terminal({"delete", id, "--reason", "  "}).code == 2);
    CHECK(size_at(terminal.json({"delete", id, "--reason", "重复登记"}), "ids") == 1);
    CHECK(terminal({"list", "site"}).code == 1);
    const auto listed = terminal.json({"list", "site", "--deleted"});
    CHECK(flag_at(at(at(listed, "records"), 0), "deleted"));
    CHECK(text_at(terminal.json({"show", id}), "deletion_reason") == "重复登记");
    terminal.must({"restore", id});
    CHECK(number_at(terminal.json({"list", "site"}), "total") == 1);
}

TEST_CASE("comment: stands below its record, an unknown field is refused") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "finding", "severity=minor"});
    terminal.must({"comment", id, "请补充依据", "--field", "severity"});
    const auto comments = terminal.json({"show", id});
    const auto& comment = at(at(comments, "comments"), 0);
    CHECK(text_at(comment, "text") == "请补充依据");
    CHECK(text_at(comment, "field") == "severity");
    CHECK(text_at(comment, "person") == "陈立新");
    CHECK(contains(terminal.must({"show", id}), "请补充依据"));
    CHECK(terminal({"comment", id, "x", "--field", "severty"}).code == 2);
    CHECK(terminal({"comment", id, "   "}).code == 2);
}

TEST_CASE("history: every edit with its person, the replaced ones marked") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "finding", "severity=minor"});
    terminal.must({"set", id, "severity=major"});
    const auto history = terminal.json({"history", id});
    REQUIRE(size_at(history, "edits") == 2);
    const auto& first = at(at(history, "edits"), 0);
    const auto& second = at(at(history, "edits"), 1);
    CHECK(text_at(first, "value") == "minor");
    CHECK(flag_at(first, "replaced"));
    CHECK(text_at(second, "value") == "major");
    CHECK_FALSE(flag_at(second, "replaced"));
    CHECK(text_at(second, "person") == "陈立新");
}
