#pragma once
// Times as cameras write them: "2024:03:22 16:12:04", offsets "+08:00".

#include "sync/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

// True for the ways in which cameras say that they do not know the time: blanks, zeros, only separators.
bool is_unset_time(std::string_view raw);
// Returns "2024-03-22T16:12:04" for a time that exists, in EXIF's form or with the separators of ISO 8601; else
// nothing.
std::optional<std::string> parse_exif_time(std::string_view raw);
// Returns minutes east of UTC for "+08:00", "-03:30", "Z"; nothing beyond 14 hours.
std::optional<int> parse_offset(std::string_view raw);
// Reads "2024-03-22T16:12:04" (a "Z" behind it is passed over) as if it were UTC; `subsecond`: digits behind the
// second.
std::optional<sync::Instant> wall_clock(std::string_view text, std::string_view subsecond);

} // namespace takan::app
