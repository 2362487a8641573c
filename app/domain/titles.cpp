#include "app/domain/titles.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/typed_text.hpp"

#include <vector>

namespace takan::app {
namespace {

using sync::Record;

constexpr std::size_t title_length = 40; // characters: about what a row of a list has room for

std::string shown_as_text(const Record& record, std::string_view field, Language language) {
    const sync::Value* value = sync::shown(record, field);
    return value == nullptr ? std::string() : value_text(record.kind, field, *value, language);
}

std::string set_text(const Record& record, std::string_view set, Language language) {
    sync::Value::Array codes;
    for (auto& code : sync::set_members(record, set))
        codes.emplace_back(std::move(code));
    return value_text(record.kind, set, sync::Value(std::move(codes)), language);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += " · ";
        out += part;
    }
    return out;
}

std::string unnamed(const Record& record, Language language) {
    return say("title.unnamed", language, {{"kind", kind_text(record.kind, language)}});
}

std::string visit_title(const Record& visit, Language language) {
    std::string purpose = shown_as_text(visit, "purpose", language);
    const auto start = sync::parse_instant(sync::shown_text(visit, "started_at"));
    if (!start) return purpose.empty() ? unnamed(visit, language) : purpose;
    if (purpose.empty()) purpose = kind_text("visit", language);
    const sync::CivilDate date = sync::date_of(*start, china_offset_minutes);
    return say("title.visit", language,
               {{"date", date_text(date)},
                {"month", std::to_string(date.month)},
                {"day", std::to_string(date.day)},
                {"purpose", purpose}});
}

// The fields to look at, best first: the kind's headlines, then what other kinds, also unknown ones, go by.
std::vector<std::string> naming_fields(const Record& record) {
    std::vector<std::string> names;
    if (const KindSpec* kind = find_kind(record.kind))
        for (const FieldSpec& spec : kind->fields)
            if (spec.headline) names.push_back(spec.name);
    for (const char* name : {"title", "name", "caption", "description", "text", "label", "address"})
        names.emplace_back(name);
    return names;
}

} // namespace

std::string title_of(const Record& record, Language language) {
    if (record.kind == "visit") return visit_title(record, language);
    for (const auto& field : naming_fields(record))
        if (auto words = first_words(sync::shown_text(record, field), title_length); !words.empty()) return words;
    return unnamed(record, language);
}

std::string title_of(const Record& record, std::string_view place, Language language) {
    if (record.kind == "visit" && !place.empty()) return first_words(place, title_length);
    return title_of(record, language);
}

std::string subtitle_of(const Record& record, std::string_view place, Language language) {
    const auto text = [&](std::string_view field) { return shown_as_text(record, field, language); };
    if (record.kind == "visit") return joined({std::string(place), text("started_at")});
    if (record.kind == "finding") return joined({text("severity"), set_text(record, "types", language)});
    if (record.kind == "photo") return joined({text("taken_at"), text("taken_by")});
    if (record.kind == "site") return joined({text("kind"), text("division"), text("address")});
    if (record.kind == "member") return joined({text("role"), text("unit")});
    if (record.kind == "device") return text("label");
    return std::string(place);
}

} // namespace takan::app
