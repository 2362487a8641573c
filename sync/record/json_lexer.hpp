#pragma once
// JsonLexer: the words of a JSON text, under the rules that records set (no decimals, plain text only), with the line
// in every error.

#include "sync/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace takan::sync {

class JsonLexer {
public:
    // `bytes` must outlive the lexer.
    explicit JsonLexer(std::string_view bytes) : m_bytes(bytes) {}

    // Skips white space; returns the byte that follows without taking it, or NUL at the end.
    char peek();
    std::size_t at() const { return m_at; }
    bool at_end() const { return m_at == m_bytes.size(); }

    bool take(char wanted); // skips white space; false, and nothing taken, when another byte follows
    Status expect(char wanted);
    bool take_word(std::string_view word); // true, false, null

    // Reads a text in quotes; `what` names it in the error. The view holds until the next string is read.
    Result<std::string_view> string(std::string_view what);
    Result<std::int64_t> number();

    Error error_at(std::size_t at, std::string reason) const;
    // The error of what was read at `at`, with its line.
    Error error_at(std::size_t at, const Error& error) const { return error_at(at, error.message); }

private:
    Status scan_plain();
    Status take_escape();
    Result<char32_t> take_escaped_code_point();
    bool take_hex(char32_t& unit);

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::string m_unescaped;
};

} // namespace takan::sync
