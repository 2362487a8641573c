#pragma once
// Photos for tests: bytes that do not get smaller, kept on a laptop's media ref.

#include "sync/exchange/media.hpp"
#include "tests/sync/exchange/team.hpp"

#include <string>
#include <vector>

namespace takan::test {

inline constexpr sync::CivilDate photo_day{2024, 3, 22};

sync::MediaFile photo(unsigned seed, std::size_t size);
// Returns the ref.
std::string keep(const Laptop& laptop, const std::vector<sync::MediaFile>& files, sync::CivilDate on = photo_day);
bool is_here(const Laptop& laptop, const std::string& ref, const sync::MediaFile& file);
// fsck finds nothing to complain about, although files may be missing.
void check_calm(const Laptop& laptop);
std::size_t packs_of(const std::filesystem::path& repository);

} // namespace takan::test
