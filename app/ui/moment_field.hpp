#pragma once
// Fields for moments and dates: typed, or chosen in a calendar.

#include "app/ui/fields.hpp"
#include "sync/base/instant.hpp"

namespace takan::app::ui {

// `value`: an instant's text in UTC as records hold it ("2024-03-22T08:12:00.000Z"), shown and typed in China's time;
// empty: none. What cannot be read stays in the box, marked, and leaves `value` alone. `now`: for the "now" button and
// for dates typed without a year.
Edited moment_field(std::string_view label, std::string& value, sync::Instant now, const FieldOptions& options = {});
// `value`: "2024-03-22" or empty.
Edited date_field(std::string_view label, std::string& value, sync::Instant now, const FieldOptions& options = {});

} // namespace takan::app::ui
