#pragma once
// packed-refs: the file in which git keeps refs that have not moved for long.

#include "sync/git/object.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace takan::sync::git {

// The whole file; empty when there is none.
Result<std::string> read_packed_refs(const std::filesystem::path& folder);

std::optional<Oid> find_packed(std::string_view packed, std::string_view name);
// Every ref of the file. Error corrupt at a line that git does not write.
Status each_packed(std::string_view packed, const std::function<void(std::string_view name, const Oid& id)>& found);
// The file's bytes without one ref (and without what git notes about it in the next line).
std::string without_packed(std::string_view packed, std::string_view name);

} // namespace takan::sync::git
