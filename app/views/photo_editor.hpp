#pragma once
// Photo editor: arrows, boxes, words and blurred parts drawn over a photo in full view, until a copy is made with them.

#include "app/views/photo_stage.hpp"
#include "app/views/screen.hpp"

#include <optional>
#include <string>
#include <vector>

namespace takan::app {

struct PhotoEditorState {
    bool open = false;
    sync::RecordId photo;
    int tool = 0;                     // a MarkKind
    int color = 0;                    // a MarkColor
    std::optional<PhotoMark> drawing; // while the mouse is held, or while its words are typed
    bool typing = false;
    bool focus = false; // the field for the words is to get the keyboard
    std::vector<PhotoMark> undone;
    sync::RecordId coming; // the copy that is being made
};

void open_editor(PhotoEditorState& state, const sync::RecordId& photo);

// Tools, colours, undo, redo, leave, and the button that makes the copy.
void draw_editor_bar(const Given& given, const sync::Record& photo, PhotoEditorState& state,
                     std::vector<PhotoMark>& marks, Asked& asked);
// The marks over the picture, and drawing new ones with the mouse. Call it right behind draw_picture.
void draw_editor(const Given& given, const PlacedPicture& placed, PhotoEditorState& state,
                 std::vector<PhotoMark>& marks);
// Ctrl+Z, Ctrl+Y, A B T M for the tools, Ctrl+Enter makes the copy.
void take_editor_keys(const Given& given, const sync::Record& photo, PhotoEditorState& state,
                      std::vector<PhotoMark>& marks, Asked& asked);
// That a copy is being made, at the place given; nothing else.
void draw_copy_on_its_way(const Given& given, const PhotoEditorState& state, ImVec2 at);

} // namespace takan::app
