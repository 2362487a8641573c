#pragma once
// PhotoPolicy: which of the others' photos a laptop fetches with each sync, and how long it keeps them.

#include "sync/base/instant.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

enum class Fetching { all, recent, on_demand };

struct PhotoPolicy {
    std::optional<Fetching> fetching; // nothing: all from a folder, recent ones from anywhere else
    int recent_days = 7;
    int keep_days = 0; // others' photos that are older are not fetched, and freed after a sync; 0: kept for good

    // How old, in days, a photo may be that comes with a sync to this address; nothing: any.
    std::optional<int> greatest_age(std::string_view address) const;
};

// Days from one date to another that is not before it; 0 when it is.
int days_between(CivilDate earlier, CivilDate later);

// Tells the sizes of files by their SHA-256, as far as records name them; for progress alone. Called on the sync
// thread.
using MediaSizes = std::function<std::map<std::string, std::uint64_t>(const std::vector<std::string>& sha256)>;

} // namespace takan::sync
