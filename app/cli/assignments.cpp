#include "app/cli/assignments.hpp"

#include "app/domain/vocabulary.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <set>

namespace takan::app::cli {

namespace {

// What stands behind '=': the text itself, or that of a file.
Result<std::string> typed_text(const std::string& value) {
    if (value.starts_with("@@")) return value.substr(1);
    if (!value.starts_with("@")) return value;
    TAKAN_TRY_LET(bytes, sync::read_file(sync::path_from_utf8(value.substr(1)), sync::greatest_record));
    return sync::trimmed(sync::plain_text(bytes));
}

std::string codes_of(const FieldSpec& spec) {
    std::string codes;
    if (const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary))
        for (const auto& term : vocabulary->terms)
            codes += (codes.empty() ? "" : ", ") + term.code;
    return codes;
}

sync::Error misfit(const Call& call, std::string_view field, std::string_view typed, std::string_view why) {
    return bad_input(call, "cli.error.bad_value",
                     {{"field", sync::plain_text(field)}, {"value", sync::plain_text(typed)}, {"why", why}});
}

// Why the domain refused a value, with the codes that would fit.
sync::Error misfit(const Call& call, const FieldSpec& spec, std::string_view field, std::string_view typed,
                   const sync::Error& error) {
    std::string why = has_text(error.text_key, call.language) ? call.text(error.text_key) : error.message;
    if (const std::string codes = codes_of(spec); !codes.empty()) why += " (" + codes + ")";
    return misfit(call, field, typed, why);
}

Status read_set(const Call& call, const FieldSpec& spec, const std::string& typed, const sync::Record* old,
                FieldValues& out) {
    const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary);
    std::set<std::string> wanted;
    for (const auto part : sync::split(typed, ',')) {
        const std::string code = sync::trimmed(part);
        if (code.empty()) continue;
        if (vocabulary == nullptr || find_term(*vocabulary, code) == nullptr)
            return misfit(call, spec.name, code, codes_of(spec));
        wanted.insert(code);
    }
    if (old != nullptr)
        for (const auto& member : sync::set_members(*old, spec.name))
            if (!wanted.contains(member)) out.emplace_back(spec.name + "." + member, false);
    for (const auto& code : wanted)
        out.emplace_back(spec.name + "." + code, true);
    return {};
}

Status read_one(const Call& call, const Workspace& workspace, const KindSpec& kind, const std::string& word,
                const sync::Record* old, FieldValues& out) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
        return bad_input(call, "cli.error.no_assignment", {{"word", sync::plain_text(word)}});
    const std::string name = word.substr(0, equals);
    TAKAN_TRY_LET(spec, read_field(call, kind, name));
    TAKAN_TRY_LET(typed, typed_text(word.substr(equals + 1)));
    if (spec->type == FieldType::set && name == spec->name) return read_set(call, *spec, typed, old, out);
    if (spec->type == FieldType::reference && !typed.empty()) {
        TAKAN_TRY_LET(id, find_id(call, workspace, typed));
        out.emplace_back(name, id.text());
        return {};
    }
    auto value = parse_value(kind.name, name, typed);
    if (!value) return misfit(call, *spec, name, typed, value.error());
    if (const std::string problem = problem_of(kind.name, name, *value); !problem.empty())
        return misfit(call, *spec, name, typed, sync::fail(sync::ErrorKind::invalid, problem, {}, problem));
    out.emplace_back(name, std::move(*value));
    return {};
}

} // namespace

Result<FieldValues> read_assignments(const Call& call, const Workspace& workspace, const KindSpec& kind,
                                     const std::vector<std::string>& words, const sync::Record* old) {
    FieldValues values;
    for (const auto& word : words)
        TAKAN_TRY(read_one(call, workspace, kind, word, old, values));
    return values;
}

Result<const KindSpec*> read_kind(const Call& call, std::string_view name) {
    if (const KindSpec* kind = find_kind(name)) return kind;
    std::vector<std::string> names;
    std::string all;
    for (const auto& kind : kinds()) {
        names.push_back(kind.name);
        all += (all.empty() ? "" : ", ") + kind.name;
    }
    const std::string nearest = nearest_to(name, names);
    return bad_input(call, nearest.empty() ? "cli.error.no_kind" : "cli.error.no_kind_near",
                     {{"word", sync::plain_text(name)}, {"nearest", nearest}, {"all", all}});
}

Result<const KindSpec*> kind_of(const sync::Record& record) {
    if (const KindSpec* kind = find_kind(record.kind)) return kind;
    return sync::fail(sync::ErrorKind::invalid, "a kind of a newer program cannot be written here", record.kind,
                      "cli.error.newer_kind");
}

Result<const FieldSpec*> read_field(const Call& call, const KindSpec& kind, std::string_view name) {
    const FieldSpec* spec = find_field_spec(kind, name);
    const bool member = spec != nullptr && spec->name != name;
    const Vocabulary* vocabulary = member ? find_vocabulary(spec->vocabulary) : nullptr;
    const bool known_member =
        vocabulary != nullptr && find_term(*vocabulary, name.substr(spec->name.size() + 1)) != nullptr;
    if (spec != nullptr && (!member || known_member || spec->type == FieldType::answers)) return spec;
    if (spec != nullptr) return misfit(call, spec->name, name, codes_of(*spec));
    std::vector<std::string> names;
    for (const auto& field : kind.fields)
        names.push_back(field.name);
    const std::string nearest = nearest_to(name, names);
    return bad_input(call, nearest.empty() ? "cli.error.no_field" : "cli.error.no_field_near",
                     {{"field", sync::plain_text(name)}, {"kind", kind.name}, {"nearest", nearest}});
}

} // namespace takan::app::cli
