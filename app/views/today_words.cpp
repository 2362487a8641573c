#include "app/domain/china_time.hpp"
#include "app/ui/moment_text.hpp"
#include "app/views/today_parts.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <map>

namespace takan::app {

namespace {

bool is_done(const sync::Record& visit) {
    return sync::shown_text(visit, "state") == "recorded";
}

} // namespace

Day day_of(const Given& given) {
    const Snapshot& snapshot = given.snapshot;
    Day day;
    if (snapshot.request.list.kind != "visit" || snapshot.list_records.size() != snapshot.list.size()) return day;
    const auto today = sync::date_of(given.now, china_offset_minutes);
    for (std::size_t i = 0; i < snapshot.list.size(); ++i) {
        const DayVisit one{&snapshot.list[i], &snapshot.list_records[i]};
        if (is_gone(*one.visit)) continue;
        const auto start = sync::parse_instant(sync::shown_text(*one.visit, "started_at"));
        if (start && sync::date_of(*start, china_offset_minutes) == today) {
            day.visits.push_back(one);
            day.done += is_done(*one.visit) ? 1 : 0;
        } else if (start && *start < given.now) {
            day.earlier.push_back(one);
        } else if (sync::shown_text(*one.visit, "state") == "planned") {
            day.coming.push_back(one);
        }
    }
    // The list begins with the newest.
    std::reverse(day.visits.begin(), day.visits.end());
    std::reverse(day.coming.begin(), day.coming.end());
    return day;
}

std::string date_words(const Given& given) {
    const auto date = sync::date_of(given.now, china_offset_minutes);
    return say("today.date", given.language(),
               {{"month", given.text("today.month." + std::to_string(date.month))},
                {"day", std::to_string(date.day)},
                {"weekday", given.text("today.weekday." + std::to_string(ui::weekday_of(date)))}});
}

std::string greeting(const Given& given) {
    const int hour = std::stoi(china_text(given.now).substr(11, 2));
    const char* key = hour < 5    ? "today.night"
                      : hour < 12 ? "today.morning"
                      : hour < 18 ? "today.noon"
                                  : "today.evening";
    const std::string& name = given.snapshot.me.name;
    if (name.empty()) return given.text(key);
    return say("today.greeting", given.language(), {{"greeting", given.text(key)}, {"name", name}});
}

std::vector<Heard> heard_of(const Given& given) {
    std::map<std::string, sync::Instant> newest;
    for (const auto& member : given.snapshot.members)
        newest.emplace(member.name, sync::Instant{});
    const auto hear = [&](const sync::DeviceId& device, sync::Instant time) {
        const auto person = given.snapshot.people.find(device);
        if (person == given.snapshot.people.end()) return;
        sync::Instant& known = newest[person->second];
        known = std::max(known, time);
    };
    for (const auto& record : given.snapshot.list_records) {
        for (const auto& [device, time] : record.seen)
            hear(device, time);
        for (const auto& [name, field] : record.fields)
            for (const auto& [edit, value] : field)
                hear(edit.device, edit.time);
    }
    std::vector<Heard> heard;
    for (const auto& [name, time] : newest)
        heard.push_back({name, time});
    std::stable_sort(heard.begin(), heard.end(), [](const Heard& a, const Heard& b) { return a.newest > b.newest; });
    return heard;
}

} // namespace takan::app
