#include "app/forms/pattern.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <optional>

namespace takan::app {

namespace {

constexpr std::size_t longest_pattern = 1000; // characters
constexpr std::size_t most_states = 5000;
constexpr int deepest_group = 40;
constexpr int most_repeats = 500;
constexpr char32_t last_character = 0x10FFFF;

} // namespace

// Recursive descent, each part as a piece of the machine that ends in a state of its own without a way on.
class TextPatternReader {
public:
    explicit TextPatternReader(std::string_view text) : m_text(sync::to_utf32(text)) {}

    std::optional<TextPattern> read() {
        if (m_text.size() > longest_pattern) return std::nullopt;
        if (peek() == U'^') ++m_at;
        auto whole = alternatives(0);
        if (!whole || m_at != m_text.size()) return std::nullopt;
        m_pattern.m_start = whole->first;
        patch(*whole, add({TextPattern::State::Kind::end, false, {}, -1, -1}));
        if (m_pattern.m_states.size() > most_states) return std::nullopt;
        return std::move(m_pattern);
    }

private:
    using State = TextPattern::State;
    using Range = TextPattern::Range;
    // A piece: its first state and the ends (state, which way) that lead on.
    struct Piece {
        int first = -1;
        std::vector<std::pair<int, bool>> ends;
    };

    char32_t peek() const { return m_at < m_text.size() ? m_text[m_at] : U'\0'; }
    bool at_end() const { return m_at >= m_text.size(); }
    int add(State state) {
        m_pattern.m_states.push_back(std::move(state));
        return static_cast<int>(m_pattern.m_states.size()) - 1;
    }
    void patch(const Piece& piece, int to) {
        for (const auto& [state, other] : piece.ends) {
            State& one = m_pattern.m_states[static_cast<std::size_t>(state)];
            (other ? one.other : one.next) = to;
        }
    }
    int split(int next, int other) { return add({State::Kind::split, false, {}, next, other}); }
    Piece empty() {
        const int state = split(-1, -1);
        return {state, {{state, false}, {state, true}}};
    }

    std::optional<Piece> alternatives(int depth) {
        if (depth > deepest_group) return std::nullopt;
        auto left = sequence(depth);
        while (left && peek() == U'|' && !at_end()) {
            ++m_at;
            const auto right = sequence(depth);
            if (!right) return std::nullopt;
            Piece both{split(left->first, right->first), left->ends};
            both.ends.insert(both.ends.end(), right->ends.begin(), right->ends.end());
            left = std::move(both);
        }
        return left;
    }

    std::optional<Piece> sequence(int depth) {
        std::optional<Piece> all;
        while (!at_end() && peek() != U'|' && peek() != U')') {
            if (peek() == U'$') { // only where nothing may follow
                ++m_at;
                if (!at_end() && peek() != U'|' && peek() != U')') return std::nullopt;
                break;
            }
            auto part = repeated(depth);
            if (!part) return std::nullopt;
            all = all ? joined(*all, *part) : std::move(*part);
        }
        return all ? all : empty();
    }

    Piece joined(const Piece& left, const Piece& right) {
        patch(left, right.first);
        return {left.first, right.ends};
    }

    std::optional<Piece> repeated(int depth) {
        const std::size_t from = m_at;
        auto piece = atom(depth);
        if (!piece || at_end()) return piece;
        int least = 1, most = 1; // most < 0: without end
        const char32_t sign = peek();
        if (sign == U'*' || sign == U'+' || sign == U'?') {
            ++m_at;
            least = sign == U'+' ? 1 : 0;
            most = sign == U'?' ? 1 : -1;
        } else if (sign == U'{') {
            if (!counts(least, most)) return std::nullopt;
        } else {
            return piece;
        }
        if (peek() == U'?' && !at_end()) ++m_at;
        return times(from, m_at, depth, std::move(*piece), least, most);
    }

    bool counts(int& least, int& most) {
        ++m_at;
        const auto first = number();
        if (!first) return false;
        least = most = *first;
        if (peek() == U',') {
            ++m_at;
            const auto second = number();
            most = second.value_or(-1);
        }
        if (peek() != U'}' || at_end()) return false;
        ++m_at;
        return most < 0 || most >= least;
    }

    std::optional<int> number() {
        int value = 0;
        const std::size_t from = m_at;
        for (; peek() >= U'0' && peek() <= U'9'; ++m_at) {
            value = value * 10 + static_cast<int>(peek() - U'0');
            if (value > most_repeats) return std::nullopt;
        }
        return m_at > from ? std::optional(value) : std::nullopt;
    }

    // The atom again and again: each copy is read anew from its place in the text.
    std::optional<Piece> times(std::size_t from, std::size_t behind, int depth, Piece first, int least, int most) {
        std::optional<Piece> all;
        const int copies = std::max(most < 0 ? std::max(least, 1) : most, 0);
        if (copies == 0) return empty();
        for (int i = 0; i < copies; ++i) {
            std::optional<Piece> one = std::move(first);
            if (i > 0) {
                m_at = from;
                one = atom(depth);
            }
            if (!one || m_pattern.m_states.size() > most_states) return std::nullopt;
            if (most < 0 && i + 1 == copies)
                one = least == 0 ? star(*one) : plus(*one);
            else if (i >= least)
                one = maybe(*one);
            all = all ? joined(*all, *one) : std::move(*one);
        }
        m_at = behind;
        return all;
    }

