#pragma once
// What happens to a rendered film until it is a photo: smoke and grass before it, tones, lens, grain.

#include "app/evidence/drawn_render.hpp"
#include "app/evidence/pixels.hpp"

namespace takan::app::drawn {

void add_puffs(Film& film, const Model& model, const Noise& noise);
void add_blades(Film& film, const Model& model);
// Returns the photo in `width` by `height`, which may be larger than the film.
Pixels developed(const Film& film, const Model& model, int width, int height, std::uint32_t seed);

} // namespace takan::app::drawn
