#pragma once
// Contested: the different values that several people wrote into one field, each with who and when, and how to settle
// it: by taking one or by writing the field once more.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <string_view>
#include <vector>

namespace takan::app {

// The different values of a field in the order in which they are offered: by their newest edits, the latest first.
std::vector<sync::Value> contested_values(const sync::Record& record, std::string_view field);

// A box below the field; nothing when the field is not contested.
void draw_contested(const Given& given, const sync::Record& record, std::string_view field, Drafts& drafts,
                    Asked& asked);

// A value's words (value_text) as a page shows them: a reference by the title of the record that it names.
std::string readable(const Given& given, std::string_view kind, std::string_view field, const std::string& words);

// The person behind a device ("周敏"), for every place where an edit is shown.
std::string person_of(const Snapshot& snapshot, const sync::DeviceId& device);
// "周敏 03-22 16:12", in China's time.
std::string person_and_time(const Snapshot& snapshot, const sync::Edit& edit);

} // namespace takan::app
