#include "sync/transport/http_address.hpp"

#include "sync/transport/ssh_address.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::string_view secure = "https://";
constexpr std::string_view plain = "http://";

Error malformed(std::string_view address) {
    return fail(ErrorKind::invalid, "it is not an address that can be synced with", std::string(address));
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host == "127.0.0.1";
}

bool may_stand_in_host(char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '[' || c == ']' ||
           c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_visible(char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 127;
}

} // namespace

bool is_http_address(std::string_view address) {
    return address.starts_with(secure) || address.starts_with(plain);
}

Result<HttpAddress> parse_http_address(std::string_view address) {
    const bool is_secure = address.starts_with(secure);
    const std::string_view scheme = is_secure ? secure : plain;
    std::string_view rest = address.substr(scheme.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    std::string_view path = rest.substr(slash);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    HttpAddress out;
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        if (authority.substr(0, at).find(':') != std::string_view::npos) return secret_in_address();
        const auto user = without_percent(authority.substr(0, at));
        if (!user) return malformed(address);
        out.user = *user;
        authority.remove_prefix(at + 1);
    }
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = authority.substr(0, colon);
    const bool sound = !host.empty() && std::ranges::all_of(authority, may_stand_in_host) && !path.empty() &&
                       std::ranges::all_of(path, is_visible) && path.find_first_of("?#") == std::string_view::npos;
    if (!sound) return malformed(address);
    if (!is_secure && !is_loopback(host))
        return fail(ErrorKind::invalid, "the link would not be encrypted", std::string(scheme) + std::string(authority),
                    "error.not_encrypted");
    out.place = std::string(scheme) + std::string(authority);
    if (colon == std::string_view::npos) out.place += is_secure ? ":443" : ":80";
    out.base = std::string(scheme) + std::string(authority) + std::string(path);
    return out;
}

} // namespace takan::sync
