#include "app/store/words.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace takan::app {
namespace {

constexpr std::size_t longest_unit = 64;   // bytes; a longer run of letters is cut into several units
constexpr std::size_t most_words = 16;     // of a search; more are no search of a person
constexpr std::size_t most_units = 64;     // of one word of a search
constexpr std::size_t excerpt_before = 14; // characters
constexpr std::size_t excerpt_after = 26;
constexpr std::string_view gap = "\u241e"; // a token that no text has: what stands on its sides are no neighbours

bool within(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

// Full-width forms as half-width, capitals as small letters, raised digits as digits.
char32_t folded(char32_t c) {
    if (within(c, 0xff01, 0xff5e)) c -= 0xfee0;
    if (within(c, U'A', U'Z')) return c + 0x20;
    if (c < 0x80) return c;
    if (c == 0xb2) return U'2';
    if (c == 0xb3) return U'3';
    if (within(c, 0xc0, 0xde) && c != 0xd7) return c + 0x20;
    if (within(c, 0x391, 0x3a9) || within(c, 0x410, 0x42f)) return c + 0x20;
    if (within(c, 0x400, 0x40f)) return c + 0x50;
    return c;
}

bool is_ideograph(char32_t c) {
    return within(c, 0x3400, 0x4dbf) || within(c, 0x4e00, 0x9fff) || within(c, 0xf900, 0xfaff) ||
           within(c, 0x20000, 0x3ffff) || within(c, 0x3005, 0x3007) || within(c, 0x3041, 0x30ff) ||
           within(c, 0xac00, 0xd7a3) || within(c, 0x2e80, 0x2fdf);
}

bool is_digit(char32_t c) {
    return within(c, U'0', U'9');
}

bool is_letter(char32_t c) {
    if (c < 0x80) return within(c, U'a', U'z');
    return (within(c, 0xdf, 0x24f) && c != 0xf7) || within(c, 0x370, 0x1fff);
}

void append(std::string& list, std::string_view token) {
    if (!list.empty()) list += ' ';
    list += token;
}

bool are_neighbours(const Unit& a, const Unit& b) {
    return a.is_ideograph && b.is_ideograph && a.end == b.begin;
}

// The pairs of the runs of ideographs, each run closed by a gap.
void append_pairs(std::string& list, const std::vector<Unit>& units) {
    bool open = false;
    for (std::size_t at = 0; at + 1 < units.size(); ++at) {
        if (are_neighbours(units[at], units[at + 1])) {
            append(list, units[at].text + units[at + 1].text);
            open = true;
        } else if (open) {
            append(list, gap);
            open = false;
        }
    }
    if (open) append(list, gap);
}

// "喷漆房" must occur as the pairs 喷漆 and 漆房 in a row; that of a longer word each run of ideographs for itself.
std::vector<std::string> pair_phrases(const Word& word) {
    std::vector<std::string> phrases;
    std::string phrase;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const bool joined = at + 1 < word.size() && are_neighbours(word[at], word[at + 1]);
        if (joined)
            append(phrase, word[at].text + word[at + 1].text);
        else if (!phrase.empty())
            phrases.push_back(std::exchange(phrase, {}));
    }
    return phrases;
}

// Two or more ideographs and nothing else: its pairs say all of it.
bool is_one_run(const Word& word) {
    const auto broken = std::adjacent_find(word.begin(), word.end(), std::not_fn(are_neighbours));
    return word.size() > 1 && broken == word.end();
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::string column_filter(std::string_view columns) {
    return "{" + std::string(columns) + "} : ";
}

void append_term(std::string& expression, const std::string& term) {
    if (!expression.empty()) expression += " AND ";
    expression += term;
}

// Moves `at` back over `count` code points.
std::size_t back_by(std::string_view text, std::size_t at, std::size_t count) {
    while (at > 0 && count > 0) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
            --at;
        --count;
    }
    return at;
}

} // namespace

