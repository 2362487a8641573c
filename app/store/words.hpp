#pragma once
// Words: how text becomes words of the search index, what a person's search asks of it, and where a word stands in a
// text.
//
// Chinese has no spaces: every character is a unit, and every two neighbours are a pair. A search for one character
// asks for the unit, for more for the pairs in a row, which are rare enough to be found quickly. Latin letters in
// a row are one unit, and so are digits in a row.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// One Chinese character, one word of letters or one number, folded: half-width, lower case.
struct Unit {
    std::string text;
    bool is_ideograph = false;
    std::size_t begin = 0; // byte offsets in the text it comes from
    std::size_t end = 0;
};
std::vector<Unit> units_of(std::string_view text);

// What the index holds of one record; tokens separated by spaces, in the order of the text.
struct WordLists {
    std::string units;
    std::string pairs;

    bool operator==(const WordLists&) const = default;
    // Adds a text; its words are no neighbours of those of other texts.
    void add(std::string_view text);
};

// The words of a search: between spaces, each one or more units that must follow each other. At most 16 words.
using Word = std::vector<Unit>;
std::vector<Word> searched_words(std::string_view search);

// The match expression for FTS5: every word occurs in one of the named columns.
std::string match_expression(const std::vector<Word>& words, std::string_view unit_columns,
                             std::string_view pair_columns);

struct Span {
    std::size_t begin = 0; // byte offsets
    std::size_t end = 0;
};
// Where the word stands first in the text. A word's last unit may be the start of a longer Latin word.
std::optional<Span> find_word(std::string_view text, const Word& word);
// About 40 characters around the span, on one line, the span between U+2068 and U+2069.
std::string excerpt_of(std::string_view text, Span span);

} // namespace takan::app
