#pragma once
// TextDiff: what was taken out of a text and what was put in, word by word. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// A word as the comparison knows it, as a part of `text`: a run of Latin letters and digits (with a decimal point
// between digits), a run of blanks, one newline, or one character of any other kind (an ideograph, a mark).
// Together they are the text, byte for byte.
std::vector<std::string_view> words_of(std::string_view text);

enum class Piece { kept, taken, added };

struct DiffPiece {
    Piece piece = Piece::kept;
    std::string text;

    bool operator==(const DiffPiece&) const = default;
};

// The pieces in reading order, none empty, no two of the same sort behind each other; in one place what was taken
// stands before what was added. Kept and taken pieces joined give `before`, kept and added ones `after`. Word by word
// as long as that stays cheap, line by line beyond, and beyond even that the differing middle as a whole.
std::vector<DiffPiece> text_diff(std::string_view before, std::string_view after);

} // namespace takan::app
