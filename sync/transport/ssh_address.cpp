#include "sync/transport/ssh_address.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::string_view scheme = "ssh://";

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_visible(char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 127;
}

// What ssh could take for an option, or what no host's and no user's name holds.
bool is_harmless(std::string_view name) {
    return !name.starts_with('-') && std::all_of(name.begin(), name.end(), is_visible) &&
           name.find_first_of("'\"`\\$;&|<>(){}*?!/@") == std::string_view::npos;
}

Error malformed(std::string_view address) {
    return fail(ErrorKind::invalid, "it is not an address that can be synced with", std::string(address));
}

// "[::1]:22", "host:22", "host" into host and port.
bool split_host(std::string_view text, SshAddress& out) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return false;
        out.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else {
        const std::size_t colon = std::min(text.find(':'), text.size());
        out.host = text.substr(0, colon);
        text.remove_prefix(colon);
    }
    if (text.empty()) return true;
    out.port = text.substr(1);
    const bool digits = std::all_of(out.port.begin(), out.port.end(), [](char c) { return c >= '0' && c <= '9'; });
    return text[0] == ':' && digits && !out.port.empty() && out.port.size() <= 5;
}

} // namespace

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

Error secret_in_address() {
    return fail(ErrorKind::invalid, "the address holds a password", {}, "error.secret_in_address");
}

// In "user@host:path" a folder with a colon in its name can be given as "./name".
bool is_ssh_address(std::string_view address) {
    if (address.starts_with(scheme)) return true;
    const std::size_t colon = address.find(':');
    return address.find("://") == std::string_view::npos && colon != std::string_view::npos &&
           address.find('/') > colon;
}

Result<SshAddress> parse_ssh_address(std::string_view address) {
    SshAddress out;
    std::string_view rest = address;
    std::string_view authority;
    if (rest.starts_with(scheme)) {
        rest.remove_prefix(scheme.size());
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos) return malformed(address);
        authority = rest.substr(0, slash);
        const auto path = without_percent(rest.substr(slash));
        if (!path) return malformed(address);
        out.path = path->starts_with("/~") ? path->substr(1) : *path; // a home folder, as git has it
    } else {
        const std::size_t colon = rest.find(':');
        authority = rest.substr(0, std::min(colon, rest.size()));
        out.path = rest.substr(std::min(colon + 1, rest.size()));
    }
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        out.user = authority.substr(0, at);
        authority.remove_prefix(at + 1);
        if (out.user.find(':') != std::string::npos) return secret_in_address();
    }
    const bool sound = split_host(authority, out) && !out.host.empty() && is_harmless(out.host) &&
                       is_harmless(out.user) && !out.path.empty() && !out.path.starts_with('-') &&
                       out.path.find('\0') == std::string::npos;
    if (!sound) return malformed(address);
    return out;
}

} // namespace takan::sync
