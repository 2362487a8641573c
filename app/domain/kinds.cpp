#include "app/domain/kinds.hpp"

#include "app/domain/field_value.hpp"

#include <algorithm>

namespace takan::app {
namespace {

constexpr const char* basic = "section.basic";
constexpr const char* scene = "section.scene";
constexpr const char* people = "section.people";
constexpr const char* content = "section.content";
constexpr const char* position = "section.position";
constexpr const char* rectification = "section.rectification";
constexpr const char* evidence = "section.evidence";
constexpr const char* checklist = "section.checklist";

// One line of a kind's table.
class Line : public FieldSpec {
public:
    Line(const char* field, FieldType field_type, const char* in_section) {
        name = field;
        type = field_type;
        section = in_section;
        searched = type == FieldType::text || type == FieldType::long_text || type == FieldType::people ||
                   type == FieldType::choice || type == FieldType::set;
    }
    Line& words(const char* of) { return vocabulary = of, *this; }
    Line& names(const char* kind) { return target = kind, *this; }
    Line& must() { return required = true, *this; }
    Line& index() { return indexed = true, *this; }
    Line& title() { return headline = true, *this; }
    Line& search() { return searched = true, *this; }
    Line& open_to(Level whom) { return level = whom, *this; }
};

void add_position(std::vector<FieldSpec>& fields) {
    fields.push_back(Line("lat", FieldType::decimal, position).index().open_to(1));
    fields.push_back(Line("lon", FieldType::decimal, position).index().open_to(1));
    fields.push_back(Line("position_typed", FieldType::hidden, "")); // what lat and lon were converted from
}

void add_review(std::vector<FieldSpec>& fields) {
    fields.push_back(Line("review.state", FieldType::hidden, "").words("review_state").index());
    fields.push_back(Line("review.note", FieldType::hidden, "").search());
    fields.push_back(Line("review.seen", FieldType::hidden, ""));
}

KindSpec site() {
    std::vector<FieldSpec> fields = {
        Line("name", FieldType::text, basic).must().title().open_to(1),
        Line("kind", FieldType::choice, basic).words("site_kind").index().open_to(1),
        Line("division", FieldType::choice, basic).words("division").must().index().open_to(1),
        Line("address", FieldType::text, basic).open_to(1),
        Line("industry", FieldType::choice, basic).words("industry").open_to(1),
        Line("uscc", FieldType::text, basic).open_to(1),
        Line("permit_no", FieldType::text, basic).open_to(1),
        Line("permit_management", FieldType::choice, basic).words("permit_management").open_to(1),
        Line("legal_rep", FieldType::text, people),
        Line("contact", FieldType::text, people),
        Line("phone", FieldType::text, people),
    };
    add_position(fields);
    fields.push_back(Line("position_source", FieldType::hidden, "").words("position_source"));
    fields.push_back(Line("notes", FieldType::long_text, content));
    return {"site", "", std::move(fields)};
}

KindSpec visit() {
    std::vector<FieldSpec> fields = {
        Line("site", FieldType::reference, basic).names("site").must().index().title().open_to(1),
        Line("state", FieldType::choice, basic).words("visit_state").index(),
        Line("mode", FieldType::choice, basic).words("visit_mode").must().index(),
        Line("purpose", FieldType::choice, basic).words("visit_purpose").index(),
        Line("started_at", FieldType::moment, basic).must(),
        Line("ended_at", FieldType::moment, basic),
        Line("weather", FieldType::choice, basic).words("weather"),
        Line("inspectors", FieldType::people, people).must().index(),
        Line("met", FieldType::people, people),
        Line("met_role", FieldType::text, people),
        Line("rights_told", FieldType::flag, people),
        Line("narrative", FieldType::long_text, scene),
    };
    add_position(fields);
    fields.push_back(Line("form", FieldType::answers, checklist).search());
    fields.push_back(Line("submitted", FieldType::hidden, ""));
    add_review(fields);
    return {"visit", "started_at", std::move(fields)};
}

KindSpec finding() {
    std::vector<FieldSpec> fields = {
        Line("visit", FieldType::reference, basic).names("visit").index(),
        Line("site", FieldType::reference, basic).names("site").index().open_to(1),
        Line("title", FieldType::text, basic).title().open_to(1),
        Line("types", FieldType::set, basic).words("pollution_type").must().index().open_to(0),
        Line("severity", FieldType::choice, basic).words("severity").must().index().open_to(1),
        Line("source", FieldType::choice, basic).words("issue_source"),
        Line("found_at", FieldType::moment, basic),
        Line("description", FieldType::long_text, content).must().open_to(1),
        Line("legal_basis", FieldType::long_text, content).open_to(1),
        Line("place", FieldType::text, content).open_to(1),
        Line("unit", FieldType::text, rectification).open_to(1),
        Line("flags", FieldType::set, rectification).words("finding_flag"),
        Line("due", FieldType::date, rectification).open_to(1),
        Line("item", FieldType::hidden, ""), // of the visit's checklist that it was made from: the answer's field
    };
    add_position(fields);
    add_review(fields);
    return {"finding", "found_at", std::move(fields)};
}

KindSpec photo() {
    std::vector<FieldSpec> fields = {
        Line("visit", FieldType::reference, basic).names("visit").index(),
        Line("finding", FieldType::reference, basic).names("finding").index(),
        Line("caption", FieldType::text, evidence).title().open_to(1),
        Line("proves", FieldType::long_text, evidence).open_to(1),
        Line("taken_by", FieldType::text, evidence).index(),
        Line("taken_at", FieldType::moment, evidence),
        Line("clock_ahead", FieldType::number, evidence), // seconds that "taken_at" was moved by: clock_ahead.hpp
        Line("place", FieldType::text, position).open_to(1),
    };
    add_position(fields);
    fields.push_back(Line("altitude", FieldType::decimal, position));
    fields.push_back(Line("position_source", FieldType::choice, position).words("position_source"));
    fields.push_back(Line("sha256", FieldType::hidden, "").index());
    fields.push_back(Line("name", FieldType::hidden, "").search()); // people know photos by their file names
    for (const char* name : {"size", "mime", "width", "height", "orientation", "exif.time", "exif.make", "exif.model",
                             "media.ref", "media.day"})
        fields.push_back(Line(name, FieldType::hidden, ""));
    // Of an annotated copy: the photo that it was made from, and what was done to it.
    fields.push_back(Line("derived_from", FieldType::reference, evidence).names("photo").index());
    fields.push_back(Line("derived_by", FieldType::set, evidence).words("photo_edit").index());
    fields.push_back(Line("import.batch", FieldType::hidden, "").index()); // what came in together can go together
    add_review(fields);
    return {"photo", "taken_at", std::move(fields)};
}

KindSpec comment() {
    return {"comment",
            "",
            {
                Line("record", FieldType::reference, basic).index(),
                Line("field", FieldType::hidden, ""),
                Line("text", FieldType::long_text, content).must().title(),
                Line("resolved", FieldType::flag, content),
            }};
}

KindSpec member() {
    return {"member",
            "",
            {
                Line("name", FieldType::text, basic).must().title(),
                Line("role", FieldType::choice, basic).words("role"),
                Line("unit", FieldType::text, basic),
            }};
}

KindSpec device() {
    return {"device",
            "",
            {
                Line("device", FieldType::text, basic).must().title(),
                Line("member", FieldType::reference, basic).names("member"),
                Line("key", FieldType::text, basic),
                Line("label", FieldType::text, basic),
                Line("revoked", FieldType::flag, basic),
            }};
}

// A checklist that the team has taken up, one record for each version.
KindSpec form() {
    return {"form",
            "",
            {
                Line("title", FieldType::text, basic).must().title(),
                Line("form_id", FieldType::text, basic).must().index(),
                Line("version", FieldType::text, basic).must(),
                Line("state", FieldType::choice, basic).words("form_state").must().index(),
                Line("model", FieldType::hidden, ""),  // text_of_form in app/forms
                Line("sha256", FieldType::hidden, ""), // of the workbook that it was read from
                Line("file", FieldType::hidden, ""),
            }};
}

// A field's line and, of a set's member or an answer, what stands behind the dot.
struct Place {
    const FieldSpec* spec = nullptr;
    std::string_view member;
};

Place place_of(std::string_view kind_name, std::string_view field) {
    const KindSpec* kind = find_kind(kind_name);
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, field);
    if (spec == nullptr || spec->name == field) return {spec, {}};
    return {spec, field.substr(spec->name.size() + 1)};
}

// The label of a field's own name: of this kind, else the one that kinds share.
std::string label_of(std::string_view kind, std::string_view field, Language language) {
    const std::string own = "field." + std::string(kind) + "." + std::string(field);
    if (has_text(own, language)) return text_of(own, language);
    const std::string shared = "field." + std::string(field);
    return has_text(shared, language) ? text_of(shared, language) : std::string(field);
}

} // namespace

