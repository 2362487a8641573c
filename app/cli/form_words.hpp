#pragma once
// form_words: how the form commands find a checklist by what was typed.

#include "app/cli/call.hpp"
#include "app/desk/forms.hpp"

#include <string_view>
#include <vector>

namespace takan::app::cli {

// "takan_waste_gas", "takan_waste_gas@1", or the start of the record's id. Error invalid: there is none.
Result<FormLine> find_form_line(const Call& call, const std::vector<FormLine>& lines, std::string_view typed);

} // namespace takan::app::cli
