#pragma once
// Line breaking for Chinese and Latin text: between ideographs, never before closing nor after opening punctuation,
// Latin words and numbers whole. Pure; labels, measuring and the editor all use it.

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// Width of one character in the same unit as the wrap width.
using Advance = std::function<float(char32_t)>;

// Whether a line may end with `before` and the next begin with `after`.
bool may_break(char32_t before, char32_t after);
// Characters that no line begins with (，。）…) and that no line ends with (（《“…).
bool never_begins_line(char32_t c);
bool never_ends_line(char32_t c);

struct Line {
    std::size_t begin = 0; // bytes into the text
    std::size_t end = 0;   // behind the last byte that is shown; spaces at the end of a line hang over and are within
    std::size_t next = 0;  // where the next line begins: `end`, or one behind it at a newline
    float width = 0;       // without the spaces that hang over
    bool newline = false;  // ended by a newline in the text
};

// Returns at least one line; a text that ends with a newline has an empty last line. A word wider than the width is
// broken where it must be; then, and only then, a line may begin with any character. `width` <= 0: only newlines break.
std::vector<Line> wrap_lines(std::string_view text, float width, const Advance& advance);

} // namespace takan::app::ui
