#include "app/cli/arguments.hpp"

#include <algorithm>
#include <numeric>

namespace takan::app::cli {

namespace {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

bool is_option(std::string_view word) {
    return word.size() >= 2 && word.front() == '-';
}

const OptionSpec* find_option(const std::vector<OptionSpec>& known, std::string_view name) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.name == name; });
    return found == known.end() ? nullptr : &*found;
}

UsageFault unknown(const std::string& word, std::string_view name, const std::vector<OptionSpec>& known) {
    std::vector<std::string> candidates;
    for (const auto& one : known)
        candidates.emplace_back(one.name);
    const std::string nearest = nearest_to(name, candidates);
    return {"unknown_option", word, nearest.empty() ? nearest : "--" + nearest};
}

} // namespace

bool Arguments::has(std::string_view name) const {
    return std::any_of(options.begin(), options.end(), [&](const auto& one) { return one.first == name; });
}

std::string Arguments::value(std::string_view name) const {
    const auto all = values(name);
    return all.empty() ? std::string{} : all.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [option, value] : options)
        if (option == name) found.push_back(value);
    return found;
}

std::variant<Arguments, UsageFault> take_apart(const std::vector<std::string>& words,
                                               const std::vector<OptionSpec>& known) {
    Arguments result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--") {
            result.words.insert(result.words.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
            break;
        }
        if (!is_option(word)) {
            result.words.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(word[1] == '-' ? 2 : 1,
                                             equals == std::string::npos ? equals : equals - (word[1] == '-' ? 2 : 1));
        const OptionSpec* spec = find_option(known, name);
        if (spec == nullptr) return unknown(word, name, known);
        if (!spec->takes_value && equals != std::string::npos) return UsageFault{"no_value_wanted", word, {}};
        std::string value;
        if (spec->takes_value) {
            if (equals != std::string::npos)
                value = word.substr(equals + 1);
            else if (i + 1 < words.size())
                value = words[++i];
            else
                return UsageFault{"value_missing", word, {}};
        }
        result.options.emplace_back(name, std::move(value));
    }
    return result;
}

std::string nearest_to(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t least = std::max<std::size_t>(1, word.size() / 2) + 1;
    for (const auto& candidate : candidates) {
        const std::size_t mistakes = distance(word, candidate);
        if (mistakes < least) {
            least = mistakes;
            best = candidate;
        }
    }
    return best;
}

} // namespace takan::app::cli
