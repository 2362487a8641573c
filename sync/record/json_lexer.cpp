#include "sync/record/json_lexer.hpp"

#include "sync/base/text.hpp"
#include "sync/record/value.hpp"

#include <algorithm>
#include <array>

namespace takan::sync {
namespace {

enum class Class : std::uint8_t { plain, quote, backslash, control, wide };

constexpr std::array<Class, 256> make_classes() {
    std::array<Class, 256> classes{};
    for (std::size_t byte = 0; byte < classes.size(); ++byte) {
        if (byte < 0x20 || byte == 0x7F) classes[byte] = Class::control;
        if (byte >= 0x80) classes[byte] = Class::wide;
    }
    classes['"'] = Class::quote;
    classes['\\'] = Class::backslash;
    return classes;
}

constexpr std::array<Class, 256> classes = make_classes();

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string named(char32_t code_point) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string name = "U+";
    for (int shift = 12; shift >= 0; shift -= 4)
        name += digits[code_point >> shift & 0xF];
    return name;
}

bool is_high_surrogate(char32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

} // namespace

Error JsonLexer::error_at(std::size_t at, std::string reason) const {
    const auto before = m_bytes.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return fail(ErrorKind::invalid, std::move(reason), "line " + std::to_string(line));
}

char JsonLexer::peek() {
    while (m_at < m_bytes.size() && is_blank(m_bytes[m_at]))
        ++m_at;
    return at_end() ? '\0' : m_bytes[m_at];
}

bool JsonLexer::take(char wanted) {
    if (peek() != wanted || at_end()) return false;
    ++m_at;
    return true;
}

Status JsonLexer::expect(char wanted) {
    if (take(wanted)) return {};
    return error_at(m_at, std::string(at_end() ? "the bytes end where '" : "'") + wanted + "' is expected");
}

bool JsonLexer::take_word(std::string_view word) {
    if (m_bytes.substr(m_at, word.size()) != word) return false;
    m_at += word.size();
    return true;
}

// Moves over characters that stand for themselves, up to a quote or a backslash.
Status JsonLexer::scan_plain() {
    while (m_at < m_bytes.size()) {
        switch (classes[static_cast<unsigned char>(m_bytes[m_at])]) {
        case Class::plain:
            ++m_at;
            break;
        case Class::quote:
        case Class::backslash:
            return {};
        case Class::control: {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at]);
            return error_at(m_at, "a text holds the control character " + named(byte));
        }
        case Class::wide: {
            const std::size_t start = m_at;
            const char32_t c = next_code_point(m_bytes, m_at);
            if (m_at == start + 1) return error_at(start, "a text is not valid UTF-8");
            if (is_control(c)) return error_at(start, "a text holds the control character " + named(c));
            break;
        }
        }
    }
    return error_at(m_at, "a text is not closed by a quote");
}

Result<std::string_view> JsonLexer::string(std::string_view what) {
    if (!take('"')) return error_at(m_at, std::string(what) + " must be a text in quotes");
    std::size_t start = m_at;
    TAKAN_TRY(scan_plain());
    if (m_bytes[m_at] == '"') return m_bytes.substr(start, m_at++ - start);
    m_unescaped.clear();
    while (m_bytes[m_at] != '"') {
        m_unescaped += m_bytes.substr(start, m_at - start);
        TAKAN_TRY(take_escape());
        start = m_at;
        TAKAN_TRY(scan_plain());
    }
    m_unescaped += m_bytes.substr(start, m_at++ - start);
    return std::string_view(m_unescaped);
}

// Stands on the backslash.
Status JsonLexer::take_escape() {
    const std::size_t start = m_at++;
    const char letter = at_end() ? '\0' : m_bytes[m_at++];
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        m_unescaped += letter;
        return {};
    case 't':
        m_unescaped += '\t';
        return {};
    case 'n':
        m_unescaped += '\n';
        return {};
    case 'b':
        return error_at(start, "a text holds the control character U+0008");
    case 'f':
        return error_at(start, "a text holds the control character U+000C");
    case 'r':
        return error_at(start, "a text holds the control character U+000D");
    case 'u':
        break;
    default:
        return error_at(start, "a text holds an escape that JSON does not know");
    }
    TAKAN_TRY_LET(code_point, take_escaped_code_point());
    if (is_control(code_point) && code_point != '\t' && code_point != '\n') {
        return error_at(start, "a text holds the control character " + named(code_point));
    }
    append_utf8(m_unescaped, code_point);
    return {};
}

// Stands behind \u.
Result<char32_t> JsonLexer::take_escaped_code_point() {
    const std::size_t start = m_at;
    char32_t first = 0;
    if (!take_hex(first)) return error_at(start, "a \\u escape needs four hexadecimal digits");
    if (is_low_surrogate(first)) return error_at(start, "a text holds half of a surrogate pair");
    if (!is_high_surrogate(first)) return first;
    char32_t second = 0;
    if (!take_word("\\u") || !take_hex(second) || !is_low_surrogate(second)) {
        return error_at(start, "a text holds half of a surrogate pair");
    }
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

bool JsonLexer::take_hex(char32_t& unit) {
    if (m_bytes.size() - m_at < 4) return false;
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = m_bytes[m_at++];
        const char lower = static_cast<char>(c | 0x20);
        if (is_digit(c)) {
            unit = unit << 4 | static_cast<char32_t>(c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            unit = unit << 4 | static_cast<char32_t>(lower - 'a' + 10);
        } else {
            return false;
        }
    }
    return true;
}

Result<std::int64_t> JsonLexer::number() {
    const std::size_t start = m_at;
    const bool negative = take('-');
    const std::size_t first = m_at;
    std::int64_t number = 0;
    for (; !at_end() && is_digit(m_bytes[m_at]); ++m_at) {
        // Stops growing once beyond the limit, so that it cannot overflow however many digits follow.
        if (number <= greatest_integer) number = number * 10 + (m_bytes[m_at] - '0');
    }
    if (m_at == first) return error_at(start, "a value must be a text, an integer, true, false, null or an array");
    if (m_bytes[first] == '0' && m_at > first + 1) return error_at(start, "an integer begins with a zero");
    const char next = at_end() ? '\0' : m_bytes[m_at];
    if (next == '.' || next == 'e' || next == 'E')
        return error_at(start, "decimals are not stored: write them as text");
    if (number > greatest_integer) return error_at(start, "an integer lies beyond 2^53");
    return negative ? -number : number;
}

} // namespace takan::sync
