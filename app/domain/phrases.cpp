#include "app/domain/phrases.hpp"

#include "app/domain/assets.hpp"
#include "app/domain/csv.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace takan::app {

namespace {

std::vector<Phrase> read_shipped() {
    std::vector<Phrase> phrases;
    for (const Asset& asset : assets()) {
        if (!asset.path.starts_with("phrases/")) continue;
        auto rows = read_csv(asset.bytes);
        assert(rows && !rows->empty() && rows->front() == (CsvRow{"group", "zh", "en"}));
        for (std::size_t i = 1; rows && i < rows->size(); ++i) {
            CsvRow& row = (*rows)[i];
            assert(row.size() == 3);
            row.resize(3);
            phrases.push_back({row[0], row[1], row[2]});
        }
    }
    return phrases;
}

std::string from_line(std::string_view line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool escaped = line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == 'n' || line[i + 1] == '\\');
        if (escaped) ++i;
        text += escaped && line[i] == 'n' ? '\n' : line[i];
    }
    return text;
}

} // namespace

const std::vector<Phrase>& shipped_phrases() {
    static const std::vector<Phrase> all = read_shipped();
    return all;
}

std::vector<std::string> read_phrases(std::string_view setting) {
    std::vector<std::string> phrases;
    for (const std::string_view line : sync::split(setting, '\n')) {
        if (line.size() > longest_phrase || !sync::is_plain_text(line) || sync::trimmed(line).empty()) continue;
        phrases.push_back(from_line(line));
        if (phrases.size() == most_own_phrases) break;
    }
    return phrases;
}

std::string write_phrases(const std::vector<std::string>& phrases) {
    std::string setting;
    for (const std::string& phrase : phrases) {
        if (!setting.empty()) setting += '\n';
        for (const char c : phrase) {
            if (c == '\\') setting += '\\';
            if (c == '\n')
                setting += "\\n";
            else
                setting += c;
        }
    }
    return setting;
}

bool add_phrase(std::vector<std::string>& phrases, std::string_view phrase) {
    std::string tidy = sync::trimmed(sync::plain_text(phrase));
    if (tidy.empty() || write_phrases({tidy}).size() > longest_phrase) return false;
    if (std::find(phrases.begin(), phrases.end(), tidy) != phrases.end()) return false;
    phrases.insert(phrases.begin(), std::move(tidy));
    if (phrases.size() > most_own_phrases) phrases.resize(most_own_phrases);
    return true;
}

std::string fill_phrase(std::string_view phrase, const PhraseFacts& facts) {
    const std::array<std::pair<std::string_view, const std::string*>, 3> places{
        {{"{site}", &facts.site}, {"{date}", &facts.date}, {"{time}", &facts.time}}};
    std::string filled;
    for (std::size_t at = 0; at < phrase.size();) {
        const auto place = std::find_if(places.begin(), places.end(),
                                        [&](const auto& one) { return phrase.substr(at).starts_with(one.first); });
        if (place == places.end()) {
            filled += phrase[at++];
            continue;
        }
        filled += place->second->empty() ? phrase_blank : std::string_view(*place->second);
        at += place->first.size();
    }
    return filled;
}

} // namespace takan::app
