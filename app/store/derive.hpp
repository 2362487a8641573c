#pragma once
// Derive: everything that the store's tables say of a record besides its bytes, as a pure function of the record and of
// the table of kinds.

#include "app/domain/kinds.hpp"
#include "app/store/words.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace takan::app {

// A shown value of an indexed field, as lists filter by it. Of a set: its name and one member's code.
struct Entry {
    std::string field;
    std::string value;

    auto operator<=>(const Entry&) const = default;
};

struct Derived {
    std::string title;
    std::string sort_key;
    std::string review_state;
    bool deleted = false;             // and not changed since: lists leave it out
    bool deleted_but_changed = false; // stays in the lists
    int contested = 0;
    std::int64_t changed_at = 0; // ms, the newest edit's time
    std::vector<Entry> entries;  // sorted, no two alike
    WordLists title_words;       // both empty when the record is deleted
    WordLists words;

    bool operator==(const Derived&) const = default;
};
Derived derive(const sync::Record& record);

// The texts of a record that search finds, contested ones all, in the order of the fields' names.
struct SearchedText {
    std::string field;
    std::string text;
};
std::vector<SearchedText> searched_texts(const sync::Record& record);

// Differs from what it was when derive() would give other results: the table of kinds or a vocabulary has changed.
const std::string& derivation_mark();

} // namespace takan::app
