#pragma once
// When this program was made, so that a clock that stands before it is known to be wrong.

#include "sync/base/instant.hpp"

#include <optional>

namespace takan::app {

// The commit's date, or what the package's build says (SOURCE_DATE_EPOCH); nothing when neither was known.
std::optional<sync::Instant> built();

} // namespace takan::app
