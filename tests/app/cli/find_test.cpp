#include "tests/app/cli/terminal.hpp"

using namespace takan;
using namespace takan::test;

TEST_CASE("list: filters by field, sorts and cuts, and says how many there are") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string site = terminal.must({"new", "site", "name=甲厂", "kind=factory"});
    for (const char* severity : {"minor", "major", "minor"})
        terminal.must({"new", "finding", "site=" + site.substr(0, 18), std::string("severity=") + severity, "types=AIR",
                       "description=扬尘"});
    CHECK(number_at(terminal.json({"list", "finding"}), "total") == 3);
    CHECK(number_at(terminal.json({"list", "finding", "--where", "severity=minor"}), "total") == 2);
    CHECK(number_at(terminal.json({"list", "finding", "--where", "site=" + site.substr(0, 18)}), "total") == 3);
    CHECK(number_at(terminal.json({"list", "finding", "--where", "types=AIR"}), "total") == 3);
    const auto cut = terminal.json({"list", "finding", "--limit", "1", "--sort", "oldest"});
    CHECK(size_at(cut, "records") == 1);
    CHECK(number_at(cut, "total") == 3);
    CHECK(terminal({"list", "finding", "--where", "severity=serious"}).code == 1);
    CHECK(number_at(terminal.json({"list", "--unsynced", "--where", "kind=factory", "site"}), "total") == 1);
    CHECK(terminal({"list", "finding", "--contested"}).code == 1);
}

TEST_CASE("list: filters that do not fit are refused") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"list", "findings"},
                                               {"list", "--where", "severity=minor"},
                                               {"list", "finding", "--where", "severity"},
                                               {"list", "finding", "--where", "severty=minor"},
                                               {"list", "finding", "--where", "description=x"},
                                               {"list", "--limit", "many"},
                                               {"list", "--limit", "0"},
                                               {"list", "--sort", "size"}}) {
        CAPTURE(words.back());
        CHECK(terminal(words).code == 2);
    }
}

TEST_CASE("list: a table stays aligned below Chinese titles") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.must({"new", "site", "name=岳阳市锦泰家具制造有限公司"});
    terminal.must({"new", "site", "name=x"});
    const std::string table = terminal({"list", "site", "--sort", "title"}).out;
    CHECK(contains(table, "岳阳市锦泰家具制造有限公司  [not synced]\n"));
    CHECK(contains(table, "x                           [not synced]\n"));
}

TEST_CASE("search: finds Chinese words in any field, with the place; nothing found is exit code 1") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "finding", "title=废气", "description=喷漆房活性炭更换记录缺失"});
    const auto found = terminal.json({"search", "活性炭"});
    const auto& hit = at(at(found, "hits"), 0);
    CHECK(text_at(hit, "id") == id);
    CHECK(text_at(hit, "field") == "description");
    CHECK(contains(text_at(hit, "excerpt"), "活性炭"));
    CHECK_FALSE(contains(text_at(hit, "excerpt"), "\u2068"));
    CHECK(terminal({"search", "没有这样的字"}).code == 1);
    CHECK(size_at(terminal.json({"search", "没有这样的字"}, 1), "hits") == 0);
    CHECK(terminal({"search", "x", "--kind", "nothing"}).code == 2);
}

TEST_CASE("conflicts: none is exit code 0, and settling what is not contested is refused") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string id = terminal.must({"new", "finding", "severity=minor"});
    CHECK(size_at(terminal.json({"conflicts"}), "records") == 0);
    CHECK(terminal({"conflicts", "nothing"}).code == 2);
    CHECK(terminal({"resolve", id, "severity=major"}).code == 2);
    CHECK(terminal({"resolve", id, "severity", "--take", "abcdef"}).code == 2);
}
