#include "app/cli/commands.hpp"
#include "app/desk/built.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace takan::app {

namespace cli {

namespace {

constexpr int failed = 2;

// What the team's commands may be called in short.
constexpr std::pair<std::string_view, std::string_view> short_names[] = {
    {"init", "team init"}, {"join", "team join"}, {"requests", "team requests"}, {"admit", "team admit"}};

std::string variable(const Surroundings& around, const char* name) {
    return around.variable ? around.variable(name) : std::string{};
}

std::optional<Language> language_named(std::string_view name) {
    if (name == "zh-CN" || name == "zh") return Language::zh;
    if (name == "en") return Language::en;
    return std::nullopt;
}

// What --lang asks for, also on a command line that is wrong otherwise; else the locale's.
Language language_of(const std::vector<std::string>& words, const Surroundings& around) {
    constexpr std::string_view option = "--lang";
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::optional<Language> asked;
        if (words[i] == option && i + 1 < words.size()) asked = language_named(words[i + 1]);
        if (words[i].starts_with("--lang=")) asked = language_named(words[i].substr(option.size() + 1));
        if (asked) return *asked;
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const std::string locale = variable(around, name); !locale.empty()) return language_of_locale(locale);
    return language_of_locale("");
}

// Where people's records are kept when nothing else is said (the XDG base directory specification).
std::filesystem::path usual_folder(const Surroundings& around) {
    if (const std::string data = variable(around, "XDG_DATA_HOME"); !data.empty())
        return sync::path_from_utf8(data) / "takan";
    return sync::path_from_utf8(variable(around, "HOME")) / ".local" / "share" / "takan";
}

std::filesystem::path folder_of(const Arguments& arguments, const Surroundings& around) {
    if (arguments.has("store")) return sync::path_from_utf8(arguments.value("store"));
    if (const std::string store = variable(around, "TAKAN_STORE"); !store.empty()) return sync::path_from_utf8(store);
    return usual_folder(around);
}

const CommandSpec* named(std::string_view name) {
    const auto& all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

struct Chosen {
    const CommandSpec* command = nullptr;
    std::vector<std::string> rest;
    std::string typed; // what was meant to be the name
};

// Options may stand before the command's name too: they are kept in front of the rest.
Chosen choose(const std::vector<std::string>& words) {
    Chosen chosen;
    std::vector<std::size_t> plain;
    for (std::size_t i = 0; i < words.size() && plain.size() < 2; ++i) {
        if (words[i] == "--") break;
        if (words[i].starts_with("-")) {
            if (words[i] == "--store" || words[i] == "--lang") ++i; // its value is no command
            continue;
        }
        plain.push_back(i);
    }
    if (plain.empty()) return chosen;
    const auto without = [&](std::size_t count) {
        std::vector<std::string> rest = words;
        for (std::size_t i = count; i-- > 0;)
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(plain[i]));
        return rest;
    };
    chosen.typed = words[plain[0]];
    if (plain.size() == 2) {
        chosen.command = named(chosen.typed + " " + words[plain[1]]);
        if (chosen.command != nullptr) {
            chosen.rest = without(2);
            return chosen;
        }
    }
    for (const auto& [brief, full] : short_names)
        if (chosen.typed == brief) chosen.command = named(full);
    if (chosen.command == nullptr) chosen.command = named(chosen.typed);
    if (chosen.command == nullptr && plain.size() == 2) chosen.typed += " " + words[plain[1]];
    chosen.rest = without(1);
    return chosen;
}

int unknown_command(const Call& call, const std::string& typed) {
    std::vector<std::string> names;
    for (const auto& command : commands())
        names.emplace_back(command.name);
    std::string nearest = nearest_to(typed, names);
    if (nearest.empty()) nearest = nearest_to(typed.substr(0, typed.find(' ')), names);
    call.note("takan: " + call.said("cli.usage.unknown_command", {{"word", sync::plain_text(typed)}}) +
              (nearest.empty() ? "" : " " + call.said("cli.usage.nearest", {{"word", nearest}})));
    call.note(call.text("cli.usage.see_help"));
    return failed;
}

int report(const Call& call, const CommandSpec& command, const sync::Error& error) {
    if (call.json) call.document(json_of(error, call.language));
    call.note("takan " + std::string(command.name) + ": " + sentence_of(error, call.language));
    const bool is_misused = error.kind == sync::ErrorKind::invalid;
    if (command.run == synchronise_now && !is_misused) call.note(call.text("sync.nothing_lost"));
    if (is_misused) call.note(call.said("cli.usage", {{"usage", usage_of(command)}}));
    return failed;
}

int misused(const Call& call, const CommandSpec& command, const UsageFault& fault) {
    std::string text = call.said("cli.usage." + fault.fault, {{"word", sync::plain_text(fault.word)}});
    if (!fault.nearest.empty()) text += " " + call.said("cli.usage.nearest", {{"word", fault.nearest}});
    return report(call, command, sync::fail(sync::ErrorKind::invalid, text, {}, "cli.said"));
}

// Says what is wrong with the common options or the number of words; nothing: all is well.
std::optional<sync::Error> misfit(const Call& call, const CommandSpec& command) {
    const Arguments& given = call.arguments;
    if (given.has("lang") && !language_named(given.value("lang")))
        return bad_input(call, "cli.usage.no_such_language", {{"word", sync::plain_text(given.value("lang"))}});
    if (given.words.size() < command.least) return bad_input(call, "cli.usage.too_few");
    if (given.words.size() > command.most)
        return bad_input(call, "cli.usage.too_many", {{"word", sync::plain_text(given.words[command.most])}});
    return std::nullopt;
}

int carry_out(const CommandSpec& command, const std::vector<std::string>& words, const Surroundings& around) {
    std::vector<OptionSpec> known = command.options;
    known.insert(known.end(), {{"store", true}, {"json"}, {"lang", true}, {"help"}, {"h"}});
    Call call{{}, language_of(words, around), false, {}, around};
    auto taken = take_apart(words, known);
    if (const auto* fault = std::get_if<UsageFault>(&taken)) return misused(call, command, *fault);
    call.arguments = std::move(std::get<Arguments>(taken));
    call.json = call.arguments.has("json") && command.json;
    call.folder = folder_of(call.arguments, around);
    const bool asks_for_help = call.arguments.has("help") || call.arguments.has("h");
    if (auto fault = misfit(call, command); fault && !asks_for_help) return report(call, command, *fault);
    if (asks_for_help) {
        call.arguments.words = {std::string(command.name)};
        return *show_help(call);
    }
    const Answer answer = command.run(call);
    return answer ? *answer : report(call, command, answer.error());
}

} // namespace

} // namespace cli

int run(const std::vector<std::string>& words, const Surroundings& around) {
    const auto is_one_of = [&](std::string_view a, std::string_view b) {
        return !words.empty() && (words.front() == a || words.front() == b);
    };
    if (is_one_of("--version", "-V")) {
        around.out << "takan " << TAKAN_VERSION << "\n";
        return cli::yes;
    }
    const cli::Call call{{}, cli::language_of(words, around), false, {}, around};
    const auto chosen = cli::choose(words);
    if (chosen.command != nullptr) return cli::carry_out(*chosen.command, chosen.rest, around);
    if (!chosen.typed.empty()) return cli::unknown_command(call, chosen.typed);
    return cli::carry_out(*cli::named("help"), is_one_of("--help", "-h") ? std::vector<std::string>{} : words, around);
}

int run(int argc, char** argv, std::ostream& out, std::ostream& err, const OpenWindow& open) {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    const bool colours = &out == &std::cout && ::isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() &&
                         variable("TERM") != "dumb";
    const Surroundings around{out, err, sync::system_clock(), variable, open, colours, built()};
    return run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), around);
}

} // namespace takan::app
