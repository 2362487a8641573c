#pragma once
// All of app/ui, for screens.

#include "app/ui/buttons.hpp"
#include "app/ui/choices.hpp"
#include "app/ui/display.hpp"
#include "app/ui/drag.hpp"
#include "app/ui/fields.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/long_text.hpp"
#include "app/ui/moment_field.hpp"
#include "app/ui/moment_text.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/tables.hpp"
#include "app/ui/text.hpp"
#include "app/ui/textures.hpp"
#include "app/ui/theme.hpp"
