#include "app/domain/root_code.hpp"

#include "app/domain/typed_text.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t digits = 16;
constexpr std::size_t group = 4;
constexpr std::size_t whole_id = 40;

bool is_between(char32_t c) {
    return c == U' ' || c == U'-' || c == U'.' || (c >= 0x2010 && c <= 0x2015); // dashes that input methods make
}

} // namespace

std::string root_code(std::string_view commit_id) {
    std::string code;
    for (std::size_t i = 0; i < std::min(digits, commit_id.size()); ++i) {
        if (i > 0 && i % group == 0) code += '-';
        code += commit_id[i];
    }
    return code;
}

sync::Result<std::string> read_root_code(std::string_view typed) {
    const std::string plain = sync::lower_ascii(half_width(typed));
    std::string id;
    bool is_code = true;
    for (std::size_t at = 0; at < plain.size();) {
        const char32_t c = sync::next_code_point(plain, at);
        if (is_between(c)) continue;
        const bool is_digit = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'f');
        is_code = is_code && is_digit;
        if (is_digit) id += static_cast<char>(c);
    }
    if (is_code && (id.empty() || (id.size() >= digits && id.size() <= whole_id))) return id;
    return sync::fail(sync::ErrorKind::invalid, "not a team's code", sync::plain_text(typed), "error.root_code");
}

} // namespace takan::app
