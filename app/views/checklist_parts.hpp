#pragma once
// Parts of a visit's checklist page: the questions of a form with their answers, drawn from the form alone.

#include "app/forms/answers.hpp"
#include "app/views/visits_parts.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// What every part of the page is given: the checklist as it stands in this frame.
struct ChecklistPage {
    const Given& given;
    const Detail& detail;
    const Checklist& list;
    const Answers& answers;
    const Evaluation& rows;
    VisitPageState& state;
    Drafts& drafts;
    Asked& asked;

    const Standing& row(std::size_t index) const { return rows[index]; }
    const FormQuestion& question(std::size_t index) const { return list.question(rows[index].question); }
    const sync::Record& visit() const { return detail.record; }
    void write(const std::string& field, sync::Value value) const {
        drafts.set(detail.record.id, field, std::move(value), given.now);
    }
};

// The visit's answers with what was typed and not yet saved.
Answers answers_now(const sync::Record& visit, const Drafts& drafts);
// The checklist that the visit names; null: none, or not on this laptop.
const FormLine* form_of(const Snapshot& snapshot, const sync::Record& visit);

// "14/18" for the tab; empty: no checklist.
std::string checklist_count(const Given& given, const Detail& detail, const Drafts& drafts);

// One question: number, words, widget, what is wrong with it, and the way to a finding (checklist_row.cpp).
void draw_checklist_row(const ChecklistPage& page, std::size_t row, std::string_view number);
// Whether a row asks a person for something now.
bool is_open_question(const ChecklistPage& page, std::size_t row);

// The widget of a question (checklist_fields.cpp): `width` of a small one beside the words, 0: it stands below them.
float checklist_widget_width(const ChecklistPage& page, std::size_t row, float line);
void draw_checklist_widget(const ChecklistPage& page, std::size_t row, float width);
// Writes the choice with this number, from 0, as if it were pressed; false when the question has no such choice.
bool take_choice(const ChecklistPage& page, std::size_t row, std::size_t choice);
// A choice that says that something is not in order.
bool is_bad_choice(std::string_view name);

// Which checklist: to choose one, to go over to a newer version (checklist_choose.cpp).
void draw_checklist_choice(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts,
                           Asked& asked);
void draw_checklist_head(const ChecklistPage& page, const FormLine& line);

} // namespace takan::app
