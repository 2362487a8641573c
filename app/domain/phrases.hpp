#pragma once
// Phrases: sentences that inspectors write again and again. Those that come with the program stand in assets/phrases;
// a person's own ones are one setting of the laptop.

#include "app/domain/language.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct Phrase {
    std::string group; // its words are phrases.group.<group>
    std::string zh;
    std::string en;

    const std::string& text(Language language) const { return language == Language::zh ? zh : en; }
};
// In the order of the file, the phrases of a group together; read once, then constant.
const std::vector<Phrase>& shipped_phrases();

// The setting that holds a person's own phrases.
inline constexpr const char* phrases_setting = "phrases";
inline constexpr std::size_t most_own_phrases = 200;
inline constexpr std::size_t longest_phrase = 4000; // bytes

// The own phrases in that setting's value, newest first. Lines that are blank, no text or too long are left out, and
// what is beyond the most: a damaged setting costs no more than its damaged lines.
std::vector<std::string> read_phrases(std::string_view setting);
// The value for them: one line each, with \n and \\ for newline and backslash.
std::string write_phrases(const std::vector<std::string>& phrases);
// Puts a phrase before all others, tidied. False when it is blank or too long, or one of them already.
bool add_phrase(std::vector<std::string>& phrases, std::string_view phrase);

// What the placeholders of a phrase stand for: {site}, {date}, {time}.
struct PhraseFacts {
    std::string site;
    std::string date;
    std::string time;
};
// A blank to be filled in by hand.
inline constexpr std::string_view phrase_blank = "____";
// The phrase with its placeholders filled in; a fact that is not known is a blank.
std::string fill_phrase(std::string_view phrase, const PhraseFacts& facts);

} // namespace takan::app