const std::vector<KindSpec>& kinds() {
    static const std::vector<KindSpec> all = [] {
        std::vector<KindSpec> made{site(), visit(), finding(), photo(), comment(), member(), device(), form()};
        for (KindSpec& kind : made)
            kind.fields.push_back(Line("review.origin", FieldType::hidden, "")); // origins.hpp
        return made;
    }();
    return all;
}

const KindSpec* find_kind(std::string_view name) {
    const auto& all = kinds();
    const auto found = std::find_if(all.begin(), all.end(), [&](const KindSpec& kind) { return kind.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const FieldSpec* find_field_spec(const KindSpec& kind, std::string_view field) {
    const std::string_view before_dot = field.substr(0, field.find('.'));
    for (const FieldSpec& spec : kind.fields) {
        if (spec.name == field) return &spec;
        const bool has_members = spec.type == FieldType::set || spec.type == FieldType::answers;
        if (has_members && spec.name == before_dot && field.size() > before_dot.size() + 1) return &spec;
        if (spec.name == "review.origin" && field.starts_with("review.origin.")) return &spec;
    }
    return nullptr;
}

std::string kind_text(std::string_view kind, Language language) {
    const std::string key = "kind." + std::string(kind);
    return has_text(key, language) ? text_of(key, language) : std::string(kind);
}

std::string field_text(std::string_view kind, std::string_view field, Language language) {
    const auto [spec, member] = place_of(kind, field);
    if (spec == nullptr || member.empty()) return label_of(kind, field, language);
    const std::string own = "field." + std::string(kind) + "." + std::string(field);
    if (has_text(own, language)) return text_of(own, language); // "form.version" is no question
    return label_of(kind, spec->name, language) + " · " + text_as(*spec, {}, std::string(member), language);
}

std::string problem_of(std::string_view kind, std::string_view field, const sync::Value& value) {
    const auto [spec, member] = place_of(kind, field);
    return spec == nullptr ? std::string() : problem_as(*spec, member, value);
}

sync::Result<sync::Value> parse_value(std::string_view kind, std::string_view field, std::string_view typed) {
    if (find_kind(kind) == nullptr)
        return sync::fail(sync::ErrorKind::invalid, "expected the name of a kind", std::string(kind),
                          "error.no_such_kind");
    const auto [spec, member] = place_of(kind, field);
    if (spec == nullptr)
        return sync::fail(sync::ErrorKind::invalid, "expected the name of a field", std::string(field),
                          "error.no_such_field");
    return parse_as(*spec, member, typed);
}

std::string value_text(std::string_view kind, std::string_view field, const sync::Value& value, Language language) {
    const auto [spec, member] = place_of(kind, field);
    return spec == nullptr ? plain_value_text(value, language) : text_as(*spec, member, value, language);
}

} // namespace takan::app
