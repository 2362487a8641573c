#pragma once
// Comments: what people write to each other about a record or one of its fields, there where it stands. All that is
// written about one field is one thread; whoever has dealt with a comment marks it as done.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include "imgui.h"

#include <string_view>

namespace takan::app {

// The comments about a record or its findings and photos, oldest first, and a box to write one. `field`: about that
// field alone. `choose`: which field the new one is about can be chosen.
void draw_comments(const Given& given, const sync::Record& record, std::string_view field, CommentEntry& entry,
                   Asked& asked, bool choose = false);

// The mark of a field's thread, px(18) high: how much in it is not done. It opens the thread below itself. Where
// nothing is written it is shown only while `near` (the mouse is at the field). `open`: in this frame.
void draw_thread_mark(const Given& given, const sync::Record& record, std::string_view field, ImVec2 at, bool near,
                      bool open, Drafts& drafts, Asked& asked);

} // namespace takan::app
