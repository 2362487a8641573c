#pragma once
// PhraseBook: the phrases that every long text field offers (Ctrl+J, and a button at the field), and what a person
// wishes to be done with them.

#include "app/domain/phrases.hpp"

#include <optional>
#include <string>
#include <vector>

namespace takan::app::ui {

struct PhraseBook {
    struct Group {
        std::string title;
        std::vector<std::string> phrases; // with their placeholders
    };
    std::vector<Group> groups; // the person's own ones are the first, empty while there are none
    PhraseFacts facts;
};

struct PhraseWish {
    std::optional<std::string> keep; // to become one of the person's own
    bool manage = false;             // the person wants to see the own ones
};

// Fields offer these phrases in the current window from now on; null: none. The owner keeps the book alive.
void offer_phrases(const PhraseBook* book);
// What was wished for since the last call.
PhraseWish take_phrase_wish();

} // namespace takan::app::ui
