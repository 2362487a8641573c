#include "app/domain/china_time.hpp"
#include "app/domain/coordinates.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/forms/checklist.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/visits_parts.hpp"

#include <array>

namespace takan::app {

namespace {

std::string clock_of(sync::Instant instant) {
    return china_text(instant).substr(11);
}

std::string words_of(const Given& given, const sync::Record& record, std::string_view field) {
    const sync::Value* value = sync::shown(record, field);
    return value == nullptr ? std::string() : value_text(record.kind, field, *value, given.language());
}

} // namespace

Create new_visit(const Given& given, const std::string& site) {
    Create create{sync::RecordId::random(given.now), "visit", {}};
    if (!site.empty()) create.fields.emplace_back("site", site);
    create.fields.emplace_back("state", "ongoing");
    create.fields.emplace_back("mode", "open");
    create.fields.emplace_back("started_at", sync::to_text(given.now));
    if (const auto& name = given.snapshot.me.name; !name.empty())
        create.fields.emplace_back("inspectors", sync::Value::Array{sync::Value(name)});
    return create;
}

void start_visit(const Given& given, Asked& asked, const std::string& site) {
    Create create = new_visit(given, site);
    // What is written first: the place, else who else is there.
    asked.go = Spot{Place::visits, create.id, false, {create.id, site.empty() ? "site" : "inspectors"}};
    asked.command(std::move(create));
}

Create visit_like(const Given& given, const sync::Record& last) {
    Create create{sync::RecordId::random(given.now), "visit", {{"state", "planned"}}};
    constexpr std::array<std::string_view, 6> kept{"site",       "mode",        "purpose",
                                                   "inspectors", form_id_field, form_version_field};
    for (const std::string_view field : kept) {
        const sync::Value* value = sync::shown(last, field);
        if (value != nullptr && !value->is_null()) create.fields.emplace_back(field, *value);
    }
    return create;
}

void plan_again(const Given& given, const sync::Record& last, Asked& asked) {
    Create create = visit_like(given, last);
    asked.go = Spot{Place::visits, create.id, false, {create.id, "started_at"}};
    asked.toast = Toast{given.text("visits.planned_again"), true};
    asked.command(std::move(create));
}

const sync::Record* last_visit(const Detail& detail) {
    const std::string state = sync::shown_text(detail.record, "state");
    if (detail.record.kind == "visit" && state != "planned" && state != "cancelled") return &detail.record;
    return detail.before ? &*detail.before : nullptr;
}

Mending mending_of(const Given& given, const sync::Record& finding) {
    const auto flagged = [&](const char* flag) { return sync::set_member(finding, "flags", flag); };
    const auto word = [&](const char* flag) { return term_text("finding_flag", flag, given.language()); };
    for (const char* flag : {"rebound", "feigned", "superficial", "perfunctory"})
        if (flagged(flag)) return {word(flag), ui::Tone::danger};
    const std::string due = sync::shown_text(finding, "due");
    if (due.empty()) return {flagged("immediate") ? word("immediate") : given.text("visits.no_due"), ui::Tone::plain};
    const bool over = due < china_text(given.now).substr(0, 10);
    return {say(over ? "visits.due_over" : "visits.due_until", given.language(), {{"date", due}}),
            over ? ui::Tone::warn : ui::Tone::plain};
}

std::string short_moment(std::string_view utc, sync::Instant now) {
    const auto instant = sync::parse_instant(utc);
    if (!instant) return {};
    const auto day = sync::date_of(*instant, china_offset_minutes);
    const auto today = sync::date_of(now, china_offset_minutes);
    const std::string text = china_text(*instant);
    if (day == today) return text.substr(11);
    return day.year == today.year ? text.substr(5) : text.substr(0, 10);
}

std::string time_span(const Given& given, const sync::Record& visit) {
    const std::string start = short_moment(sync::shown_text(visit, "started_at"), given.now);
    const auto end = sync::parse_instant(sync::shown_text(visit, "ended_at"));
    if (start.empty()) return given.text("visits.no_time");
    if (end) return start + " – " + clock_of(*end);
    const bool planned = sync::shown_text(visit, "state") == "planned";
    return say(planned ? "visits.planned_for" : "visits.since", given.language(), {{"time", start}});
}

std::string people_text(const Given& given, const sync::Record& record, std::string_view field) {
    return words_of(given, record, field);
}

ui::Badge visit_badge(const Given& given, const Row& row, const sync::Record& visit) {
    if (row.deleted) return {given.text("visits.deleted"), ui::Tone::plain, ui::icons::remove};
    if (row.contested > 0) return {given.text("visits.contested"), ui::Tone::warn, ui::icons::call_merge};
    const ReviewState review = review_state(visit);
    if (came_back(visit)) return {given.text("visits.returned"), ui::Tone::danger, nullptr};
    if (review == ReviewState::approved) return {given.text("visits.approved"), ui::Tone::ok, nullptr};
    const std::string state = sync::shown_text(visit, "state");
    const bool waits = review == ReviewState::changed_since || sync::shown_flag(visit, "submitted") == true;
    if (state == "recorded" && waits) return {given.text("visits.submitted"), ui::Tone::warn, ui::icons::schedule};
    if (state.empty()) return {given.text("visits.no_state"), ui::Tone::plain, nullptr};
    return {term_text("visit_state", state, given.language()), tone_of("visit_state", state), nullptr};
}

std::string visit_note(const Given& given, const sync::Record& visit) {
    std::string note = words_of(given, visit, "purpose");
    const std::string people = people_text(given, visit, "inspectors");
    if (!note.empty() && !people.empty()) note += " · ";
    return note + people;
}

bool is_gone(const sync::Record& visit) {
    return sync::shown_text(visit, "state") == "cancelled";
}

std::optional<double> metres_between(const sync::Record& a, const sync::Record& b) {
    const auto from = position_of(a);
    const auto to = position_of(b);
    if (!from || !to) return std::nullopt;
    return metres_between(*from, *to);
}

} // namespace takan::app
