#include "app/ui/long_text_model.hpp"

#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace takan;
using namespace takan::app::ui;

namespace {

float advance(char32_t c) {
    return c < 0x2E80 ? 1.f : 2.f;
}

LongTextModel model_of(const std::string& text, float width = 100) {
    LongTextModel model;
    model.reset(text);
    model.wrap(width, advance);
    return model;
}

void step(LongTextModel& model, Step by, bool select = false, float width = 100) {
    model.wrap(width, advance);
    model.move(by, select);
}

// The text with the caret as | and the selection's other end as ^.
std::string shown(const LongTextModel& model) {
    std::string text = model.text();
    const std::size_t other =
        model.caret() == model.selection_begin() ? model.selection_end() : model.selection_begin();
    if (!model.has_selection()) return text.insert(model.caret(), "|");
    text.insert(std::max(model.caret(), other), model.caret() > other ? "|" : "^");
    return text.insert(std::min(model.caret(), other), model.caret() > other ? "^" : "|");
}

} // namespace

TEST_CASE("long text: keys move and select by characters, words, lines") {
    struct Row {
        const char* name;
        const char* text;
        std::vector<Step> steps;
        bool select;
        const char* result;
    };
    const Row rows[] = {
        {"left over an ideograph", "危废", {Step::left}, false, "危|废"},
        {"left over four bytes", "\xF0\xA0\x80\x80", {Step::left}, false, "|\xF0\xA0\x80\x80"},
        {"right at the end stays", "危", {Step::right}, false, "危|"},
        {"word left stops at punctuation", "设施正常，运行", {Step::word_left}, false, "设施正常，|运行"},
        {"word left over the mark", "设施，运行", {Step::word_left, Step::word_left}, false, "设施|，运行"},
        {"word left takes a Latin word", "COD 42.6", {Step::word_left}, false, "COD 42.|6"},
        {"word right goes behind the spaces", "ab  cd", {Step::text_start, Step::word_right}, false, "ab  |cd"},
        {"line start", "一\n二三", {Step::line_start}, false, "一\n|二三"},
        {"text start", "一\n二三", {Step::text_start}, false, "|一\n二三"},
        {"select left", "危废", {Step::left}, true, "危|废^"},
        {"select to the start", "一\n二", {Step::text_start}, true, "|一\n二^"},
        {"up keeps the column", "甲乙\n丙丁", {Step::left, Step::up}, false, "甲|乙\n丙丁"},
        {"up on the first line goes to the start", "甲乙", {Step::up}, false, "|甲乙"},
        {"down on the last line goes to the end", "甲乙", {Step::left, Step::down}, false, "甲乙|"},
        {"the column survives a short line", "一二三\n四\n五六七", {Step::up, Step::up}, false, "一二三|\n四\n五六七"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        LongTextModel model = model_of(row.text);
        for (const Step by : row.steps)
            step(model, by, row.select);
        CHECK(shown(model) == row.result);
    }
}

TEST_CASE("long text: left and right leave a selection at its ends") {
    LongTextModel model = model_of("危废贮存");
    model.select_all();
    model.move(Step::left, false);
    CHECK(shown(model) == "|危废贮存");
    model.select_all();
    model.move(Step::right, false);
    CHECK(shown(model) == "危废贮存|");
}

TEST_CASE("long text: End stays on a wrapped line, Home on its own") {
    LongTextModel model = model_of("一二三四五六", 6); // three a line
    model.move(Step::text_start, false);
    model.move(Step::line_end, false);
    CHECK(model.caret() == 9);
    CHECK(model.caret_line() == 0);
    model.move(Step::right, false);
    CHECK(model.caret_line() == 1);
    model.move(Step::line_start, false);
    CHECK(model.caret() == 9);
    CHECK(model.caret_line() == 1);
}

TEST_CASE("long text: typing replaces the selection, a run of it is one step of undo") {
    LongTextModel model = model_of("现场");
    model.insert("情");
    model.insert("况");
    CHECK(model.text() == "现场情况");
    CHECK(model.undo());
    CHECK(model.text() == "现场");
    CHECK(model.redo());
    CHECK(model.text() == "现场情况");
    model.select_all();
    model.insert("无");
    CHECK(model.text() == "无");
    CHECK(model.undo());
    CHECK(shown(model) == "^现场情况|");
    CHECK(model.undo());
    CHECK_FALSE(model.undo());
    CHECK(model.text() == "现场");
}

TEST_CASE("long text: moving the caret and a newline end a step of undo") {
    LongTextModel model = model_of("");
    model.insert("甲\n");
    model.insert("乙");
    CHECK(model.undo());
    CHECK(model.text() == "甲\n");
    model.redo();
    model.wrap(100, advance);
    model.move(Step::left, false);
    model.move(Step::right, false);
    model.insert("丙");
    CHECK(model.undo());
    CHECK(model.text() == "甲\n乙");
}

TEST_CASE("long text: pasted text becomes plain") {
    LongTextModel model = model_of("");
    model.insert(std::string("甲\r\n乙\x01\xFF"));
    CHECK(model.text() == "甲\n乙\xEF\xBF\xBD");
}

TEST_CASE("long text: a double click takes the run of one kind") {
    struct Row {
        const char* text;
        std::size_t caret;
        const char* word;
    };
    const Row rows[] = {{"处理设施，运行", 3, "处理设施"},
                        {"COD 42", 1, "COD"},
                        {"COD 42", 5, "42"},
                        {"甲，乙", 3, "，"},
                        {"甲", 3, "甲"},
                        {"", 0, ""}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        LongTextModel model = model_of(row.text);
        model.select_word_at(0, model.x_of(row.caret, 0));
        CHECK(model.selected() == row.word);
    }
}

TEST_CASE("long text: a press lands between the nearest characters") {
    LongTextModel model = model_of("甲乙\n丙", 100);
    model.place(0, 2.9f, false);
    CHECK(shown(model) == "甲|乙\n丙");
    model.place(0, 99, false);
    CHECK(shown(model) == "甲乙|\n丙");
    model.place(7, 0, true);
    CHECK(shown(model) == "甲乙^\n|丙");
}

namespace {

// The same operations on code points, without lines and without cleverness.
struct Naive {
    std::u32string text;
    std::size_t caret = 0, anchor = 0;
    std::vector<std::u32string> history;

    std::size_t begin() const { return std::min(caret, anchor); }
    std::size_t end() const { return std::max(caret, anchor); }
    void replace(std::size_t from, std::size_t to, const std::u32string& with) {
        if (from == to && with.empty()) return;
        text.replace(from, to - from, with);
        caret = anchor = from + with.size();
    }
};

} // namespace

TEST_CASE("long text: random edits agree with a naive model, and undo gives the first text back") {
    const std::vector<std::u32string> words{U"危", U"废，", U"a b", U"\n", U"\U00020000", U"。"};
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::u32string start = U"甲乙，丙\n丁";
        Naive naive{start, start.size(), start.size(), {}};
        LongTextModel model = model_of(sync::to_utf8(start));
        for (int i = 0; i < 60; ++i) {
            model.wrap(static_cast<float>(4 + seed % 9), advance);
            const bool select = random() % 2 == 0;
            switch (random() % 7) {
            case 0:
            case 1: {
                const std::u32string& word = words[random() % words.size()];
                model.insert(sync::to_utf8(word));
                naive.replace(naive.begin(), naive.end(), word);
                break;
            }
            case 2:
                model.erase_left(false);
                if (naive.caret != naive.anchor)
                    naive.replace(naive.begin(), naive.end(), U"");
                else if (naive.caret > 0)
                    naive.replace(naive.caret - 1, naive.caret, U"");
                break;
            case 3:
                model.erase_right(false);
                if (naive.caret != naive.anchor)
                    naive.replace(naive.begin(), naive.end(), U"");
                else if (naive.caret < naive.text.size())
                    naive.replace(naive.caret, naive.caret + 1, U"");
                break;
            case 4:
                model.move(Step::left, select);
                if (!select && naive.caret != naive.anchor)
                    naive.caret = naive.begin();
                else if (naive.caret > 0)
                    --naive.caret;
                if (!select) naive.anchor = naive.caret;
                break;
            case 5:
                model.move(Step::text_start, select);
                naive.caret = 0;
                if (!select) naive.anchor = 0;
                break;
            default: { // moves that depend on lines: take over where they went, it must be between characters
                constexpr Step steps[] = {Step::up, Step::down, Step::word_left, Step::word_right, Step::line_end};
                model.move(steps[random() % 5], select);
                naive.caret = sync::to_utf32(model.text().substr(0, model.caret())).size();
                if (!select) naive.anchor = naive.caret;
            }
            }
            REQUIRE(sync::is_utf8(model.text()));
            REQUIRE(model.text() == sync::to_utf8(naive.text));
            REQUIRE(model.caret() == sync::to_utf8(naive.text.substr(0, naive.caret)).size());
            REQUIRE(model.selected() == sync::to_utf8(naive.text.substr(naive.begin(), naive.end() - naive.begin())));
        }
        const std::string last = model.text();
        while (model.undo()) {
        }
        REQUIRE(model.text() == sync::to_utf8(start));
        while (model.redo()) {
        }
        REQUIRE(model.text() == last);
    }
}
