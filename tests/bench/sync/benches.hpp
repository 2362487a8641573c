#pragma once
// The cases of bench_sync. Each prints its lines.

#include <cstddef>
#include <string>

namespace takan::bench {

// `takan`: the program's path.
void evening(const std::string& takan, std::size_t records, std::size_t laptops, std::size_t edits);

// A sync with nothing to do and one with 200 edits, on top of `records` records.
void scaling(std::size_t records);

} // namespace takan::bench
