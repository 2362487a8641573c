#include "app/ui/find_text.hpp"

#include "sync/base/text.hpp"

#include <string>

namespace takan::app::ui {

namespace {

char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c = c - 0xFF01 + U'!'; // full-width ASCII
    if (c == 0x3000) c = U' ';
    if (c == 0xFF61) c = 0x3002; // half-width 。
    if (c == 0xFF64) c = 0x3001; // half-width 、
    if (c >= U'A' && c <= U'Z') c = c - U'A' + U'a';
    return c;
}

// A text as its folded characters, with where each one begins and, at last, the text's end.
struct Folded {
    std::u32string characters;
    std::vector<std::size_t> starts;
};

Folded fold(std::string_view text) {
    Folded result;
    for (std::size_t at = 0; at < text.size();) {
        result.starts.push_back(at);
        result.characters += folded(sync::next_code_point(text, at));
    }
    result.starts.push_back(text.size());
    return result;
}

} // namespace

std::vector<TextHit> find_all(std::string_view text, std::string_view wanted) {
    std::vector<TextHit> hits;
    if (wanted.empty()) return hits;
    const Folded in = fold(text);
    const std::u32string what = fold(wanted).characters;
    for (auto at = in.characters.find(what); at != std::u32string::npos;
         at = in.characters.find(what, at + what.size()))
        hits.push_back({in.starts[at], in.starts[at + what.size()]});
    return hits;
}

} // namespace takan::app::ui
