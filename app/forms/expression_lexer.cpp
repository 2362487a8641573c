#include "app/forms/expression_lexer.hpp"

#include "app/forms/xvalue.hpp"
#include "sync/base/text.hpp"

#include <array>

namespace takan::app {
namespace {

using sync::Error;
using sync::Result;

constexpr std::size_t most_tokens = 2000;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Error unreadable(std::string_view what, std::string key = "error.expression_unreadable") {
    return sync::fail(sync::ErrorKind::invalid, "the expression cannot be read", sync::plain_text(what),
                      std::move(key));
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Result<std::vector<Token>> read() {
        std::vector<Token> tokens;
        for (;;) {
            while (m_at < m_text.size() && std::string_view(" \t\n").find(m_text[m_at]) != std::string_view::npos)
                ++m_at;
            if (m_at == m_text.size()) break;
            TAKAN_TRY_LET(token, next());
            tokens.push_back(std::move(token));
            if (tokens.size() > most_tokens) return unreadable(m_text.substr(0, 40), "error.expression_too_long");
        }
        tokens.emplace_back();
        return tokens;
    }

private:
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }

    Result<Token> next() {
        const char c = peek();
        if (sync::is_digit(c) || (c == '.' && sync::is_digit(peek(1)))) return number();
        if (c == '\'' || c == '"') return literal(c);
        if (c == '$') return question();
        if (is_letter(c)) return name();
        return sign();
    }

    Result<Token> number() {
        const std::size_t from = m_at;
        while (sync::is_digit(peek()) || peek() == '.')
            ++m_at;
        const std::string_view digits = m_text.substr(from, m_at - from);
        const double value = number_of(digits);
        if (value != value) return unreadable(digits);
        return Token{Token::Kind::number, std::string(digits), value};
    }

    Result<Token> literal(char quote) {
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos) return unreadable(m_text.substr(m_at), "error.expression_open_text");
        Token token{Token::Kind::text, std::string(m_text.substr(m_at + 1, end - m_at - 1)), 0};
        m_at = end + 1;
        return token;
    }

    Result<Token> question() {
        const std::size_t end = m_text.find('}', m_at);
        if (peek(1) != '{' || end == std::string_view::npos) return unreadable(m_text.substr(m_at));
        Token token{Token::Kind::question, sync::trimmed(m_text.substr(m_at + 2, end - m_at - 2)), 0};
        m_at = end + 1;
        return token;
    }

    // Names hold '-' and, in the middle, ':' ("jr:choice-name").
    Result<Token> name() {
        const std::size_t from = m_at;
        while (is_letter(peek()) || sync::is_digit(peek()) || peek() == '-' || peek() == '.' ||
               (peek() == ':' && is_letter(peek(1))))
            ++m_at;
        return Token{Token::Kind::name, std::string(m_text.substr(from, m_at - from)), 0};
    }

    Result<Token> sign() {
        static constexpr std::array<std::string_view, 15> signs{"<=", ">=", "!=", "..", "<", ">", "=", "(",
                                                                ")",  ",",  "+",  "-",  "*", ".", "|"};
        for (const auto one : signs) {
            if (m_text.substr(m_at, one.size()) != one || one == "|") continue;
            m_at += one.size();
            return Token{Token::Kind::sign, std::string(one), 0};
        }
        std::size_t end = m_at;
        const char32_t c = sync::next_code_point(m_text, end);
        // Quotes and signs that a text program or a Chinese keyboard put there.
        constexpr std::u32string_view wide = U"‘’“”（），＝＜＞＋－×÷≥≤≠";
        const bool looks_right = wide.find(c) != std::u32string_view::npos;
        return unreadable(m_text.substr(m_at, end - m_at),
                          looks_right ? "error.expression_wide_sign" : "error.expression_unreadable");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

Result<std::vector<Token>> tokens_of(std::string_view expression) {
    return Lexer(expression).read();
}

} // namespace takan::app
