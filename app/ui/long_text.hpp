#pragma once
// A field of several lines with soft wrap by the Chinese rules, selection, its own undo, and the place of the input
// method.

#include "app/ui/fields.hpp"

namespace takan::app::ui {

struct LongTextOptions : FieldOptions {
    int min_rows = 3;
    int max_rows = 12; // grows with its text up to here, then scrolls
};

// Edits `value` (UTF-8). Enter makes a new line, Tab leaves the field, Escape leaves it and keeps the text. When
// `value` is changed from outside while the field is active, the field takes the new text and forgets its undo history.
Edited long_text(std::string_view label, std::string& value, const LongTextOptions& options = {});

} // namespace takan::app::ui
