#include "app/ui/line_breaks.hpp"

#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace takan;
using namespace takan::app::ui;

namespace {

// Ideographs are two wide, everything below U+2E80 one.
float advance(char32_t c) {
    return c < 0x2E80 ? 1.f : 2.f;
}

std::vector<std::string> broken(std::string_view text, float width) {
    std::vector<std::string> lines;
    for (const Line& line : wrap_lines(text, width, advance))
        lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("line breaks: Chinese breaks anywhere but at punctuation, Latin between words") {
    struct Row {
        const char* name;
        const char* text;
        float width;
        Lines lines;
    };
    const Row rows[] = {
        {"empty text is one line", "", 10, {""}},
        {"fits", "踏勘", 4, {"踏勘"}},
        {"between ideographs", "踏勘记录", 4, {"踏勘", "记录"}},
        {"no line begins with a full stop", "防渗层开裂。", 10, {"防渗层开", "裂。"}},
        {"no line begins with two closing marks", "说（见图）。", 10, {"说（见", "图）。"}},
        {"no line ends with an opening bracket", "污泥（约三吨）", 6, {"污泥", "（约三", "吨）"}},
        {"a word stays whole", "COD 在线", 5, {"COD ", "在线"}},
        {"words between spaces", "water and air", 9, {"water and ", "air"}},
        {"number and unit stay with their letters", "约0.6t未", 6, {"约0.6t", "未"}},
        {"a word wider than the line is cut", "abcdefghij", 4, {"abcd", "efgh", "ij"}},
        {"newlines", "一\n二\n", 10, {"一", "二", ""}},
        {"spaces hang over the end", "ab   cd", 2, {"ab   ", "cd"}},
        {"only newlines without a width", "很长很长的一行\n二", 0, {"很长很长的一行", "二"}},
        {"closing quote", "他说“好”。", 8, {"他说", "“好”。"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(broken(row.text, row.width) == row.lines);
    }
}

TEST_CASE("line breaks: of random text nothing is lost, nothing too wide, no line begins or ends wrongly") {
    constexpr std::u32string_view letters = U"踏勘记录危废，。（）“”、；：ab 1.9m\n《》…—";
    for (unsigned seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::u32string picked;
        for (auto n = random() % 60; n > 0; --n)
            picked += letters[random() % letters.size()];
        const std::string text = sync::to_utf8(picked);
        const float width = static_cast<float>(2 + random() % 30);
        const auto lines = wrap_lines(text, width, advance);
        std::size_t at = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Line& line = lines[i];
            REQUIRE(line.begin == at);
            REQUIRE(line.end >= line.begin);
            at = line.next;
            REQUIRE(line.width <= width);
            const std::string shown = text.substr(line.begin, line.end - line.begin);
            if (i == 0 || shown.empty() || lines[i - 1].newline) continue;
            // A break without a place for one happens only in a run that fills a whole line.
            const std::u32string before =
                sync::to_utf32(text.substr(lines[i - 1].begin, line.begin - lines[i - 1].begin));
            const char32_t first = sync::to_utf32(shown).front();
            bool had_place = false;
            for (std::size_t k = 1; k < before.size(); ++k)
                had_place |= may_break(before[k - 1], before[k]);
            if (had_place) REQUIRE(may_break(before.back(), first));
        }
        REQUIRE(at == text.size());
    }
}

TEST_CASE("line breaks: malformed text ends and loses no byte") {
    const std::string text = "\xE4\xB8踏\xFF\x80勘";
    const auto lines = wrap_lines(text, 2, advance);
    CHECK(lines.front().begin == 0);
    CHECK(lines.back().next == text.size());
}
