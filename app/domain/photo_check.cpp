#include "app/domain/photo_check.hpp"

#include "app/domain/amounts.hpp"
#include "app/domain/coordinates.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using sync::Record;

constexpr std::int64_t open_end_ms = 12 * 3'600'000;

std::optional<sync::Instant> moment_in(const Record& record, std::string_view field) {
    const auto moment = sync::parse_instant(sync::shown_text(record, field));
    return moment ? std::optional(*moment) : std::nullopt;
}

// The beginning of a visit that is planned or was cancelled is only a wish.
void check_time(const Record& photo, const Record& visit, PhotoCheck& check) {
    const std::string state = sync::shown_text(visit, "state");
    if (state == "planned" || state == "cancelled") return;
    const auto taken = moment_in(photo, "taken_at");
    const auto time = time_of_visit(visit);
    if (!taken || !time) return;
    if (taken->ms < time->from.ms - photo_time_tolerance_ms) check.before_ms = time->from.ms - taken->ms;
    if (taken->ms > time->until.ms + photo_time_tolerance_ms) check.after_ms = taken->ms - time->until.ms;
}

// A visit may begin at the gate and the site's point be its office: the nearer of both counts.
void check_place(Position position, const Record* visit, const Record* site, PhotoCheck& check) {
    std::optional<double> nearest;
    for (const Record* record : {visit, site}) {
        const auto there = record == nullptr ? std::nullopt : position_of(*record);
        if (!there) continue;
        const double metres = metres_between(position, *there);
        nearest = nearest ? std::min(*nearest, metres) : metres;
    }
    if (nearest && *nearest > photo_far_metres) check.metres = *nearest;
}

std::string how_long(std::int64_t ms, Language language) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    if (ms < 2 * day_ms) return duration_text(ms / 1000, language);
    return say("amount.days", language, {{"count", std::to_string(ms / day_ms)}});
}

} // namespace

std::optional<VisitTime> time_of_visit(const Record& visit) {
    const auto from = moment_in(visit, "started_at");
    if (!from) return std::nullopt;
    const auto until = moment_in(visit, "ended_at");
    return VisitTime{*from, until ? *until : sync::Instant{from->ms + open_end_ms}};
}

PhotoCheck check_photo(const Record& photo, const Record* visit, const Record* site) {
    PhotoCheck check;
    check.no_time = !moment_in(photo, "taken_at");
    check.no_caption = sync::trimmed(sync::shown_text(photo, "caption")).empty();
    if (visit != nullptr) check_time(photo, *visit, check);
    const auto position = position_of(photo);
    check.no_position = !position;
    if (position) check_place(*position, visit, site, check);
    return check;
}

std::vector<std::string> sentences_of(const PhotoCheck& check, Language language) {
    std::vector<std::string> sentences;
    const auto late = [&](const char* key, std::int64_t ms) {
        if (ms > 0) sentences.push_back(say(key, language, {{"time", how_long(ms, language)}}));
    };
    late("photo_check.before", check.before_ms);
    late("photo_check.after", check.after_ms);
    if (check.metres > 0)
        sentences.push_back(say("photo_check.far", language, {{"distance", distance_text(language, check.metres)}}));
    if (check.no_time) sentences.push_back(text_of("photo_check.no_time", language));
    if (check.no_position) sentences.push_back(text_of("photo_check.no_position", language));
    if (check.no_caption) sentences.push_back(text_of("photo_check.no_caption", language));
    return sentences;
}

} // namespace takan::app
