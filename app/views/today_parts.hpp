#pragma once
// Parts of today's screen: what a person is told in the morning and in the evening, taken from the snapshot.

#include "app/views/screen.hpp"

#include "app/ui/scoped.hpp"

#include <set>
#include <string>
#include <vector>

namespace takan::app {

// A visit of the list with its row.
struct DayVisit {
    const Row* row = nullptr;
    const sync::Record* visit = nullptr;
};

// What today's screen says, picked from the list of visits. The pointers live as long as the snapshot.
struct Day {
    std::vector<DayVisit> visits;  // today's, by time, without cancelled ones
    std::vector<DayVisit> earlier; // of the days before, newest first
    std::vector<DayVisit> coming;  // planned for later or for no day yet, the nearest first
    std::size_t done = 0;          // of `visits`
};
// Empty while the snapshot still answers another screen's request.
Day day_of(const Given& given);

// "3月22日 星期五"; "上午好，周敏".
std::string date_words(const Given& given);
std::string greeting(const Given& given);

// When a person's newest edit among the list's visits was made: as far as this laptop has heard.
struct Heard {
    std::string name;
    sync::Instant newest;
};
std::vector<Heard> heard_of(const Given& given); // newest first

void draw_day(const Given& given, const Day& day, Asked& asked);
void draw_coming(const Given& given, const Day& day, Asked& asked);
void draw_earlier(const Given& given, const Day& day, Asked& asked);
// What came back, with what was written about it; each line goes to the very field.
void draw_came_back(const Given& given, Asked& asked);
// What is missing or odd, each line going to where it is mended. `opened`: visits of which all lines are shown.
void draw_loose(const Given& given, std::set<sync::RecordId>& opened, Asked& asked);
void draw_syncing_card(const Given& given, Asked& asked);
void draw_waiting_review(const Given& given, Asked& asked); // for those who review
void draw_heard(const Given& given);                        // for those who review

// Lines of a card; below them "还有 3 条".
inline constexpr std::size_t most_lines = 5;
void draw_more(const Given& given, std::size_t count);

// Rows reach a little over the card's text on both sides, so that their words stand below its title.
class Bleed {
public:
    Bleed();

private:
    ui::Width m_room;
    ui::Group m_group;
    ui::StyleVar m_gap;
};

} // namespace takan::app
