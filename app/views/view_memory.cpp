#include "app/views/view_memory.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace takan::app {

namespace {

constexpr std::size_t most_lines = 200;
constexpr std::size_t longest_line = 1000; // bytes

// In the order of Place.
constexpr std::array<std::string_view, 12> place_names{"today", "visits", "findings", "photos", "sites", "review",
                                                       "team",  "sync",   "settings", "map",    "table", "overview"};
static_assert(place_names.size() == static_cast<std::size_t>(Place::overview) + 1);

} // namespace

std::string write_view(const Settings& view) {
    std::string setting;
    for (const auto& [name, value] : view)
        if (!value.empty()) setting += name + "=" + value + "\n";
    return setting;
}

Settings read_view(std::string_view setting) {
    Settings view;
    for (const std::string_view line : sync::split(setting, '\n')) {
        const auto equals = line.find('=');
        if (equals == 0 || equals == line.npos || line.size() > longest_line || !sync::is_plain_text(line)) continue;
        view.insert_or_assign(std::string(line.substr(0, equals)), std::string(line.substr(equals + 1)));
        if (view.size() == most_lines) break;
    }
    return view;
}

std::string_view name_of(Place place) {
    return place_names.at(static_cast<std::size_t>(place));
}

std::optional<Place> place_named(std::string_view name) {
    const auto found = std::find(place_names.begin(), place_names.end(), name);
    if (found == place_names.end()) return std::nullopt;
    return static_cast<Place>(found - place_names.begin());
}

void keep_choice(Settings& kept, const std::string& name, std::size_t chosen) {
    if (chosen != 0) kept[name] = std::to_string(chosen);
}

std::size_t kept_choice(const Settings& kept, const std::string& name, std::size_t count) {
    const std::string value = setting_in(kept, name);
    std::size_t chosen = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), chosen);
    return error == std::errc() && end == value.data() + value.size() && chosen < count ? chosen : 0;
}

} // namespace takan::app
