#pragma once
// The text and byte forms that OpenSSH's keys and signatures share: base64, armor, length-prefixed strings.

#include "sync/base/cursor.hpp"
#include "sync/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::sync {

std::string encode_base64(std::string_view bytes);
// Reads whole groups of four with their padding, nothing between. Nothing when the text is anything else.
std::optional<std::string> decode_base64(std::string_view text);

// "-----BEGIN <label>-----", base64 in lines of 70 characters as ssh-keygen writes them, "-----END <label>-----".
std::string armored(std::string_view label, std::string_view bytes);
// Reads one armored text with line ends LF or CR LF. Nothing when it is anything else.
std::optional<std::string> unarmored(std::string_view label, std::string_view text);

void put_u32(std::string& out, std::size_t number);
void put_string(std::string& out, std::string_view bytes); // RFC 4251: length, bytes
std::optional<std::string_view> take_string(Cursor& cursor);
// Reads a string and returns true when it is `wanted`.
bool take_string(Cursor& cursor, std::string_view wanted);

} // namespace takan::sync
