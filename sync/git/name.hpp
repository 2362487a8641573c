#pragma once
// What may be the name of an entry in a tree.

#include <cstddef>
#include <string_view>

namespace takan::sync::git {

// False for "", ".", "..", ".git" in any case, names with "/" or NUL, and names longer than 4096 bytes.
bool is_entry_name(std::string_view name);

// How deep folders may lie within each other; a record lies four deep.
inline constexpr int greatest_depth = 64;

} // namespace takan::sync::git
