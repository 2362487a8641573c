#pragma once
// The evening: all laptops of a team sync one after another, each with its day's edits.

#include <cstddef>
#include <string>

namespace takan::bench {

// Prints its lines. `takan`: the program's path.
void evening(const std::string& takan, std::size_t records, std::size_t laptops, std::size_t edits,
             std::size_t evenings);

} // namespace takan::bench
