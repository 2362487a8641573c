#pragma once
// Answers: from what a person typed to the fields of a visit, and from those to words.

#include "app/forms/evaluation.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// The row that a person means: "ph", "form.ph", "outlet[2].ph" (the second instance), "form.outlet[KEY].ph"; of a
// select_multiple also "types.AIR". Error invalid (key error.no_such_question).
struct AnswerPlace {
    std::size_t row = 0;
    std::string choice; // the code behind the last dot
};
sync::Result<AnswerPlace> find_answer(const Checklist& checklist, const Evaluation& evaluation, std::string_view name);

// What a typed text writes: choices by their code or their words in any language, several ones with 、，,;； or spaces
// between; empty text takes the answer back. Error invalid with what was expected; also for what is not asked.
sync::Result<AnswerValues> answer_values(const Checklist& checklist, const Evaluation& evaluation,
                                         const AnswerPlace& place, std::string_view typed);

// --- writing

// What to write when a visit takes a checklist: its name and version, and the defaults of questions without an answer.
AnswerValues values_of_taking(const Checklist& checklist, const Answers& answers, sync::Instant now, Language language);
// A new instance with its defaults. The key holds the device and the time: two laptops never draw the same.
AnswerValues values_of_instance(const Checklist& checklist, int repeat, const Answers& answers,
                                const sync::DeviceId& device, sync::Instant now, Language language);

// --- words

// The label of a row with what ${…} stands for; a question without words by its name. Instances: "排放口 2".
std::string label_of(const Checklist& checklist, const Evaluation& evaluation, std::size_t row, Language language);
// Any words of the form, filled in as seen from that row.
std::string filled(const Checklist& checklist, const Evaluation& evaluation, std::size_t row, const FormWords& words,
                   Language language);
// The answer as people read it: words of choices, moments in China's time.
std::string answer_text(const Checklist& checklist, const Standing& row, Language language);

// Of one field of a visit, whether or not it is asked now: "排放口 2 · pH" and the words of a value. Empty for fields
// that the checklist does not know. `evaluation` names instances by their position.
std::string field_label(const Checklist& checklist, const Evaluation& evaluation, std::string_view field,
                        Language language);
std::string field_words(const Checklist& checklist, std::string_view field, const sync::Value& value,
                        Language language);

} // namespace takan::app
