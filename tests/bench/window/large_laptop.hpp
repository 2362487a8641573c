#pragma once
// LargeLaptop: a leader's laptop folder with as many records as a large campaign brings, written straight into the
// store.

#include <cstddef>
#include <filesystem>

namespace takan::bench {

// `photos` of the `records` are photos (without their bytes); the others are visits to a few hundred sites, and
// findings.
void fill_laptop(const std::filesystem::path& folder, std::size_t records, std::size_t photos);

} // namespace takan::bench
