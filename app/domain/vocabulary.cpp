#include "app/domain/vocabulary.hpp"

#include "app/domain/assets.hpp"
#include "app/domain/csv.hpp"

#include <algorithm>
#include <cassert>

namespace takan::app {
namespace {

constexpr std::string_view folder = "vocabulary/";
constexpr std::string_view ending = ".csv";

Vocabulary read_vocabulary(const Asset& asset) {
    Vocabulary vocabulary;
    vocabulary.name = asset.path.substr(folder.size(), asset.path.size() - folder.size() - ending.size());
    auto rows = read_csv(asset.bytes);
    assert(rows && !rows->empty() && rows->front() == (CsvRow{"code", "zh", "en", "rollup", "parent"}));
    if (!rows) return vocabulary;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        CsvRow& row = (*rows)[i];
        assert(row.size() == 5);
        row.resize(5);
        if (row[3].empty()) row[3] = row[0];
        vocabulary.terms.push_back({row[0], row[1], row[2], row[3], row[4]});
    }
    return vocabulary;
}

std::vector<Vocabulary> read_vocabularies() {
    std::vector<Vocabulary> all;
    for (const Asset& asset : assets())
        if (asset.path.starts_with(folder)) all.push_back(read_vocabulary(asset));
    return all;
}

} // namespace

const std::vector<Vocabulary>& vocabularies() {
    static const std::vector<Vocabulary> all = read_vocabularies();
    return all;
}

const Vocabulary* find_vocabulary(std::string_view name) {
    const auto& all = vocabularies();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Vocabulary& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const Term* find_term(const Vocabulary& vocabulary, std::string_view code) {
    const auto& terms = vocabulary.terms;
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.code == code; });
    return found == terms.end() ? nullptr : &*found;
}

std::string term_text(std::string_view vocabulary, std::string_view code, Language language) {
    const Vocabulary* found = find_vocabulary(vocabulary);
    const Term* term = found == nullptr ? nullptr : find_term(*found, code);
    return term == nullptr ? std::string(code) : term->text(language);
}

} // namespace takan::app
