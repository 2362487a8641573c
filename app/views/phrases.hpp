#pragma once
// Phrases in the window: what the long text fields offer, and the card of the settings in which a person's own ones
// are written and deleted.

#include "app/ui/phrase_book.hpp"
#include "app/views/screen.hpp"

#include <string>
#include <vector>

namespace takan::app {

// Root's part: offers the phrases to all fields of a frame and does what was wished for.
class PhraseDesk {
public:
    // Before the screens are drawn.
    void offer(const Given& given);
    // Behind them.
    void serve(const Given& given, Asked& asked);

private:
    ui::PhraseBook m_book;
    std::string m_setting; // that the book was made from
    Language m_language = Language::zh;
    bool m_made = false;
};

struct PhraseCardState {
    std::vector<std::string> phrases; // as they are being written
    std::string seen;                 // the setting when it was looked at last
    std::string written;              // what this card has made of it
};
// The card of the settings.
void draw_phrase_card(const Given& given, PhraseCardState& state, Asked& asked);

} // namespace takan::app
