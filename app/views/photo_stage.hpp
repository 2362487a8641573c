#pragma once
// Photo stage: one photo on a dark ground, zoomed and moved; shared by the full view, the comparison and the drawing of
// marks.

#include "app/ui/theme.hpp"
#include "app/views/screen.hpp"

#include "imgui.h"

namespace takan::app {

// How far a picture is zoomed in and moved.
struct PictureZoom {
    float zoom = 1; // 1: fits
    float x = 0;    // how far the picture's centre is from the view's, in widths of the zoomed picture, -0.5 to 0.5
    float y = 0;
};
inline constexpr float greatest_picture_zoom = 12;
inline constexpr float picture_zoom_step = 1.25f;

void fit(PictureZoom& zoom);
// Zooms so that what is at `point` stays there: from the view's middle, in sizes of the fitted picture.
void zoom_to(PictureZoom& zoom, float wanted, ImVec2 point = {0, 0});

// The stage around a picture is dark in the light theme too: colours are judged better and nothing glares.
class DarkRoom {
public:
    DarkRoom();
    DarkRoom(const DarkRoom&) = delete;
    DarkRoom& operator=(const DarkRoom&) = delete;
    ~DarkRoom();

private:
    ui::Theme m_kept;
};

// Where a picture was drawn.
struct PlacedPicture {
    bool shown = false; // else there is only the reason why it is not
    ImVec2 from;        // corners of the zoomed picture on the screen, also outside of the view
    ImVec2 to;
    float full_zoom = 1; // at which a pixel of the original is a pixel of the screen
};

// Draws the picture (or its thumbnail until it is there, or why there is none and a button to fetch it) into `size` at
// the cursor, with the item "picture" below it. The wheel zooms at the mouse. `drags`: dragging moves it and a double
// click goes between fitted and full size; else the caller has the mouse.
PlacedPicture draw_picture(const Given& given, const sync::Record& photo, ImVec2 size, bool drags, PictureZoom& zoom,
                           Asked& asked);

// Plus and minus zoom, 0 fits, 1 shows pixel for pixel; in a window that has the keys.
void take_zoom_keys(PictureZoom& zoom, float full_zoom);

} // namespace takan::app
