#include "app/domain/text_diff.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>

using namespace takan::app;

namespace {

using Pieces = std::vector<DiffPiece>;

std::string joined(const Pieces& pieces, Piece without) {
    std::string text;
    for (const auto& piece : pieces)
        if (piece.piece != without) text += piece.text;
    return text;
}

// What every comparison has to hold.
void check_sound(const std::string& before, const std::string& after) {
    const auto pieces = text_diff(before, after);
    CHECK(joined(pieces, Piece::added) == before);
    CHECK(joined(pieces, Piece::taken) == after);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        CHECK_FALSE(pieces[i].text.empty());
        if (i == 0) continue;
        CHECK(pieces[i - 1].piece != pieces[i].piece);
        CHECK_FALSE((pieces[i - 1].piece == Piece::added && pieces[i].piece == Piece::taken));
    }
}

std::size_t bytes_of(const Pieces& pieces, Piece sort) {
    std::size_t bytes = 0;
    for (const auto& piece : pieces)
        if (piece.piece == sort) bytes += piece.text.size();
    return bytes;
}

std::string random_text(std::mt19937& random, std::size_t words) {
    constexpr std::array parts{"危废", "间", "的", "。", "\n", " ", "COD", "1.32", "mg/L", "，", "3", "\xff", "é"};
    std::string text;
    for (std::size_t i = 0; i < words; ++i)
        text += parts[random() % parts.size()];
    return text;
}

// Some words taken out, some put in.
std::string changed(std::mt19937& random, const std::string& text) {
    std::string other;
    for (const auto& word : words_of(text)) {
        if (random() % 8 == 0) other += random_text(random, 1 + random() % 3);
        if (random() % 8 != 0) other += word;
    }
    return other;
}

} // namespace

TEST_CASE("text diff: words are Latin words, numbers, single ideographs, blanks and newlines") {
    const std::string text = "总铬1.32 mg/L，超标\n0.32倍。Éa_b2  1,200.";
    const std::vector<std::string_view> words{"总", "铬", "1.32", " ",  "mg", "/",     "L",  "，",    "超",
                                              "标", "\n", "0.32", "倍", "。", "Éa_b2", "  ", "1,200", "."};
    CHECK(words_of(text) == words);
    CHECK(words_of("").empty());
}

TEST_CASE("text diff: what a reader expects") {
    struct Case {
        const char* what;
        const char* before;
        const char* after;
        Pieces pieces;
    };
    const Piece kept = Piece::kept, taken = Piece::taken, added = Piece::added;
    const std::vector<Case> cases{
        {"nothing", "", "", {}},
        {"the same", "标签缺失。", "标签缺失。", {{kept, "标签缺失。"}}},
        {"all new", "", "标签缺失。", {{added, "标签缺失。"}}},
        {"all gone", "标签缺失。", "", {{taken, "标签缺失。"}}},
        {"a character put in", "标签缺失", "标签均缺失", {{kept, "标签"}, {added, "均"}, {kept, "缺失"}}},
        {"a number as a whole",
         "总铬1.32 mg/L",
         "总铬1.35 mg/L",
         {{kept, "总铬"}, {taken, "1.32"}, {added, "1.35"}, {kept, " mg/L"}}},
        {"a Latin word as a whole",
         "pH valve open",
         "pH valves open",
         {{kept, "pH "}, {taken, "valve"}, {added, "valves"}, {kept, " open"}}},
        {"a paragraph behind", "第一段。", "第一段。\n第二段。", {{kept, "第一段。"}, {added, "\n第二段。"}}},
        {"a phrase in the middle",
         "危废间地面有裂缝，标签缺失。",
         "危废间地面有积水，标签缺失。",
         {{kept, "危废间地面有"}, {taken, "裂缝"}, {added, "积水"}, {kept, "，标签缺失。"}}},
    };
    for (const auto& one : cases) {
        CAPTURE(one.what);
        CHECK(text_diff(one.before, one.after) == one.pieces);
    }
}

TEST_CASE("text diff: one kept character between two rewritten phrases does not tear them apart") {
    const auto pieces = text_diff("现场未见更换的活性炭台账。", "企业当日提供的购货发票。");
    CHECK(pieces == Pieces{{Piece::taken, "现场未见更换的活性炭台账"},
                           {Piece::added, "企业当日提供的购货发票"},
                           {Piece::kept, "。"}});
}

TEST_CASE("text diff: the old text and the pieces give the new one, and the other way round") {
    std::random_device seeds;
    const std::uint32_t first = seeds();
    for (std::uint32_t i = 0; i < 400; ++i) {
        const std::uint32_t seed = first + i;
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::string before = random_text(random, random() % 60);
        check_sound(before, changed(random, before));
        check_sound(before, random_text(random, random() % 60));
    }
}

TEST_CASE("text diff: a few changes in a long text stay few") {
    std::mt19937 random(5);
    const std::string before = random_text(random, 20'000);
    std::string after = before;
    after.insert(before.size() / 3, "漏检");
    after.insert(2 * before.size() / 3, "补测");
    const auto pieces = text_diff(before, after);
    check_sound(before, after);
    CHECK(bytes_of(pieces, Piece::taken) <= 8); // a number or a word that was cut in two
    CHECK(bytes_of(pieces, Piece::added) <= 24);
}

TEST_CASE("text diff: texts too different word by word are compared line by line") {
    std::string before, after;
    for (int i = 0; i < 300; ++i) {
        const std::string number = std::to_string(i);
        before += "旧" + number + "厂房甲乙丙丁戊\n相同的一行" + number + "\n";
        after += "新" + number + "子丑寅卯辰巳\n相同的一行" + number + "\n";
    }
    check_sound(before, after);
    for (const auto& piece : text_diff(before, after))
        CHECK(piece.text.back() == '\n'); // whole lines
}

TEST_CASE("text diff: texts without anything in common keep only what begins and ends both") {
    std::string before = "同一行\n", after = "同一行\n";
    for (int i = 0; i < 3000; ++i) {
        before += "甲" + std::to_string(i) + "\n";
        after += "乙" + std::to_string(i) + "\n";
    }
    before += "完\n";
    after += "完\n";
    check_sound(before, after);
    const auto pieces = text_diff(before, after);
    REQUIRE(pieces.size() == 4);
    CHECK(pieces[0] == DiffPiece{Piece::kept, "同一行\n"});
    CHECK(pieces[3] == DiffPiece{Piece::kept, "完\n"});
}
