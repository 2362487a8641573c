#include "sync/transport/access.hpp"

#include "sync/base/text.hpp"
#include "sync/git/path_remote.hpp"
#include "sync/transport/bundle.hpp"
#include "sync/transport/git_remote.hpp"
#include "sync/transport/http.hpp"
#include "sync/transport/ssh.hpp"

namespace takan::sync {
namespace {

Error unknown_address(std::string_view address) {
    return fail(ErrorKind::invalid, "it is not an address that can be synced with", std::string(address));
}

// The path in what follows "file://": a host, which must be this one, and the path.
std::optional<std::string> path_of_url(std::string_view rest) {
    constexpr std::string_view here = "localhost";
    if (rest.starts_with(here)) rest.remove_prefix(here.size());
    return rest.starts_with('/') ? without_percent(rest) : std::nullopt;
}

std::unique_ptr<git::Remote> over(std::unique_ptr<Way> way) {
    return std::make_unique<GitRemote>(std::move(way));
}

} // namespace

Result<std::unique_ptr<git::Remote>> open_remote(std::string_view address, const Access& access) {
    constexpr std::string_view file_scheme = "file://";
    std::string path = trimmed(address);
    if (is_ssh_address(path)) {
        TAKAN_TRY_LET(ssh, parse_ssh_address(path));
        return over(way_over_ssh(std::move(ssh), access));
    }
    if (is_http_address(path)) {
        TAKAN_TRY_LET(http, parse_http_address(path));
        return over(way_over_http(std::move(http), access));
    }
    if (path.starts_with(file_scheme)) {
        auto decoded = path_of_url(std::string_view(path).substr(file_scheme.size()));
        if (!decoded) return unknown_address(address);
        path = std::move(*decoded);
    } else if (path.find("://") != std::string::npos) {
        return unknown_address(address);
    }
    if (path.empty() || path.find('\0') != std::string::npos) return unknown_address(address);
    const auto named = path_from_utf8(path);
    if (may_be_bundle(named)) return open_bundle(named);
    return std::unique_ptr<git::Remote>(std::make_unique<git::PathRemote>(named));
}

} // namespace takan::sync
