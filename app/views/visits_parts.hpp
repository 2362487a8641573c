#pragma once
// Parts of the visits' screen: the list, an open visit's header, its pages and its side panel, and words that today's
// screen shares.

#include "app/ui/display.hpp"
#include "app/views/drafts.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/screen.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace takan::app {

// Which visits the list shows.
enum class VisitFilter { all, planned, ongoing, recorded, returned };

struct VisitListState {
    VisitFilter filter = VisitFilter::all;
    std::string typed; // rows without these words are left out
};

// What its checklist remembers.
struct ChecklistState {
    bool choosing = false; // another checklist is being chosen
    std::string current;   // field of the question that the keys 1 to 9 answer; empty: the first open one
    std::string move_to;   // field of the question that takes the keyboard in this frame
    std::map<std::string, float> heights; // of rows as they were last drawn, by field
};

// What an open visit's page remembers; made anew when another record is opened.
struct VisitPageState {
    sync::RecordId open;
    int page = 0;
    bool side = false; // the side panel's drawer, in narrow windows
    RecordPartsState parts;
    PhotoViewerState viewer;
    PhotoSelection selection; // on the page of photos
    bool waiting = false;         // for the system's answer to our question for photos
    sync::RecordId photo_finding; // the finding that those photos belong to; nil: the visit alone
    bool ask_photos = false;      // in this frame
    ChecklistState checklist;
    sync::RecordId focus;           // a finding just made: its description takes the keyboard
    sync::RecordId current_finding; // that the keyboard was in last
    bool only_changed = false;      // of the comparison with the visit before
};

// --- words and acts (visits_words.cpp)

// A visit that begins now with this person, at `site` (its id's text; may be empty).
Create new_visit(const Given& given, const std::string& site = {});
// Makes it and goes there.
void start_visit(const Given& given, Asked& asked, const std::string& site = {});
// A finding of the visit, found now; its description takes the keyboard.
void begin_finding(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked);
// Does what the visit needs next, as its primary button: to begin, to mark it as recorded, to submit it.
void take_next_step(const Given& given, const Detail& detail, Asked& asked);
// A visit that is planned after the example of another one to the same place: its mode, purpose, people and checklist,
// nothing of what was found and answered.
Create visit_like(const Given& given, const sync::Record& last);
// Makes it and goes to where its time is written.
void plan_again(const Given& given, const sync::Record& last, Asked& asked);
// The last visit to a place that took place: the open one, else the one before; null: none.
const sync::Record* last_visit(const Detail& detail);
// How the mending of a finding stands.
struct Mending {
    std::string words;
    ui::Tone tone = ui::Tone::plain;
};
Mending mending_of(const Given& given, const sync::Record& finding);
// "10:10" today, "03-21 16:30" in the same year, "2023-09-14" else; empty for what is no moment.
std::string short_moment(std::string_view utc, sync::Instant now);
// "10:10 – 11:35", "10:10 起".
std::string time_span(const Given& given, const sync::Record& visit);
// The members of a list of people, joined.
std::string people_text(const Given& given, const sync::Record& record, std::string_view field);
// The badge of a row or header: deleted, contested, returned, else what state it is in.
ui::Badge visit_badge(const Given& given, const Row& row, const sync::Record& visit);
// 信访核查 · 周敏、李建国
std::string visit_note(const Given& given, const sync::Record& visit);
bool is_gone(const sync::Record& visit); // cancelled
// Metres between two positions of records ("lat", "lon"); nothing while either is not known.
std::optional<double> metres_between(const sync::Record& a, const sync::Record& b);

// --- regions

void draw_visit_list(const Given& given, const Spot& spot, VisitListState& state, Asked& asked);
Filter filter_of(const VisitListState& state);

void draw_visit_header(const Given& given, const Detail& detail, VisitPageState& state, const Drafts& drafts,
                       Asked& asked);
void draw_visit_body(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts, Asked& asked);
void draw_visit_checklist(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts,
                          Asked& asked);
void draw_visit_findings(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts, Asked& asked);
// Beside the visit before: every field and answer as it was and as it is.
void draw_visit_compare(const Given& given, const Detail& detail, VisitPageState& state);
void draw_visit_side(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked);

inline constexpr float visit_header_height = 130; // design pixels: title, meta line, tabs at the lower edge

// The pages of an open visit, in the order of their tabs.
inline constexpr int page_record = 0;
inline constexpr int page_checklist = 1;
inline constexpr int page_findings = 2;
inline constexpr int page_photos = 3;
inline constexpr int page_comments = 4;
inline constexpr int page_compare = 5; // only where there is a visit before

} // namespace takan::app
