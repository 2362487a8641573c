#include "app/ui/line_breaks.hpp"

#include "sync/base/text.hpp"

#include <string_view>

namespace takan::app::ui {

namespace {

constexpr std::u32string_view closing =
    U"!),.:;?]}%¢°·»’”‰′″›℃、。〉》」』】〕〗〞︶︺︾﹀﹂﹄﹚﹜﹞！＂％＇），．：；？］｝～々ーヽヾゝゞ…—–²³％";
constexpr std::u32string_view opening = U"([{£¥«‘“‹〈《「『【〔〖〝︵︹︽︿﹁﹃﹙﹛﹝（［｛￡￥$＄#@";

bool contains(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == 0x3000;
}

// Characters of which each is a word of its own.
bool is_ideographic(char32_t c) {
    return (c >= 0x2E80 && c <= 0x303F) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3100 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// The line being filled: how far it goes, and the last place where it may break.
struct Filling {
    std::size_t begin = 0;
    std::size_t break_at = 0; // == begin: none
    float width = 0;          // up to the last character that is no space
    float with_spaces = 0;
    float width_at_break = 0;
};

} // namespace

bool never_begins_line(char32_t c) {
    return contains(closing, c);
}
bool never_ends_line(char32_t c) {
    return contains(opening, c);
}

bool may_break(char32_t before, char32_t after) {
    if (is_space(after)) return false; // spaces hang over the end of the line before
    if (never_begins_line(after) || never_ends_line(before)) return false;
    if (is_space(before)) return true;
    if (is_ideographic(before) || is_ideographic(after)) return true;
    return before == U'-' || before == U'—' || before == U'…';
}

std::vector<Line> wrap_lines(std::string_view text, float width, const Advance& advance) {
    std::vector<Line> lines;
    Filling filling;
    char32_t previous = 0;
    std::size_t at = 0;
    const auto close = [&](std::size_t end, std::size_t next, float line_width, bool newline) {
        lines.push_back({filling.begin, end, next, line_width, newline});
        filling = {next, next, 0, 0, 0};
        previous = 0;
        at = next;
    };
    while (at < text.size()) {
        const std::size_t here = at;
        std::size_t behind = at;
        const char32_t c = sync::next_code_point(text, behind);
        if (c == U'\n') {
            close(here, behind, filling.width, true);
            continue;
        }
        if (here > filling.begin && may_break(previous, c)) {
            filling.break_at = here;
            filling.width_at_break = filling.width;
        }
        const float with_this = filling.with_spaces + advance(c);
        if (width > 0 && with_this > width && !is_space(c) && here > filling.begin) {
            // A word wider than the line breaks where it must.
            const bool soft = filling.break_at > filling.begin;
            close(soft ? filling.break_at : here, soft ? filling.break_at : here,
                  soft ? filling.width_at_break : filling.width, false);
            continue;
        }
        filling.with_spaces = with_this;
        if (!is_space(c)) filling.width = with_this;
        previous = c;
        at = behind;
    }
    lines.push_back({filling.begin, text.size(), text.size(), filling.width, false});
    return lines;
}

} // namespace takan::app::ui