    Piece star(const Piece& one) {
        const int loop = split(one.first, -1);
        patch(one, loop);
        return {loop, {{loop, true}}};
    }
    Piece plus(const Piece& one) {
        const int loop = split(one.first, -1);
        patch(one, loop);
        return {one.first, {{loop, true}}};
    }
    Piece maybe(const Piece& one) {
        const int way = split(one.first, -1);
        Piece piece{way, one.ends};
        piece.ends.emplace_back(way, true);
        return piece;
    }

    std::optional<Piece> atom(int depth) {
        const char32_t c = m_text[m_at++];
        if (c == U'(') return group(depth);
        if (c == U'[') return char_class();
        if (c == U'.') return characters({{U'\0', last_character}}, false);
        if (c == U'\\') {
            bool inverted = false;
            std::vector<Range> ranges;
            if (!escape(ranges, inverted)) return std::nullopt;
            return characters(std::move(ranges), inverted);
        }
        if (std::u32string_view(U"*+?{}])^").find(c) != std::u32string_view::npos) return std::nullopt;
        return characters({{c, c}}, false);
    }

    std::optional<Piece> group(int depth) {
        if (peek() == U'?') {
            if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != U':') return std::nullopt;
            m_at += 2;
        }
        auto inside = alternatives(depth + 1);
        if (!inside || at_end() || peek() != U')') return std::nullopt;
        ++m_at;
        return inside;
    }

    Piece characters(std::vector<Range> ranges, bool inverted) {
        const int state = add({State::Kind::characters, inverted, std::move(ranges), -1, -1});
        return {state, {{state, false}}};
    }

    // Behind a backslash.
    bool escape(std::vector<Range>& ranges, bool& inverted) {
        if (at_end()) return false;
        const char32_t c = m_text[m_at++];
        const auto add_all = [&](std::initializer_list<Range> more) { ranges.insert(ranges.end(), more); };
        inverted = c == U'D' || c == U'W' || c == U'S';
        if (c == U'd' || c == U'D')
            add_all({{U'0', U'9'}});
        else if (c == U'w' || c == U'W')
            add_all({{U'0', U'9'}, {U'a', U'z'}, {U'A', U'Z'}, {U'_', U'_'}});
        else if (c == U's' || c == U'S')
            add_all({{U' ', U' '}, {U'\t', U'\r'}, {U'\u3000', U'\u3000'}});
        else if (c == U'n' || c == U't')
            add_all({c == U'n' ? Range{U'\n', U'\n'} : Range{U'\t', U'\t'}});
        else if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'))
            return false; // a reference back, or something that means more than we do
        else
            add_all({{c, c}});
        return true;
    }

    std::optional<Piece> char_class() {
        std::vector<Range> ranges;
        bool inverted = false;
        if (peek() == U'^') {
            inverted = true;
            ++m_at;
        }
        for (bool first = true; !at_end() && (peek() != U']' || first); first = false) {
            char32_t from = m_text[m_at++];
            if (from == U'\\') {
                const std::size_t before = ranges.size();
                bool not_these = false;
                if (!escape(ranges, not_these) || not_these) return std::nullopt;
                if (ranges.size() != before + 1 || ranges.back().from != ranges.back().to) continue;
                from = ranges.back().from;
                ranges.pop_back();
            }
            char32_t to = from;
            if (peek() == U'-' && m_at + 1 < m_text.size() && m_text[m_at + 1] != U']') {
                to = m_text[m_at + 1];
                m_at += 2;
                if (to == U'\\') to = at_end() ? U'\0' : m_text[m_at++];
                if (to < from) return std::nullopt;
            }
            ranges.push_back({from, to});
        }
        if (at_end()) return std::nullopt;
        ++m_at;
        return characters(std::move(ranges), inverted);
    }

    std::u32string m_text;
    std::size_t m_at = 0;
    TextPattern m_pattern;
};

sync::Result<TextPattern> TextPattern::compile(std::string_view text) {
    auto pattern = TextPatternReader(text).read();
    if (!pattern)
        return sync::fail(sync::ErrorKind::invalid, "no regular expression that can be used", std::string(text),
                          "error.pattern");
    return std::move(*pattern);
}

// Adds the states that are reached without a character. The list is worked off, not walked down: no depth.
void TextPattern::follow(int state, std::vector<int>& list, std::vector<std::uint32_t>& marks,
                         std::uint32_t mark) const {
    std::vector<int> open{state};
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        if (marks[static_cast<std::size_t>(at)] == mark) continue;
        marks[static_cast<std::size_t>(at)] = mark;
        const State& one = m_states[static_cast<std::size_t>(at)];
        if (one.kind == State::Kind::split) {
            open.push_back(one.other);
            open.push_back(one.next);
        } else {
            list.push_back(at);
        }
    }
}

bool TextPattern::matches(std::string_view text) const {
    std::vector<std::uint32_t> marks(m_states.size(), 0);
    std::uint32_t mark = 1;
    std::vector<int> now, then;
    follow(m_start, now, marks, mark);
    for (std::size_t at = 0; at < text.size() && !now.empty();) {
        const char32_t c = sync::next_code_point(text, at);
        then.clear();
        ++mark;
        for (const int state : now) {
            const State& one = m_states[static_cast<std::size_t>(state)];
            if (one.kind != State::Kind::characters) continue;
            const bool inside = std::any_of(one.ranges.begin(), one.ranges.end(),
                                            [&](const Range& range) { return c >= range.from && c <= range.to; });
            if (inside != one.inverted) follow(one.next, then, marks, mark);
        }
        std::swap(now, then);
    }
    return std::any_of(now.begin(), now.end(),
                       [&](int state) { return m_states[static_cast<std::size_t>(state)].kind == State::Kind::end; });
}

} // namespace takan::app
