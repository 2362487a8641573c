// help.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::cli {

namespace {

// "photo add" -> "photo_add", for text keys.
std::string key_of(const CommandSpec& command) {
    std::string key(command.name);
    std::replace(key.begin(), key.end(), ' ', '_');
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

std::string title_line(const Call& call, const CommandSpec& command) {
    return call.text("cli.help." + key_of(command));
}

Answer list_commands(const Call& call) {
    call.out() << call.text("cli.help.title") << "\n\n";
    std::vector<std::vector<std::string>> lines;
    for (const auto& command : commands())
        lines.push_back({"  " + std::string(command.name), title_line(call, command)});
    call.out() << columns(lines, 100) << "\n" << call.text("cli.help.common") << "\n";
    return yes;
}

std::string codes_of(const FieldSpec& field) {
    std::string codes;
    const Vocabulary* vocabulary = find_vocabulary(field.vocabulary);
    if (vocabulary == nullptr) return codes;
    for (const auto& term : vocabulary->terms)
        codes += (codes.empty() ? "" : " ") + term.code;
    return codes;
}

// What can be written: every field of every kind, with the codes that it takes.
void list_fields(const Call& call) {
    for (const auto& kind : kinds()) {
        call.out() << "\n" << call.strong(kind.name) << "  " << kind_text(kind.name, call.language) << "\n";
        std::vector<std::vector<std::string>> lines;
        for (const auto& field : kind.fields) {
            if (field.type == FieldType::hidden) continue;
            lines.push_back({"  " + field.name, field_text(kind.name, field.name, call.language), codes_of(field)});
        }
        call.out() << columns(lines, 300);
    }
}

void describe(const Call& call, const CommandSpec& command) {
    call.out() << call.strong(usage_of(command)) << "\n\n  " << title_line(call, command) << "\n";
    if (const std::string key = "cli.more." + key_of(command); has_text(key, call.language))
        call.out() << "\n" << call.text(key) << "\n";
    if (command.run == new_record) list_fields(call);
    if (command.json)
        call.out() << "\n" << call.text("cli.help.json") << "\n  " << call.text("cli.json." + key_of(command)) << "\n";
}

} // namespace

Answer show_help(Call& call) {
    std::string wanted;
    for (const auto& word : call.arguments.words)
        wanted += (wanted.empty() ? "" : " ") + word;
    if (wanted.empty()) return list_commands(call);
    bool found = false;
    for (const auto& command : commands()) {
        const bool in_group = command.name.starts_with(wanted + " ");
        if (command.name != wanted && !in_group) continue;
        if (found) call.out() << "\n";
        describe(call, command);
        found = true;
    }
    if (!found) return bad_input(call, "cli.usage.unknown_command", {{"word", sync::plain_text(wanted)}});
    return yes;
}

} // namespace takan::app::cli
