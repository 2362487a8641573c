#pragma once
// Values of one field: reading what was typed, writing what people read, and what is odd about a value. kinds.hpp
// offers the same by the names of kind and field; this is the part that knows only types.

#include "app/domain/kinds.hpp"

namespace takan::app {

// `member`: the code behind the dot of a set's field; empty for the set as a whole (then the value is an array of
// codes) and for every other type.
sync::Result<sync::Value> parse_as(const FieldSpec& spec, std::string_view member, std::string_view typed);
std::string text_as(const FieldSpec& spec, std::string_view member, const sync::Value& value, Language language);
std::string problem_as(const FieldSpec& spec, std::string_view member, const sync::Value& value);

// A value whose field nobody knows, by its own type.
std::string plain_value_text(const sync::Value& value, Language language);

} // namespace takan::app
