#pragma once
// UTF-8 text and paths: checking, walking code points, crossing into C.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

// True for well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_utf8(std::string_view text);
// True when `text` is UTF-8 without control characters except tab and newline: what a record may hold.
bool is_plain_text(std::string_view text);
// Unicode's category Cc: U+0000 to U+001F and U+007F to U+009F.
bool is_control(char32_t code_point);
// Makes foreign text (pasted, from a file's tags) fit for a record: CR LF and CR become LF, other control characters
// go, malformed bytes become U+FFFD.
std::string plain_text(std::string_view text);

// Reads one code point at `at` and moves `at` behind it. Malformed bytes give U+FFFD and move by one byte.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

// Paths cross into C and into text as UTF-8 on every system, never through the locale.
std::string utf8(const std::filesystem::path& path);
std::filesystem::path path_from_utf8(std::string_view text);

std::string to_hex(const std::uint8_t* bytes, std::size_t size);
std::string trimmed(std::string_view text); // without ASCII spaces, tabs and newlines at both ends
// '0' to '9' alone, in every locale; here in full, since lexers ask it of every byte.
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
std::string lower_ascii(std::string_view text); // A to Z become a to z, all else stays
// The parts between separators: always one more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace takan::sync
