#pragma once
// One widget for each type of field. Internal to form.cpp.

#include "app/domain/kinds.hpp"
#include "app/ui/fields.hpp"
#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

// A field that is being drawn, with the words around it.
struct FieldCell {
    const Given& given;
    const sync::Record& record;
    const FieldSpec& spec;
    Drafts& drafts;
    Asked& asked;
    std::string label;
    std::string problem; // a value that cannot be right
    std::string note;    // what is still missing
    bool contested = false;
};

void draw_text_field(FieldCell& cell);
void draw_long_text_field(FieldCell& cell);
void draw_choice_field(FieldCell& cell);
void draw_set_field(FieldCell& cell);
void draw_people_field(FieldCell& cell);
void draw_reference_field(FieldCell& cell); // of a site: one that does not exist yet is made by typing its name
void draw_time_field(FieldCell& cell);      // moments and dates
void draw_number_field(FieldCell& cell);
void draw_decimal_field(FieldCell& cell);
void draw_money_field(FieldCell& cell); // typed in yuan
void draw_flag_field(FieldCell& cell);
void draw_kept_value(FieldCell& cell); // read only

} // namespace takan::app
