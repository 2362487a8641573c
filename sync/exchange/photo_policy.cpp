#include "sync/exchange/photo_policy.hpp"

#include "sync/exchange/address.hpp"

#include <algorithm>

namespace takan::sync {

std::optional<int> PhotoPolicy::greatest_age(std::string_view address) const {
    constexpr std::string_view file_scheme = "file://";
    const bool is_folder = folder_of_address(address).has_value() || address.starts_with(file_scheme);
    std::optional<int> age;
    switch (fetching.value_or(is_folder ? Fetching::all : Fetching::recent)) {
    case Fetching::all:
        break;
    case Fetching::recent:
        age = std::max(recent_days, 0);
        break;
    case Fetching::on_demand:
        return -1;
    }
    if (keep_days > 0) age = std::min(age.value_or(keep_days), keep_days); // what would be freed at once is not fetched
    return age;
}

int days_between(CivilDate earlier, CivilDate later) {
    constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
    return static_cast<int>(std::max<std::int64_t>(0, (start_of(later).ms - start_of(earlier).ms) / day_ms));
}

} // namespace takan::sync
