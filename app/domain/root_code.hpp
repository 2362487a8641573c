#pragma once
// The root code (团队校验码): which team a repository holds, short enough that people read it to each other. It is the
// beginning of the id of the commit that founded the team, so that plain git can tell it too.

#include "sync/base/result.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// "3f2a-91c0-7be2-0d4f" of the commit's hexadecimal id: 64 bits, which nobody can make a second founding for.
std::string root_code(std::string_view commit_id);
// What was typed or pasted, as the beginning of an id: groups, case and width do not matter; longer is fine. Blank:
// empty. Error invalid with key error.root_code.
sync::Result<std::string> read_root_code(std::string_view typed);

} // namespace takan::app
