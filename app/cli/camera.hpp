#pragma once
// Camera: the photos of a scenario, drawn into files as a camera's card holds them.

#include "app/cli/player.hpp"

namespace takan::app::cli {

// CAMERA/<who>/IMG_20240322_090600.jpg
std::filesystem::path photo_path(const std::filesystem::path& camera, const std::string& who, const Shot& shot);

// Draws every photo of the scenario, on as many threads as there are cores. Errors: those of `draw` and of writing.
Status take_photos(const std::filesystem::path& camera, const Scenario& scenario, const DrawPhoto& draw);

} // namespace takan::app::cli
