#include "app/domain/language.hpp"

#include "app/domain/assets.hpp"
#include "app/domain/csv.hpp"

#include <cassert>
#include <map>
#include <mutex>
#include <set>

namespace takan::app {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

// All parts of one language. The files are ours: a fault in one is found by the tests, not by people.
Texts read_texts(Language language) {
    Texts texts;
    const std::string ending = std::string(".") + tag_of(language) + ".csv";
    for (const Asset& asset : assets()) {
        if (!asset.path.starts_with("text/parts/") || !asset.path.ends_with(ending)) continue;
        auto rows = read_csv(asset.bytes);
        assert(rows);
        if (!rows) continue;
        for (auto& row : *rows)
            if (row.size() == 2) texts.emplace(std::move(row[0]), std::move(row[1]));
    }
    return texts;
}

const Texts& texts_of(Language language) {
    static const Texts zh = read_texts(Language::zh);
    static const Texts en = read_texts(Language::en);
    return language == Language::zh ? zh : en;
}

// A key without a text has to live as long as a text would. Only a mistake in the program leads here.
const std::string& kept(std::string_view key) {
    static std::mutex mutex;
    static std::set<std::string, std::less<>> keys;
    const std::lock_guard lock(mutex);
    const auto found = keys.find(key);
    return found != keys.end() ? *found : *keys.emplace(key).first;
}

} // namespace

const char* tag_of(Language language) {
    return language == Language::zh ? "zh-CN" : "en";
}

Language language_of_locale(std::string_view locale) {
    const std::string_view name = locale.substr(0, locale.find_first_of(".@"));
    const bool unsaid = name.empty() || name == "C" || name == "POSIX";
    const bool chinese = name == "zh" || name.starts_with("zh_") || name.starts_with("zh-");
    return unsaid || chinese ? Language::zh : Language::en;
}

const std::string& text_of(std::string_view key, Language language) {
    const Texts& texts = texts_of(language);
    const auto found = texts.find(key);
    return found != texts.end() ? found->second : kept(key);
}

bool has_text(std::string_view key, Language language) {
    return texts_of(language).contains(key);
}

std::string say(std::string_view key, Language language,
                std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    const std::string_view pattern = text_of(key, language);
    std::string said;
    for (std::size_t at = 0; at < pattern.size();) {
        bool replaced = false;
        for (const auto& [name, value] : values) {
            const std::string_view rest = pattern.substr(at);
            if (!rest.starts_with('{') || !rest.substr(1).starts_with(name)) continue;
            if (!rest.substr(1 + name.size()).starts_with('}')) continue;
            said += value;
            at += name.size() + 2;
            replaced = true;
            break;
        }
        if (!replaced) said += pattern[at++];
    }
    return said;
}

} // namespace takan::app
