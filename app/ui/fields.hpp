#pragma once
// Fields: labelled boxes that edit a std::string, a number or a list. Escape leaves a field and keeps what was typed.

#include "app/ui/theme.hpp"

#include "imgui.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// What a frame did to a field. True when the value changed in this frame.
struct Edited {
    bool changed = false;
    bool committed = false; // the field was left (or Enter pressed) after changes: the moment to write a command
    explicit operator bool() const { return changed; }
};

struct FieldOptions {
    std::string_view hint = {};    // shown while empty
    std::string_view problem = {}; // a sentence below, in the danger colour with an icon; the border turns too
    std::string_view note = {};    // a quieter sentence below
    bool required = false;         // a star behind the label
    bool read_only = false;
    bool contested = false;     // marked: several people wrote different values
    float width = 0;            // screen pixels; 0: the rest of the line
    std::string_view unit = {}; // behind a number: "mg/L"
};

// Labels: the part before ## is shown above the field; "##name" shows none. The label is the field's name for tests.

// One line of text. Pasted newlines become spaces.
Edited text_field(std::string_view label, std::string& value, const FieldOptions& options = {});
// One line whose typed characters are dots.
Edited secret_field(std::string_view label, std::string& value, const FieldOptions& options = {});
// A search box with a magnifying glass and, when not empty, a button that empties it. `label`: name for tests, not
// shown.
Edited search_field(std::string_view label, std::string& value, std::string_view hint, float width = 0);

// An integer. `value` stays as it was while what is typed is no number (then the field is marked); empty: nullopt.
Edited number_field(std::string_view label, std::optional<std::int64_t>& value, const FieldOptions& options = {});
// A decimal kept as the digits that were typed ("1.320"); full-width digits and signs become plain ones; other
// characters are refused.
Edited decimal_field(std::string_view label, std::string& value, const FieldOptions& options = {});

// Names as tags: typed and ended by Enter, 、，, or ; or by leaving the field; Backspace in the empty box takes the
// last one away, the cross at a tag that one. A name is listed once.
Edited people_field(std::string_view label, std::vector<std::string>& names, const FieldOptions& options = {});

// The label line and the sentence below, for fields of other files and of views: call `field_label` before the box and
// `field_foot` behind it.
void field_label(std::string_view label, const FieldOptions& options);
void field_foot(const FieldOptions& options);

} // namespace takan::app::ui
