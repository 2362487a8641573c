#pragma once
// What may be the name of a ref: git's check-ref-format below refs/.

#include <string>

namespace takan::sync::git {

bool is_ref_name(const std::string& name);

// How deep the folders of refs and of their logs may lie in each other.
inline constexpr int greatest_depth_of_refs = 64;

} // namespace takan::sync::git
