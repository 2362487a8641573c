#include "sync/exchange/address.hpp"

#include "sync/base/text.hpp"

#include <system_error>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

// "file:///…", "ssh://host/…" and "git@host:…" are no plain paths.
bool has_scheme_or_host(std::string_view address) {
    const std::size_t colon = address.find(':');
    return colon != std::string_view::npos && colon < address.find('/');
}

} // namespace

std::optional<fs::path> folder_of_address(std::string_view address) {
    const std::string path = trimmed(address);
    if (path.empty() || has_scheme_or_host(path)) return std::nullopt;
    return path_from_utf8(path);
}

std::string absolute_address(std::string_view address) {
    const auto folder = folder_of_address(address);
    if (!folder) return trimmed(address);
    std::error_code code;
    const fs::path path = fs::absolute(*folder, code).lexically_normal();
    if (code) return trimmed(address);
    return utf8(path.has_filename() ? path : path.parent_path()); // "team/" is "team"
}

bool is_empty_folder(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder, code) && fs::is_empty(folder, code) && !code;
}

} // namespace takan::sync
