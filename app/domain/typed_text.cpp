#include "app/domain/typed_text.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

std::string folded(std::string_view text) {
    std::string word = half_width(text);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return word;
}

} // namespace

std::string half_width(std::string_view typed) {
    std::string out;
    for (std::size_t at = 0; at < typed.size();) {
        char32_t c = sync::next_code_point(typed, at);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - U'!'; // the block repeats ASCII in its order
        if (c == 0x3000) c = U' ';
        sync::append_utf8(out, c);
    }
    return sync::trimmed(out);
}

bool same_word(std::string_view a, std::string_view b) {
    return folded(a) == folded(b);
}

std::string first_words(std::string_view text, std::size_t limit) {
    const std::string whole = sync::trimmed(text);
    const std::string_view line = std::string_view(whole).substr(0, whole.find('\n'));
    std::string out;
    std::size_t at = 0;
    for (std::size_t count = 0; at < line.size() && count < limit; ++count)
        sync::append_utf8(out, sync::next_code_point(line, at));
    out = sync::trimmed(out);
    if (at < whole.size()) out += "…";
    return out;
}

} // namespace takan::app
