#include "app/domain/text_diff.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace takan::app {

namespace {

using Words = std::vector<std::string_view>;

// Myers' search keeps one row of positions a step: beyond this many replaced words (0.6 million numbers, some
// milliseconds) a reader sees two different texts anyway.
constexpr std::ptrdiff_t most_steps = 800;
// So few kept words between changes, and no mark that ends a phrase, are noise: 的 between two rewritten phrases.
constexpr std::size_t islet = 1;

enum class Sort { letters, digits, blank, other };

Sort sort_of(char32_t c) {
    if (c == U' ' || c == U'\t' || c == 0x3000) return Sort::blank;
    if (c >= U'0' && c <= U'9') return Sort::digits;
    const bool latin = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
    // Latin-1, Latin Extended, Greek and Cyrillic letters; × and ÷ are marks.
    const bool extended = c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7;
    return latin || extended ? Sort::letters : Sort::other;
}

bool is_word(Sort sort) {
    return sort == Sort::letters || sort == Sort::digits;
}

// Behind a number's digit: "." or "," and another digit go on with it (1.32, 1,200).
bool goes_on_as_number(std::string_view text, std::size_t at) {
    return at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && text[at + 1] >= '0' && text[at + 1] <= '9';
}

std::size_t word_end(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    const Sort first = sort_of(sync::next_code_point(text, at));
    if (first == Sort::other) return at;
    Sort last = first;
    while (at < text.size()) {
        std::size_t behind = at;
        const Sort next = sort_of(sync::next_code_point(text, behind));
        if (last == Sort::digits && goes_on_as_number(text, at)) {
            behind = at + 2;
        } else if (is_word(first) ? !is_word(next) : next != first) {
            break;
        } else {
            last = next;
        }
        at = behind;
    }
    return at;
}

// Lines with their newlines.
Words lines_of(std::string_view text) {
    Words lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

// One step of the way from the old words to the new ones.
struct Step {
    Piece piece = Piece::kept;
    std::string_view word;
};

// Myers' greedy search: `m_rows[d][k + d]` is how far into the old words d changes lead on the diagonal k (old minus
// new). Walking the rows back gives the steps.
class Search {
public:
    Search(const Words& before, const Words& after) : m_before(before), m_after(after) {}

    // Nothing when it takes more than `most_steps` changes.
    std::optional<std::vector<Step>> steps() {
        const auto olds = static_cast<std::ptrdiff_t>(m_before.size());
        const auto news = static_cast<std::ptrdiff_t>(m_after.size());
        for (std::ptrdiff_t d = 0; d <= std::min(most_steps, olds + news); ++d) {
            m_rows.emplace_back(static_cast<std::size_t>(2 * d + 1), -1);
            for (std::ptrdiff_t k = -d; k <= d; k += 2) {
                const std::ptrdiff_t old = slide(d == 0 ? 0 : entry(d, k), k);
                at(d, k) = old;
                if (old >= olds && old - k >= news) return walk_back(d);
            }
        }
        return std::nullopt;
    }

private:
    std::ptrdiff_t& at(std::ptrdiff_t d, std::ptrdiff_t k) {
        return m_rows[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
    }
    // True when the change number d on diagonal k is an added word, not a taken one.
    bool is_added(std::ptrdiff_t d, std::ptrdiff_t k) {
        return k == -d || (k != d && at(d - 1, k - 1) < at(d - 1, k + 1));
    }
    std::ptrdiff_t entry(std::ptrdiff_t d, std::ptrdiff_t k) {
        return is_added(d, k) ? at(d - 1, k + 1) : at(d - 1, k - 1) + 1;
    }
    // Along equal words. Rows may reach beyond the texts' ends: there nothing is equal.
    std::ptrdiff_t slide(std::ptrdiff_t old, std::ptrdiff_t k) const {
        const auto olds = static_cast<std::ptrdiff_t>(m_before.size());
        const auto news = static_cast<std::ptrdiff_t>(m_after.size());
        while (old < olds && old - k < news && old >= 0 && old - k >= 0 &&
               m_before[static_cast<std::size_t>(old)] == m_after[static_cast<std::size_t>(old - k)])
            ++old;
        return old;
    }
    std::vector<Step> walk_back(std::ptrdiff_t d) {
        std::vector<Step> steps;
        auto old = static_cast<std::ptrdiff_t>(m_before.size());
        auto k = old - static_cast<std::ptrdiff_t>(m_after.size());
        const auto keep_down_to = [&](std::ptrdiff_t end) {
            for (; old > end; --old)
                steps.push_back({Piece::kept, m_before[static_cast<std::size_t>(old - 1)]});
        };
        for (; d > 0; --d) {
            keep_down_to(entry(d, k));
            if (is_added(d, k)) {
                steps.push_back({Piece::added, m_after[static_cast<std::size_t>(old - k - 1)]});
                ++k;
            } else {
                steps.push_back({Piece::taken, m_before[static_cast<std::size_t>(old - 1)]});
                --old;
                --k;
            }
        }
        keep_down_to(0);
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    const Words& m_before;
    const Words& m_after;
    std::vector<std::vector<std::ptrdiff_t>> m_rows;
};

// Where the run of equal sorts that begins at `from` ends.
std::size_t run_end(const std::vector<Step>& steps, std::size_t from) {
    std::size_t to = from;
    while (to < steps.size() && (steps[to].piece == Piece::kept) == (steps[from].piece == Piece::kept))
        ++to;
    return to;
}

bool ends_phrase(std::string_view word) {
    constexpr std::array marks{"\n", "，", "。", "；", "：", "、", "！", "？", ",", ".", ";", ":"};
    return std::find(marks.begin(), marks.end(), word) != marks.end();
}

bool is_islet(const std::vector<Step>& steps, std::size_t from, std::size_t to) {
    if (from == 0 || to == steps.size() || to - from > islet) return false;
    const std::string_view word = steps[from].word;
    if (ends_phrase(word) || word.size() > 3) return false; // a long word is a hold for the eye
    std::size_t changed = run_end(steps, to) - to;
    for (std::size_t i = from; i > 0 && steps[i - 1].piece != Piece::kept; --i)
        ++changed;
    return changed >= 6;
}

// Collects pieces: what was taken and what was added between two kept words stands together.
class Pieces {
public:
    void add(Piece piece, std::string_view text) {
        if (piece == Piece::kept) {
            flush();
            append(Piece::kept, text);
        } else {
            (piece == Piece::taken ? m_taken : m_added) += text;
        }
    }
    std::vector<DiffPiece> done() {
        flush();
        return std::move(m_pieces);
    }

private:
    void append(Piece piece, std::string_view text) {
        if (text.empty()) return;
        if (m_pieces.empty() || m_pieces.back().piece != piece) m_pieces.push_back({piece, {}});
        m_pieces.back().text += text;
    }
    void flush() {
        append(Piece::taken, m_taken);
        append(Piece::added, m_added);
        m_taken.clear();
        m_added.clear();
    }

    std::string m_taken;
    std::string m_added;
    std::vector<DiffPiece> m_pieces;
};

void add_steps(const std::vector<Step>& steps, Pieces& pieces) {
    for (std::size_t from = 0; from < steps.size();) {
        const std::size_t to = run_end(steps, from);
        const bool noise = steps[from].piece == Piece::kept && is_islet(steps, from, to);
        for (std::size_t i = from; i < to; ++i) {
            if (noise) pieces.add(Piece::taken, steps[i].word);
            pieces.add(noise ? Piece::added : steps[i].piece, steps[i].word);
        }
        from = to;
    }
}

std::size_t same_at_start(const Words& a, const Words& b) {
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t count = 0;
    while (count < most && a[count] == b[count])
        ++count;
    return count;
}

std::size_t same_at_end(const Words& a, const Words& b, std::size_t start) {
    const std::size_t most = std::min(a.size(), b.size()) - start;
    std::size_t count = 0;
    while (count < most && a[a.size() - 1 - count] == b[b.size() - 1 - count])
        ++count;
    return count;
}

Words middle(const Words& words, std::size_t start, std::size_t end) {
    return {words.begin() + static_cast<std::ptrdiff_t>(start), words.end() - static_cast<std::ptrdiff_t>(end)};
}

// False when the words differ too much.
bool compare(const Words& before, const Words& after, Pieces& pieces) {
    const std::size_t start = same_at_start(before, after);
    const std::size_t end = same_at_end(before, after, start);
    const Words olds = middle(before, start, end), news = middle(after, start, end);
    const auto steps = Search(olds, news).steps();
    if (!steps) return false;
    std::vector<Step> all;
    for (std::size_t i = 0; i < start; ++i)
        all.push_back({Piece::kept, before[i]});
    all.insert(all.end(), steps->begin(), steps->end());
    for (std::size_t i = before.size() - end; i < before.size(); ++i)
        all.push_back({Piece::kept, before[i]});
    add_steps(all, pieces);
    return true;
}

} // namespace

std::vector<std::string_view> words_of(std::string_view text) {
    Words words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = word_end(text, at);
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

std::vector<DiffPiece> text_diff(std::string_view before, std::string_view after) {
    Pieces pieces;
    if (compare(words_of(before), words_of(after), pieces)) return pieces.done();
    const Words olds = lines_of(before), news = lines_of(after);
    if (compare(olds, news, pieces)) return pieces.done();
    const std::size_t start = same_at_start(olds, news);
    const std::size_t end = same_at_end(olds, news, start);
    for (std::size_t i = 0; i < start; ++i)
        pieces.add(Piece::kept, olds[i]);
    for (const auto& line : middle(olds, start, end))
        pieces.add(Piece::taken, line);
    for (const auto& line : middle(news, start, end))
        pieces.add(Piece::added, line);
    for (std::size_t i = olds.size() - end; i < olds.size(); ++i)
        pieces.add(Piece::kept, olds[i]);
    return pieces.done();
}

} // namespace takan::app
