#pragma once
// Address: where a team repository is, as a person typed it.

#include "sync/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace takan::sync {

// The folder that an address names as a plain path; nothing for an address of another kind.
std::optional<std::filesystem::path> folder_of_address(std::string_view address);

// The same address, a relative path made absolute, so that it means the same from every working folder.
std::string absolute_address(std::string_view address);

// True for a folder that is there and holds nothing.
bool is_empty_folder(const std::filesystem::path& folder);

} // namespace takan::sync
