#pragma once
// How a sync that ended early is told: what happened, that nothing is lost, what to do next.

#include "sync/base/result.hpp"

#include <filesystem>
#include <string>

namespace takan::sync {

// Gives an error words of its own where it has none and the words of its kind would mislead: a sync that was stopped,
// and a place that does not let us write. `laptop`: what is denied in it is the laptop's own trouble.
Error in_words(Error error, const std::filesystem::path& laptop, const std::string& address);

} // namespace takan::sync
