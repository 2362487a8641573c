#pragma once
// Words of answers wherever a field is named outside of the checklist itself: in review, history and contested values.

#include "app/views/screen.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// The label of a field; of an answer the words of its question, as far as the open visit's checklist is here.
std::string field_name(const Given& given, std::string_view kind, std::string_view field);
// The words of an answer's code; empty for what is no answer of the open visit's checklist.
std::string answer_words(const Given& given, std::string_view kind, std::string_view field, const std::string& text);

} // namespace takan::app
