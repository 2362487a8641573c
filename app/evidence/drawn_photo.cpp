#include "app/evidence/drawn_photo.hpp"

#include "app/evidence/drawn_finish.hpp"
#include "app/evidence/drawn_scenes.hpp"
#include "app/evidence/thumbnail.hpp"

namespace takan::app {
namespace {

constexpr int photo_width = 1600;
constexpr int photo_height = 1200;
constexpr int jpeg_quality = 86;

void build(Scene scene, drawn::Stage& stage) {
    switch (scene) {
    case Scene::outfall:
        return drawn::build_outfall(stage);
    case Scene::waste_drums:
        return drawn::build_waste_drums(stage);
    case Scene::chimney:
        return drawn::build_chimney(stage);
    case Scene::dust:
        return drawn::build_dust(stage);
    case Scene::kitchen_fumes:
        return drawn::build_kitchen_fumes(stage);
    case Scene::oily_ditch:
        return drawn::build_oily_ditch(stage);
    case Scene::sludge_yard:
        return drawn::build_sludge_yard(stage);
    case Scene::monitor:
        return drawn::build_monitor(stage);
    case Scene::village_pond:
        return drawn::build_village_pond(stage);
    case Scene::quarry:
        return drawn::build_quarry(stage);
    }
}

} // namespace

Pixels draw_scene(Scene scene, std::uint32_t seed, int width, int height) {
    drawn::Stage stage(seed * 16 + static_cast<std::uint32_t>(scene));
    build(scene, stage);
    const drawn::Noise noise(stage.dice.seed());
    // Fewer points than the photo has: as soft as a telephone's small lens, and four times faster.
    auto film = drawn::render(stage.model, noise, std::max(1, width / 2), std::max(1, height / 2));
    drawn::add_blades(film, stage.model);
    drawn::add_puffs(film, stage.model, noise);
    return drawn::developed(film, stage.model, width, height, stage.dice.seed());
}

Result<std::string> draw_photo(Scene scene, std::uint32_t seed, const PhotoFacts& facts) {
    TAKAN_TRY_LET(jpeg, encode_jpeg(draw_scene(scene, seed, photo_width, photo_height), jpeg_quality));
    PhotoFacts complete = facts;
    complete.width = photo_width;
    complete.height = photo_height;
    return with_exif(jpeg, complete);
}

} // namespace takan::app
