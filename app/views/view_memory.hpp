#pragma once
// ViewMemory: what of the window outlives it: the place and open record, filters, widths. Kept as one setting of the
// laptop; a damaged value costs its damaged lines.

#include "app/domain/settings.hpp"
#include "app/views/screen.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

inline constexpr const char* view_setting = "window.view";

// A name and its value a line. Names and values without newline; names without "=".
std::string write_view(const Settings& view);
Settings read_view(std::string_view setting);

// The places by the names under which they are kept.
std::string_view name_of(Place place);
std::optional<Place> place_named(std::string_view name);

// A choice by its number: keeps all but the first one, and takes back none that is out of range.
void keep_choice(Settings& kept, const std::string& name, std::size_t chosen);
std::size_t kept_choice(const Settings& kept, const std::string& name, std::size_t count);

} // namespace takan::app
