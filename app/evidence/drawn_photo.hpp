#pragma once
// Photos that the program draws itself, for the demo and for tests: believable sites with real camera data, no files
// needed.

#include "app/evidence/exif_writer.hpp"
#include "app/evidence/pixels.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace takan::app {

enum class Scene {
    outfall,       // a pipe that discharges into a river
    waste_drums,   // hazardous waste in drums, some without a proper place
    chimney,       // a works' chimney that smokes
    dust,          // a building site without nets and water
    kitchen_fumes, // a restaurant's fume outlet above a lane
    oily_ditch,    // a ditch with a film of oil
    sludge_yard,   // sludge in the open
    monitor,       // the face of an online monitoring cabinet
    village_pond,  // black and smelly water in a village
    quarry,        // a quarry that was not greened again
};
inline constexpr std::array all_scenes{Scene::outfall,       Scene::waste_drums, Scene::chimney,     Scene::dust,
                                       Scene::kitchen_fumes, Scene::oily_ditch,  Scene::sludge_yard, Scene::monitor,
                                       Scene::village_pond,  Scene::quarry};

// Returns the scene, another view for each seed, always the same for the same seed.
Pixels draw_scene(Scene scene, std::uint32_t seed, int width, int height);

// Returns a JPEG of 1600 x 1200 with these facts as EXIF (its width and height are filled in here). Errors: those of
// with_exif.
Result<std::string> draw_photo(Scene scene, std::uint32_t seed, const PhotoFacts& facts);

} // namespace takan::app
