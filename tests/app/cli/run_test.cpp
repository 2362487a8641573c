#include "app/cli/commands.hpp"
#include "tests/app/cli/terminal.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

using namespace takan;
using namespace takan::test;

namespace {

Said run_here(const std::vector<std::string>& words, const Variables& variables = {{"LANG", "en_US.UTF-8"}}) {
    return say_to_takan(words, sync::system_clock(), variables);
}

std::string key_of(std::string_view command) {
    std::string key(command);
    std::replace(key.begin(), key.end(), ' ', '_');
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

} // namespace

TEST_CASE("run: help lists every command, and explains each one with its JSON keys, in both languages") {
    for (const auto language : {app::Language::zh, app::Language::en}) {
        const std::string tag = app::tag_of(language);
        const Said all = run_here({"help", "--lang", tag});
        CHECK(all.code == 0);
        for (const auto& command : app::cli::commands()) {
            CAPTURE(command.name);
            const std::string name(command.name);
            CHECK(contains(all.out, "\n  " + name));
            CHECK(app::has_text("cli.help." + key_of(name), language));
            const Said one = run_here({"help", name, "--lang", tag});
            CHECK(one.code == 0);
            CHECK(contains(one.out, app::cli::usage_of(command)));
            if (!command.json) continue;
            REQUIRE(app::has_text("cli.json." + key_of(name), language));
            CHECK(contains(one.out, app::text_of("cli.json." + key_of(name), language)));
        }
    }
}

TEST_CASE("run: every text that the terminal's code names is there in both languages") {
    std::set<std::string> keys;
    const std::regex literal("\"((?:cli|demo)\\.[a-z0-9_.]*[a-z0-9_])\"");
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(TAKAN_SOURCE_DIR) / "app" / "cli")) {
        if (file.path().extension() != ".cpp") continue;
        const auto bytes = sync::read_file(file.path(), 1 << 20);
        REQUIRE(bytes);
        for (std::sregex_iterator found(bytes->begin(), bytes->end(), literal), end; found != end; ++found)
            keys.insert((*found)[1]);
    }
    keys.erase("cli.said"); // marks an error, is no text
    REQUIRE(keys.size() > 50);
    for (const auto& key : keys) {
        CAPTURE(key);
        CHECK(app::has_text(key, app::Language::zh));
        CHECK(app::has_text(key, app::Language::en));
    }
}

TEST_CASE("run: without a command, help is what is said") {
    CHECK(run_here({}).code == 0);
    CHECK(run_here({"--help"}).out == run_here({"help"}).out);
    CHECK(contains(run_here({"sync", "--help"}).out, "takan sync"));
    CHECK(run_here({"--version"}).out == "takan 0.1.0\n");
}

TEST_CASE("run: a wrong word gives exit code 2, says so on stderr and hints at the right one") {
    struct Row {
        std::vector<std::string> words;
        std::string says;
    };
    const Row rows[] = {
        {{"sycn"}, "sync"},
        {{"photo", "ad", "x.jpg"}, "photo add"},
        {{"reveiw", "show", "1234"}, "review show"},
        {{"list", "--contessted"}, "--contested"},
        {{"list", "--limit"}, "--limit"},
        {{"status", "--json=1"}, "--json=1"},
        {{"show"}, "takan show ID"},
        {{"show", "a", "b"}, "b"},
        {{"status", "--lang", "fr"}, "fr"},
        {{"help", "nothing"}, "nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.words.front());
        const Said said = run_here(row.words);
        CHECK(said.code == 2);
        CHECK(said.out.empty());
        CHECK(contains(said.err, row.says));
    }
}

TEST_CASE("run: the language is the one asked for, else the locale's; nothing said is Chinese") {
    CHECK(contains(run_here({"sycn"}, {{"LANG", "zh_CN.UTF-8"}}).err, "没有命令"));
    CHECK(contains(run_here({"sycn"}, {}).err, "没有命令"));
    CHECK(contains(run_here({"sycn"}, {{"LC_ALL", "en_GB.UTF-8"}, {"LANG", "zh_CN.UTF-8"}}).err, "no command"));
    CHECK(contains(run_here({"show", "--lang", "en"}, {}).err, "Usage: takan show ID"));
    CHECK(contains(run_here({"sycn", "--lang=en"}, {}).err, "no command"));
}

TEST_CASE("run: a folder without a laptop gives exit code 2, and under --json one document says why") {
    const Scratch scratch;
    const std::string store = sync::utf8(scratch / "nothing");
    const Said said = run_here({"--store", store, "status", "--json"});
    CHECK(said.code == 2);
    const auto document = sync::read_value(said.out);
    REQUIRE(document);
    CHECK(text_at(at(*document, "error"), "kind") == "missing");
    CHECK(contains(said.err, "takan status:"));
}

TEST_CASE("run: the laptop's folder is --store, else TAKAN_STORE, else the user's data folder") {
    const Scratch scratch;
    const auto founded_in = [&](const std::string& name) {
        const Terminal terminal(scratch / name / "takan", morning());
        terminal.must({"init", sync::utf8(scratch / (name + ".git")), "--name", name});
        return sync::utf8(scratch / name);
    };
    const std::string one = founded_in("one");
    const std::string two = founded_in("two");
    const Variables two_by_default{{"LANG", "en"}, {"XDG_DATA_HOME", two}};
    CHECK(contains(run_here({"status"}, two_by_default).out, "two ("));
    const Variables one_by_variable{{"LANG", "en"}, {"XDG_DATA_HOME", two}, {"TAKAN_STORE", one + "/takan"}};
    CHECK(contains(run_here({"status"}, one_by_variable).out, "one ("));
    CHECK(contains(run_here({"status", "--store", two + "/takan"}, one_by_variable).out, "two ("));
}

TEST_CASE("open: hands the laptop's folder and the language to the window, and gives back its exit code") {
    std::ostringstream out;
    std::ostringstream err;
    std::string opened;
    const auto open = [&](const std::filesystem::path& folder, const std::string& language) {
        opened = sync::utf8(folder) + " " + language;
        return 5;
    };
    const app::Surroundings around{out, err, sync::system_clock(), {}, open};
    CHECK(app::run({"open", "--store", "/some/where", "--lang", "en"}, around) == 5);
    CHECK(opened == "/some/where en");
    CHECK(app::run({"open", "--store", "/some/where"}, around) == 5);
    CHECK(opened == "/some/where ");
    CHECK(run_here({"open"}).code == 2);
}
