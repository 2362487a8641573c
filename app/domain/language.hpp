#pragma once
// Language and the texts that people see: assets/text/parts/*.<tag>.csv, built into the program.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace takan::app {

enum class Language { zh, en };

const char* tag_of(Language language); // "zh-CN", "en"
// The language that a locale's name asks for ("zh_CN.UTF-8", "en_US"): zh for Chinese and for nothing, "C" and "POSIX".
Language language_of_locale(std::string_view locale);

// The text under a key; the key itself when there is none (a test finds those). Lives as long as the program.
const std::string& text_of(std::string_view key, Language language);
bool has_text(std::string_view key, Language language);

// The text with {name} replaced by each value: say("sync.sent", zh, {{"records", "3"}}).
std::string say(std::string_view key, Language language,
                std::initializer_list<std::pair<std::string_view, std::string_view>> values);

} // namespace takan::app
