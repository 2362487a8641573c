#pragma once
// TextPattern: a regular expression of a checklist's regex(), matched in a time that no pattern can blow up.

#include "sync/base/result.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace takan::app {

// Characters, . classes with ranges, \d \w \s \D \W \S, groups (also (?:…)), |, * + ? {n} {n,} {n,m}; lazy marks change
// nothing, for only whole texts match; ^ and $ are understood at the ends. No references back, no looking around.
class TextPattern {
public:
    // Error invalid (key error.pattern) for what is no such pattern or too large.
    static sync::Result<TextPattern> compile(std::string_view text);

    // Whether the whole text fits.
    bool matches(std::string_view text) const;

private:
    friend class TextPatternReader;
    struct Range {
        char32_t from;
        char32_t to;
    };
    struct State {
        enum class Kind { characters, split, end } kind = Kind::end;
        bool inverted = false;
        std::vector<Range> ranges;
        int next = -1;
        int other = -1; // of a split
    };

    void follow(int state, std::vector<int>& list, std::vector<std::uint32_t>& marks, std::uint32_t mark) const;

    std::vector<State> m_states;
    int m_start = 0;
};

} // namespace takan::app
