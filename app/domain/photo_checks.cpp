#include "app/domain/photo_checks.hpp"

namespace takan::app {
namespace {

std::optional<sync::Instant> moment_in(const sync::Record& record, std::string_view field) {
    const auto moment = sync::parse_instant(sync::shown_text(record, field));
    return moment ? std::optional(*moment) : std::nullopt;
}

} // namespace

std::optional<VisitTime> time_of_visit(const sync::Record& visit) {
    const auto from = moment_in(visit, "started_at");
    if (!from) return std::nullopt;
    const auto until = moment_in(visit, "ended_at");
    return VisitTime{*from, until ? *until : sync::Instant{from->ms + open_end_ms}};
}

std::optional<std::int64_t> time_off_visit(const sync::Record& photo, const sync::Record& visit) {
    const auto taken = moment_in(photo, "taken_at");
    const auto time = time_of_visit(visit);
    if (!taken || !time) return std::nullopt;
    if (taken->ms < time->from.ms - photo_margin_ms) return taken->ms - time->from.ms;
    if (taken->ms > time->until.ms + photo_margin_ms) return taken->ms - time->until.ms;
    return 0;
}

} // namespace takan::app
