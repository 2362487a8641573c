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
    const fs::path path = fs::absolute(*folder, code);
    return code ? trimmed(address) : utf8(path.lexically_normal());
}

bool is_empty_folder(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder, code) && fs::is_empty(folder, code) && !code;
}

} // namespace takan::sync
