#pragma once
// Deltas: an object in a pack as copies from another and new bytes. Format: git's pack-format page.

#include "sync/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace takan::sync::git {

struct DeltaSizes {
    std::uint64_t base = 0;
    std::uint64_t result = 0;
};
// Takes the two sizes that a delta begins with off its front; nothing when they are malformed.
std::optional<DeltaSizes> take_delta_sizes(std::string_view& delta);

// Returns the object. Errors: corrupt, invalid (it is larger than `limit`).
Result<std::string> apply_delta(std::string_view base, std::string_view delta, std::size_t limit);

} // namespace takan::sync::git
