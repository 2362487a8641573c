#pragma once
// Arguments: a command line taken apart into words and options, checked against what a command knows.

#include "sync/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace takan::app::cli {

struct OptionSpec {
    std::string_view name; // without dashes: "where", or a letter, "o"
    bool takes_value = false;
};

struct Arguments {
    std::vector<std::string> words;
    std::vector<std::pair<std::string, std::string>> options; // in the order given

    bool has(std::string_view name) const;
    std::string value(std::string_view name) const; // of the last one; empty when not given
    std::vector<std::string> values(std::string_view name) const;
};

// Why a command line does not fit, for a text key cli.usage.<fault>.
struct UsageFault {
    std::string fault; // "unknown_option", "value_missing", "no_value_wanted"
    std::string word;
    std::string nearest; // an option that looks alike; may be empty
};

// Takes "--name value", "--name=value", "-o value" and "--" (only words behind it) apart.
std::variant<Arguments, UsageFault> take_apart(const std::vector<std::string>& words,
                                               const std::vector<OptionSpec>& known);

// The candidate that needs the fewest typing mistakes to become `word`; empty when none is near.
std::string nearest_to(std::string_view word, const std::vector<std::string>& candidates);

} // namespace takan::app::cli
