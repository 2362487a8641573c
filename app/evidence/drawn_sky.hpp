#pragma once
// The sky with its clouds, hills and far woods, and the haze before everything.

#include "app/evidence/drawn_model.hpp"

namespace takan::app::drawn {

Colour sky_colour(const Sky& sky, Vec direction, const Noise& noise);
Colour through_haze(const Model& model, Colour colour, float distance);

} // namespace takan::app::drawn
