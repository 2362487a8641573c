#pragma once
// Settings of one laptop: texts by name.

#include <map>
#include <string>

namespace takan::app {

using Settings = std::map<std::string, std::string>;

// Empty when it was never set.
inline std::string setting_in(const Settings& settings, const std::string& name) {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string() : found->second;
}

} // namespace takan::app
