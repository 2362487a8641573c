#include "app/forms/answers.hpp"

#include <array>

namespace takan::app {
namespace {

using sync::Value;

// A default as it would be typed, as the fields that say it.
void add_default(const Checklist& checklist, const Evaluation& evaluation, std::size_t row, const std::string& text,
                 AnswerValues& values) {
    auto written = answer_values(checklist, evaluation, {row, {}}, text);
    if (!written) return; // a default that does not fit its question says nothing
    values.insert(values.end(), written->begin(), written->end());
}

// Calls of functions in defaults are worked out once, when the checklist is taken: a question of its own calculates
// them.
Checklist with_defaults_as_calculations(const Checklist& checklist) {
    Form form = checklist.form();
    for (FormQuestion& question : form.questions)
        if (checklist.rules(find_question(checklist.form(), question.name)).initial) {
            question.calculation = question.initial;
            question.relevant.clear();
        }
    std::vector<RuleProblem> ignored; // a circle of defaults leaves them empty
    return Checklist(std::move(form), ignored);
}

void add_defaults(const Checklist& checklist, const Answers& answers, std::string_view instance, sync::Instant now,
                  Language language, AnswerValues& values) {
    const Evaluation evaluation = evaluate(checklist, answers, now, language);
    std::optional<Evaluation> worked_out;
    for (std::size_t i = 0; i < evaluation.size(); ++i) {
        const Standing& row = evaluation[i];
        const FormQuestion& question = checklist.question(row.question);
        if (question.initial.empty() || row.answered || row.instance != instance) continue;
        if (answers.contains(row.field)) continue; // taken back by a person
        if (!checklist.rules(row.question).initial) {
            add_default(checklist, evaluation, i, question.initial, values);
            continue;
        }
        if (!worked_out) worked_out = evaluate(with_defaults_as_calculations(checklist), answers, now, language);
        if (i < worked_out->size() && !(*worked_out)[i].text.empty())
            add_default(checklist, evaluation, i, (*worked_out)[i].text, values);
    }
}

// Nine digits of base 36 hold the milliseconds of the next three thousand years, and sort as they grow.
std::string time_key(sync::Instant now) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::array<char, 9> key{};
    auto rest = static_cast<std::uint64_t>(now.ms < 0 ? 0 : now.ms);
    for (auto at = key.rbegin(); at != key.rend(); ++at, rest /= digits.size())
        *at = digits[rest % digits.size()];
    return {key.begin(), key.end()};
}

} // namespace

AnswerValues values_of_taking(const Checklist& checklist, const Answers& answers, sync::Instant now,
                              Language language) {
    AnswerValues values{{std::string(form_id_field), checklist.form().form_id},
                        {std::string(form_version_field), checklist.form().version}};
    add_defaults(checklist, answers, "", now, language, values);
    return values;
}

AnswerValues values_of_instance(const Checklist& checklist, int repeat, const Answers& answers,
                                const sync::DeviceId& device, sync::Instant now, Language language) {
    std::string key, field;
    do { // a second instance within one millisecond
        key = time_key(now) + device.text();
        field = checklist.field(repeat) + "[" + key + "]";
        ++now.ms;
    } while (answers.contains(field));
    AnswerValues values{{field, true}};
    Answers with_instance = answers;
    with_instance.emplace(field, true);
    add_defaults(checklist, with_instance, key, now, language, values);
    return values;
}

} // namespace takan::app
