#pragma once
// Parts of today's screen: what a person is told in the morning and in the evening, taken from the snapshot.

#include "app/views/screen.hpp"

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
    std::vector<DayVisit> visits;   // today's, by time, without cancelled ones
    std::vector<DayVisit> earlier;  // of the days before, newest first
    std::vector<DayVisit> returned; // this person's, newest first
    std::vector<DayVisit> lacking;  // this person's, newest first: something is still missing
    std::size_t done = 0;           // of `visits`
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
void draw_earlier(const Given& given, const Day& day, Asked& asked);
void draw_returned(const Given& given, const Day& day, Asked& asked);
void draw_lacking(const Given& given, const Day& day, Asked& asked);
void draw_syncing_card(const Given& given, Asked& asked);
void draw_waiting_review(const Given& given, Asked& asked); // for those who review
void draw_heard(const Given& given);                        // for those who review

} // namespace takan::app
