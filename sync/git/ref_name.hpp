#pragma once
// What may be the name of a ref: git's check-ref-format below refs/.

#include <string>

namespace takan::sync::git {

bool is_ref_name(const std::string& name);

} // namespace takan::sync::git
