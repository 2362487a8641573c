#include "app/domain/phrases.hpp"

#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace takan;
using app::Language;

TEST_CASE("phrases: a few dozen come with the program, in both languages, in named groups, none twice") {
    std::set<std::string> seen, groups;
    std::string group;
    for (const auto& phrase : app::shipped_phrases()) {
        CAPTURE(phrase.zh);
        CHECK(sync::is_plain_text(phrase.zh));
        CHECK_FALSE(phrase.en.empty());
        CHECK(seen.insert(phrase.zh).second);
        if (phrase.group != group) CHECK_MESSAGE(groups.insert(phrase.group).second, "a group in two places");
        group = phrase.group;
        CHECK(app::has_text("phrases.group." + group, Language::zh));
        for (const std::string& text : {phrase.zh, phrase.en})
            CHECK_MESSAGE(app::fill_phrase(text, {"厂", "日", "时"}).find('{') == std::string::npos, text);
    }
    CHECK(seen.size() >= 36);
    CHECK(groups.size() >= 6);
}

TEST_CASE("phrases: what is written is read again, newlines and backslashes too") {
    const std::vector<std::string> phrases{"一行", "两\n行", R"(C:\new\\n)", "尾\\"};
    CHECK(app::read_phrases(app::write_phrases(phrases)) == phrases);
    CHECK(app::read_phrases("").empty());
}

TEST_CASE("phrases: a damaged setting costs its damaged lines, a huge one what is beyond the most") {
    CHECK(app::read_phrases("好\n\xFF\xFE坏\n  \n\n也好\x01\n还好") == std::vector<std::string>{"好", "还好"});
    CHECK(app::read_phrases(std::string(app::longest_phrase + 1, 'x')).empty());
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += std::to_string(i) + "\n";
    CHECK(app::read_phrases(many).size() == app::most_own_phrases);
}

TEST_CASE("phrases: a new one comes first; blank ones, too long ones and those that are there are refused") {
    std::vector<std::string> phrases{"旧"};
    CHECK(app::add_phrase(phrases, "  新\r\n的 "));
    CHECK(phrases == std::vector<std::string>{"新\n的", "旧"});
    CHECK_FALSE(app::add_phrase(phrases, "旧"));
    CHECK_FALSE(app::add_phrase(phrases, " \n "));
    CHECK_FALSE(app::add_phrase(phrases, std::string(app::longest_phrase + 1, 'x')));
    for (std::size_t i = 0; i < app::most_own_phrases; ++i)
        CHECK(app::add_phrase(phrases, "第 " + std::to_string(i)));
    CHECK(phrases.size() == app::most_own_phrases);
    CHECK(app::read_phrases(app::write_phrases(phrases)) == phrases);
}

TEST_CASE("phrases: placeholders are filled in, unknown facts leave a blank, other braces stay") {
    CHECK(app::fill_phrase("{date}{time}到达{site}{x}", {"华盛电镀", "2024年3月22日", "10:10"}) ==
          "2024年3月22日10:10到达华盛电镀{x}");
    CHECK(app::fill_phrase("{site}{", {}) == "____{");
}
