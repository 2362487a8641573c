#pragma once
// Patterns that men made: bricks, windows, drums, warning signs, instruments.

#include "app/evidence/drawn_surface.hpp"

namespace takan::app::drawn {

// The colour at u, v metres on the unrolled surface, before dirt.
Colour pattern_colour(const Material& material, const Spot& spot, float u, float v, const Noise& noise);

} // namespace takan::app::drawn
