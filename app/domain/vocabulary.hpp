#pragma once
// Vocabularies: the codes that choice and set fields may hold, with their words, from assets/vocabulary/*.csv.

#include "app/domain/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct Term {
    std::string code;
    std::string zh;
    std::string en;
    std::string rollup; // code of the class that statistics count it under; the code itself for a class
    std::string parent; // of a division: the division above it

    const std::string& text(Language language) const { return language == Language::zh ? zh : en; }
};

struct Vocabulary {
    std::string name;        // "pollution_type"
    std::vector<Term> terms; // in the order of the file
};

// All of them, sorted by name; read once, then constant: any thread may ask.
const std::vector<Vocabulary>& vocabularies();
// Null when there is none of that name.
const Vocabulary* find_vocabulary(std::string_view name);
const Term* find_term(const Vocabulary& vocabulary, std::string_view code);
// The words of a code; the code itself when the vocabulary (of a newer program, say) does not know it.
std::string term_text(std::string_view vocabulary, std::string_view code, Language language);

} // namespace takan::app
