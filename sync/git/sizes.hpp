#pragma once
// How large git's objects may be here.

#include <cstddef>

namespace takan::sync::git {

inline constexpr std::size_t greatest_commit = 4 * 1024 * 1024;
inline constexpr std::size_t greatest_tree = 64 * 1024 * 1024;    // about a million entries
inline constexpr std::size_t greatest_object = 512 * 1024 * 1024; // it passes through memory in one piece

// A file of this size is a photo or a scan: it does not get smaller, and its pack is kept as it is.
inline constexpr std::size_t least_photo = 512 * 1024;

} // namespace takan::sync::git
