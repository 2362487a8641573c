#pragma once
// Form: the fields of a record as its kind's table describes them, each saved by itself while it is typed.

#include "app/domain/kinds.hpp"
#include "app/ui/theme.hpp"
#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <span>
#include <string_view>

namespace takan::app {

// One field with its label, its value, what is odd about it, and, when it is contested, who wrote what (contested.hpp).
void draw_field(const Given& given, const sync::Record& record, const FieldSpec& spec, Drafts& drafts, Asked& asked);
// The same by the field's name; nothing for a name that the kind does not have.
void draw_field(const Given& given, const sync::Record& record, std::string_view field, Drafts& drafts, Asked& asked);

// The fields named, in columns of a width that suits the work area; long texts over the whole line. Unknown names are
// skipped.
void draw_fields(const Given& given, const sync::Record& record, std::span<const std::string_view> fields,
                 Drafts& drafts, Asked& asked);

// All fields of one section of the kind ("section.basic") that have a place in a form.
void draw_section(const Given& given, const sync::Record& record, std::string_view section, Drafts& drafts,
                  Asked& asked);

// A choice among at most five codes side by side, without label, `width` screen pixels wide (0: what it needs).
void draw_segments(const Given& given, const sync::Record& record, const FieldSpec& spec, Drafts& drafts, float width);

// The tone of a code's word wherever it is a badge: states, severities, the review's answer. Plain for all others.
ui::Tone tone_of(std::string_view vocabulary, std::string_view code);

} // namespace takan::app
