#pragma once
// ReviewWalk: the changes of one visit as points that a leader goes through one by one, by keys too, and which of them
// are dealt with.

#include "app/views/comments.hpp"
#include "app/views/review_changes.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// One thing to look at: a changed field, a contested field, or a record that is new as a whole.
struct ReviewPoint {
    std::string key; // identity: the same change has the same key in every frame
    const sync::Record* record = nullptr;
    std::string field; // empty: the whole record
    bool contested = false;
    bool done = false;
};

struct ReviewWalk {
    std::vector<ReviewPoint> points; // of this frame, in reading order
    std::string at;                  // key of the one that keys act on; empty: none
    bool moved = false;              // that one is to be brought into view
    bool write = false;              // its field is to get the keyboard
    bool only_open = false;          // what is dealt with is not shown
    std::string comment_at;          // key of the one that is commented on
    CommentEntry comment;
    std::set<std::string> ticked;    // looked at and found right, by key
    std::set<std::string> contested; // fields that were contested since the visit was opened: "record field"

    const ReviewPoint* current() const;
    const ReviewPoint* find(std::string_view key) const;
    std::size_t total() const; // settled contradictions among them, also where no change is left to show
    std::size_t done() const;

private:
    std::size_t settled_and_gone() const;
};

// The key of a changed field's point; `field` empty: of a record that is new as a whole.
std::string point_key(const sync::RecordId& record, std::string_view field, const sync::Edit* edit);

// Another visit is open: nothing is current, nothing half-typed. What was ticked stays ticked.
void begin_visit(ReviewWalk& walk);

// Finds this frame's points in `records`, which must outlive the frame, and makes the first open one current when none
// is.
void find_points(const Given& given, const std::vector<const sync::Record*>& records, ReviewWalk& walk);

// N and P go to the next point and back, Y ticks and goes on, C comments, O leaves only open ones; at a contested field
// the digits take a value and go on, E or the digit behind the last value writes anew. Call while no field has the
// keyboard.
void walk_by_keys(const Given& given, ReviewWalk& walk, Drafts& drafts);

// "处理 4/7" and the switch that leaves only open points. Nothing while there are no points.
void draw_walk_head(const Given& given, ReviewWalk& walk);

// The buttons at a point's right edge: found right, comment. `at` is their upper left corner.
void draw_point_buttons(const Given& given, const ReviewPoint& point, ImVec2 at, ReviewWalk& walk);
float point_buttons_width();

// The comments about a point's field and, when it is commented on, a box to write one.
void draw_point_comments(const Given& given, const ReviewPoint& point, ReviewWalk& walk, Asked& asked);

} // namespace takan::app
