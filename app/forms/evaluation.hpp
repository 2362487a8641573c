#pragma once
// Evaluation: how every question of a checklist stands, given the answers. Pure functions.

#include "app/forms/checklist.hpp"
#include "sync/record/record.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::app {

// Field of the visit ("form.ph") -> its shown value. A select_multiple has one field for each choice
// ("form.types.AIR": true); a repeat one for each instance ("form.outlet[KEY]": true, false once it was removed), whose
// answers stand in "form.outlet[KEY].ph".
using Answers = std::map<std::string, sync::Value, std::less<>>;
using AnswerValues = std::vector<std::pair<std::string, sync::Value>>;

Answers answers_of(const sync::Record& visit);

// How one question stands at one place. Groups and repeats stand before what is in them; each instance of a repeat has
// a row of the repeat's own question before its questions.
struct Standing {
    int question = 0;
    std::string instance; // key of the repeat's instance; empty outside of repeats
    int position = 0;     // of the instance, from 1
    std::string field;    // "form.ph"; "form.outlet[KEY]" for an instance, "form.outlet" for the repeat as a whole
    bool relevant = true;
    bool required = false;
    bool answered = false;
    bool violated = false;    // the constraint does not hold
    std::string problem;      // text key: the answer is not of the question's type
    std::string text;         // answer or calculated value; codes of a select_multiple with spaces between
    std::vector<int> choices; // of a select: those allowed, as indexes of its list

    bool missing() const { return relevant && required && !answered; }
};

using Evaluation = std::vector<Standing>;
// `language`: of jr:choice-name(). Today is the day of `now` in China.
Evaluation evaluate(const Checklist& checklist, const Answers& answers, sync::Instant now, Language language);

// Questions that ask for something, of the rows [from, to).
struct FormProgress {
    std::size_t asked = 0;
    std::size_t answered = 0;
    std::size_t missing = 0;  // required ones without an answer
    std::size_t violated = 0; // answers that break their constraint or do not fit their question
};
FormProgress progress_of(const Checklist& checklist, const Evaluation& evaluation, std::size_t from, std::size_t to);
// The end of what lies inside the group, repeat or instance at `row`.
std::size_t end_of_group(const Checklist& checklist, const Evaluation& evaluation, std::size_t row);

} // namespace takan::app
