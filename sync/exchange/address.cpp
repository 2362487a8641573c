#include "sync/exchange/address.hpp"

#include "sync/base/text.hpp"

#include <charconv>
#include <system_error>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_scheme = "file://";

// "%E8%B8%8F" is how URLs write what is not ASCII. A percent sign without two hex digits behind it stays.
std::string without_escapes(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned char byte = 0;
        const bool escaped = text[at] == '%' && at + 2 < text.size();
        const char* end = escaped ? text.data() + at + 3 : nullptr;
        if (escaped && std::from_chars(text.data() + at + 1, end, byte, 16).ptr == end) {
            plain += static_cast<char>(byte);
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

// "ssh://host/…" and "git@host:…" name another machine.
bool names_a_machine(std::string_view address) {
    const std::size_t colon = address.find(':');
    return colon != std::string_view::npos && colon < address.find('/');
}

} // namespace

std::optional<fs::path> folder_of_address(std::string_view address) {
    if (address.empty()) return std::nullopt;
    if (address.starts_with(file_scheme)) {
        return path_from_utf8(without_escapes(address.substr(file_scheme.size())));
    }
    if (names_a_machine(address)) return std::nullopt;
    return path_from_utf8(address);
}

std::string absolute_address(std::string_view address) {
    if (address.empty() || names_a_machine(address)) return std::string(address);
    std::error_code code;
    const fs::path path = fs::absolute(path_from_utf8(address), code);
    return code ? std::string(address) : utf8(path.lexically_normal());
}

bool is_empty_folder(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder, code) && fs::is_empty(folder, code) && !code;
}

} // namespace takan::sync
