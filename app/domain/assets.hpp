#pragma once
// Assets: the files below assets/ that are built into the program. For this folder, app/forms and their tests.

#include <string_view>
#include <vector>

namespace takan::app {

struct Asset {
    std::string_view path; // below assets/: "vocabulary/weather.csv"
    std::string_view bytes;
};

const std::vector<Asset>& assets(); // sorted by path; written by embed.cmake

} // namespace takan::app
