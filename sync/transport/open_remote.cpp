#include "sync/transport/access.hpp"

#include "sync/base/text.hpp"
#include "sync/git/path_remote.hpp"

namespace takan::sync {
namespace {

Error unknown_address(std::string_view address) {
    return fail(ErrorKind::invalid, "it is not an address that can be synced with", std::string(address));
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// "%E8%B8%8F" in a URL as bytes; nothing when it is malformed or hides a NUL.
std::optional<std::string> without_percent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

// The path in what follows "file://": a host, which must be this one, and the path.
std::optional<std::string> path_of_url(std::string_view rest) {
    constexpr std::string_view here = "localhost";
    if (rest.starts_with(here)) rest.remove_prefix(here.size());
    return rest.starts_with('/') ? without_percent(rest) : std::nullopt;
}

// "user@host:path", git's short form for ssh. A folder with a colon in its name can be given as "./name".
bool is_ssh_form(std::string_view address) {
    const std::size_t colon = address.find(':');
    return colon != std::string_view::npos && address.find('/') > colon;
}

} // namespace

Result<std::unique_ptr<git::Remote>> open_remote(std::string_view address, const Access&) {
    constexpr std::string_view file_scheme = "file://";
    std::string path = trimmed(address);
    if (path.starts_with(file_scheme)) {
        auto decoded = path_of_url(std::string_view(path).substr(file_scheme.size()));
        if (!decoded) return unknown_address(address);
        path = std::move(*decoded);
    } else if (path.find("://") != std::string::npos || is_ssh_form(path)) {
        return unknown_address(address);
    }
    if (path.empty() || path.find('\0') != std::string::npos) return unknown_address(address);
    return std::unique_ptr<git::Remote>(std::make_unique<git::PathRemote>(path_from_utf8(path)));
}

} // namespace takan::sync
