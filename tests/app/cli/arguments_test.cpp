#include "app/cli/arguments.hpp"

#include <doctest/doctest.h>

using namespace takan::app::cli;

namespace {

const std::vector<OptionSpec> known{{"where", true}, {"deleted"}, {"o", true}, {"no-photos"}};

Arguments taken(const std::vector<std::string>& words) {
    auto result = take_apart(words, known);
    REQUIRE(std::holds_alternative<Arguments>(result));
    return std::get<Arguments>(result);
}

UsageFault refused(const std::vector<std::string>& words) {
    auto result = take_apart(words, known);
    REQUIRE(std::holds_alternative<UsageFault>(result));
    return std::get<UsageFault>(result);
}

} // namespace

TEST_CASE("arguments: options stand anywhere, with their value behind them or behind '='") {
    const auto arguments =
        taken({"finding", "--where", "severity=major", "--deleted", "x", "-o", "a.jpg", "--where=state=planned"});
    CHECK(arguments.words == std::vector<std::string>{"finding", "x"});
    CHECK(arguments.values("where") == std::vector<std::string>{"severity=major", "state=planned"});
    CHECK(arguments.value("where") == "state=planned");
    CHECK(arguments.has("deleted"));
    CHECK(arguments.value("o") == "a.jpg");
    CHECK_FALSE(arguments.has("no-photos"));
}

TEST_CASE("arguments: behind -- everything is a word, and a lone dash is one too") {
    const auto arguments = taken({"-", "--", "--deleted", "-x"});
    CHECK(arguments.words == std::vector<std::string>{"-", "--deleted", "-x"});
    CHECK(arguments.options.empty());
}

TEST_CASE("arguments: what does not fit is named, with the option that looks alike") {
    struct Row {
        std::vector<std::string> words;
        std::string fault;
        std::string word;
        std::string nearest;
    };
    const Row rows[] = {
        {{"--were", "x"}, "unknown_option", "--were", "--where"},
        {{"--nophotos"}, "unknown_option", "--nophotos", "--no-photos"},
        {{"--zzzzzzzzzz"}, "unknown_option", "--zzzzzzzzzz", ""},
        {{"--where"}, "value_missing", "--where", ""},
        {{"--deleted=yes"}, "no_value_wanted", "--deleted=yes", ""},
        {{"-q"}, "unknown_option", "-q", "--o"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.words.front());
        const auto fault = refused(row.words);
        CHECK(fault.fault == row.fault);
        CHECK(fault.word == row.word);
        CHECK(fault.nearest == row.nearest);
    }
}

TEST_CASE("arguments: the nearest word needs the fewest corrections, and far ones are none") {
    const std::vector<std::string> names{"sync", "show", "search", "status", "photo add"};
    CHECK(nearest_to("sycn", names) == "sync");
    CHECK(nearest_to("serach", names) == "search");
    CHECK(nearest_to("photo ad", names) == "photo add");
    CHECK(nearest_to("banana", names).empty());
    CHECK(nearest_to("x", {}).empty());
}
