#pragma once
// The sites of the drawn photos, each a model of its own.

#include "app/evidence/drawn_stage.hpp"

namespace takan::app::drawn {

// At the water.
void build_outfall(Stage& stage);
void build_oily_ditch(Stage& stage);
void build_village_pond(Stage& stage);
// Yards and works.
void build_waste_drums(Stage& stage);
void build_chimney(Stage& stage);
void build_sludge_yard(Stage& stage);
void build_monitor(Stage& stage);
// Streets and land.
void build_dust(Stage& stage);
void build_kitchen_fumes(Stage& stage);
void build_quarry(Stage& stage);

} // namespace takan::app::drawn
