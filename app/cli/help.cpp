// help.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
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

void describe(const Call& call, const CommandSpec& command) {
    call.out() << call.strong(usage_of(command)) << "\n\n  " << title_line(call, command) << "\n";
    if (const std::string key = "cli.more." + key_of(command); has_text(key, call.language))
        call.out() << "\n" << call.text(key) << "\n";
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