std::vector<Unit> units_of(std::string_view text) {
    enum class Run { none, letters, digits };
    std::vector<Unit> units;
    Run open = Run::none; // what the last unit may go on with
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = folded(sync::next_code_point(text, at));
        const bool ideograph = is_ideograph(c);
        const Run run = is_letter(c) ? Run::letters : is_digit(c) ? Run::digits : Run::none;
        const bool goes_on = run != Run::none && run == open && units.back().text.size() < longest_unit;
        open = run;
        if (!ideograph && run == Run::none) continue;
        if (!goes_on) units.push_back({{}, ideograph, begin, at});
        sync::append_utf8(units.back().text, c);
        units.back().end = at;
    }
    return units;
}

void WordLists::add(std::string_view text) {
    const auto found = units_of(text);
    for (const auto& unit : found)
        append(units, unit.text);
    if (!found.empty()) append(units, gap);
    append_pairs(pairs, found);
}

std::vector<Word> searched_words(std::string_view search) {
    std::string spaced(search);
    // A search is one line; people type the wide space of the Chinese keyboard between words.
    for (std::size_t at = spaced.find("\u3000"); at != std::string::npos; at = spaced.find("\u3000", at))
        spaced.replace(at, 3, " ");
    std::replace(spaced.begin(), spaced.end(), '\n', ' ');
    std::replace(spaced.begin(), spaced.end(), '\t', ' ');
    std::vector<Word> words;
    for (const auto part : sync::split(spaced, ' ')) {
        Word word = units_of(part);
        if (word.empty()) continue;
        if (word.size() > most_units) word.resize(most_units);
        words.push_back(std::move(word));
        if (words.size() == most_words) break;
    }
    return words;
}

std::string match_expression(const std::vector<Word>& words, std::string_view unit_columns,
                             std::string_view pair_columns) {
    std::string expression;
    for (const auto& word : words) {
        const auto phrases = pair_phrases(word);
        for (const auto& phrase : phrases)
            append_term(expression, column_filter(pair_columns) + '"' + phrase + '"');
        if (is_one_run(word)) continue;
        std::string phrase;
        for (const auto& unit : word)
            append(phrase, unit.text);
        append_term(expression,
                    column_filter(unit_columns) + '"' + phrase + '"' + (word.back().is_ideograph ? "" : " *"));
    }
    return expression;
}

std::optional<Span> find_word(std::string_view text, const Word& word) {
    if (word.empty()) return std::nullopt;
    const auto units = units_of(text);
    for (std::size_t start = 0; start + word.size() <= units.size(); ++start) {
        bool equal = true;
        for (std::size_t at = 0; equal && at + 1 < word.size(); ++at)
            equal = units[start + at].text == word[at].text;
        const Unit& last = units[start + word.size() - 1];
        if (!equal || !starts_with(last.text, word.back().text)) continue;
        if (last.is_ideograph) return Span{units[start].begin, last.end};
        std::size_t end = last.begin;
        for (std::size_t left = sync::to_utf32(word.back().text).size(); left > 0 && end < last.end; --left)
            sync::next_code_point(text, end);
        return Span{units[start].begin, end};
    }
    return std::nullopt;
}

std::string excerpt_of(std::string_view text, Span span) {
    const std::size_t begin = back_by(text, span.begin, excerpt_before);
    std::size_t end = span.end;
    for (std::size_t count = 0; count < excerpt_after && end < text.size(); ++count)
        sync::next_code_point(text, end);
    std::string excerpt;
    if (begin > 0) excerpt += "…";
    excerpt += text.substr(begin, span.begin - begin);
    excerpt += "\u2068";
    excerpt += text.substr(span.begin, span.end - span.begin);
    excerpt += "\u2069";
    excerpt += text.substr(span.end, end - span.end);
    if (end < text.size()) excerpt += "…";
    std::replace(excerpt.begin(), excerpt.end(), '\n', ' ');
    std::replace(excerpt.begin(), excerpt.end(), '\t', ' ');
    return excerpt;
}

} // namespace takan::app
