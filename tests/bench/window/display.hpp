#pragma once
// The real window on a display: how long until something of use is seen, and what it uses while nothing happens.

#include <filesystem>
#include <string>

namespace takan::bench {

// Prints its lines, or why nothing was measured. `takan`: the program's path.
void measure_on_display(const std::string& takan, const std::filesystem::path& laptop);

} // namespace takan::bench
