#include "app/desk/built.hpp"

namespace takan::app {

std::optional<sync::Instant> built() {
    constexpr std::int64_t seconds = TAKAN_BUILT;
    if (seconds == 0) return std::nullopt;
    return sync::Instant{seconds * 1000};
}

} // namespace takan::app
