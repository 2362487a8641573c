#include "app/views/acts.hpp"

#include "app/domain/vocabulary.hpp"

#include <algorithm>
#include <string>

namespace takan::app {

namespace {

const sync::Value* value_in(const FieldValues& fields, std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; });
    return found == fields.end() ? nullptr : &found->second;
}

std::string words_of(const SetFields& set, Language language) {
    const sync::Value* state = value_in(set.fields, "state");
    const Vocabulary* states = find_vocabulary("visit_state");
    if (state && state->text() && find_term(*states, *state->text()))
        return say("toast.state", language, {{"state", term_text("visit_state", *state->text(), language)}});
    if (const sync::Value* resolved = value_in(set.fields, "resolved"); resolved && resolved->flag())
        return text_of(*resolved->flag() ? "toast.resolved" : "toast.unresolved", language);
    if (const sync::Value* submitted = value_in(set.fields, "submitted"); submitted && submitted->flag())
        return text_of(*submitted->flag() ? "toast.submitted" : "toast.taken_back", language);
    return text_of("toast.changed", language);
}

std::string words_of(const Delete&, Language language) {
    return text_of("toast.deleted", language);
}

std::string words_of(const Restore&, Language language) {
    return text_of("toast.restored", language);
}

std::string words_of(const Review& review, Language language) {
    return text_of(review.decision == Decision::approve     ? "toast.approved"
                   : review.decision == Decision::give_back ? "toast.returned"
                                                            : "toast.undecided",
                   language);
}

std::string words_of(const TakeBack&, Language language) {
    return text_of("toast.edits_taken_back", language);
}

template <class Other>
std::string words_of(const Other&, Language) {
    return {};
}

} // namespace

std::optional<Toast> toast_of(const Command& command, Language language) {
    std::string words = std::visit([&](const auto& one) { return words_of(one, language); }, command);
    if (words.empty()) return std::nullopt;
    return Toast{std::move(words), true};
}

} // namespace takan::app
