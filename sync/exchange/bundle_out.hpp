#pragma once
// A laptop's share of the team as one bundle file.

#include "sync/exchange/laptop.hpp"
#include "sync/git/remote.hpp"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

enum class BundlePhotos { none, own, all };

struct BundleWish {
    BundlePhotos photos = BundlePhotos::own;
    std::vector<std::string> since; // commits that the other side has already, as hex digits
};

// Writes main, the requests to join and the photos' refs. Returns how many refs. Errors: missing (no team data here
// yet), invalid (`since` names no commit of ours, or there is nothing to write), cancelled, and those of writing.
Result<std::size_t> write_laptop_bundle(const std::filesystem::path& laptop, const std::filesystem::path& file,
                                        const BundleWish& wish, const git::OnTransfer& progress,
                                        const std::stop_token& stop);

} // namespace takan::sync
