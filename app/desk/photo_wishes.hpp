#pragma once
// Photo wishes: what people ask of photos, in the words of sync: which files, and by which policy.

#include "app/desk/command.hpp"
#include "app/domain/settings.hpp"
#include "app/store/store.hpp"
#include "sync/exchange/photo_work.hpp"

#include <map>
#include <string>
#include <vector>

namespace takan::app {

// Settings of this laptop, and what they may say. An empty one stands for the default of sync::PhotoPolicy.
//   photos.fetch       all, recent, on_demand
//   photos.fetch_days  days, for "recent"
//   photos.keep_days   days that others' photos stay on this laptop; 0: for good
sync::PhotoPolicy photo_policy(const Settings& settings);

// The files that a wish names: photos by their ids, and those of a visit and of its findings. Error missing.
Result<sync::FetchWish> fetch_wish(const Store& store, const FetchPhotos& wish);

// Sizes by SHA-256, as photo records say.
std::map<std::string, std::uint64_t> sizes_of(const Store& store, const std::vector<std::string>& sha256);

} // namespace takan::app
