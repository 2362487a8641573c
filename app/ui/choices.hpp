#pragma once
// Choices from vocabularies and records: a combo box with search, several codes as chips, a reference to a record.

#include "app/ui/fields.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// One thing to choose. The views stay alive during the call only.
struct Option {
    std::string_view code;      // identity: a term's code, a record's id
    std::string_view title;     // what is shown and searched
    std::string_view note = {}; // second, smaller line: an address; searched too
};

// Returns whether every word of `typed` (separated by spaces, letters compared without case) stands in the title, the
// note or the code.
bool option_matches(const Option& option, std::string_view typed);

// A box that opens a list of at most eight rows; lists longer than that get a search line. `code` empty: nothing
// chosen; a code that is not among the options is shown as it is. With `may_clear` the list begins with "not given".
// Keys: arrows open and move, typing searches, Enter takes, Escape closes.
struct ChoiceOptions : FieldOptions {
    bool may_clear = true;
};
Edited choice(std::string_view label, std::span<const Option> options, std::string& code,
              const ChoiceOptions& field = {});

// The same list for records of which there are many, always with a search line. What was typed and matches nothing can
// be taken as the title of a new record when `create` is given: then *create is set and `code` stays.
Edited reference(std::string_view label, std::span<const Option> options, std::string& code,
                 const ChoiceOptions& field = {}, std::string* create = nullptr);

// Several codes as chips that wrap to as many lines as they need. Returns the index of the chip that was pressed, or
// -1: the caller writes its member.
int multi_choice(std::string_view label, std::span<const Option> options, std::span<const bool> on,
                 const FieldOptions& field = {});

} // namespace takan::app::ui
