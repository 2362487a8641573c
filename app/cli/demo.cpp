// demo: one working day in Yueyang, played into a new folder.

#include "app/cli/cli.hpp"
#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/player.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <sstream>

namespace takan::app::cli {

namespace {

// Marks a folder as a demo's, so that only such a one is ever cleared; it also tells people what lies where.
constexpr const char* marker = "takan-demo.txt";

bool is_empty_or_new(const std::filesystem::path& folder) {
    std::error_code fault;
    const auto status = std::filesystem::status(folder, fault);
    if (status.type() == std::filesystem::file_type::not_found) return true;
    return status.type() == std::filesystem::file_type::directory && std::filesystem::is_empty(folder, fault) && !fault;
}

// Takes away what an earlier demo made, and nothing else.
Status clear(const std::filesystem::path& folder, const Scenario& scenario) {
    std::vector<std::string> names{"team.git", "camera"};
    for (const auto& person : scenario.people)
        names.push_back(person.key);
    for (const auto& name : names) {
        std::error_code fault;
        std::filesystem::remove_all(folder / name, fault);
        if (fault) return sync::error_from_errno(fault.value(), "clear an earlier demo", folder / name);
    }
    return {};
}

Status make_room(const Call& call, const std::filesystem::path& folder, const Scenario& scenario) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder / marker, ignored)) return clear(folder, scenario);
    if (!is_empty_or_new(folder)) return bad_input(call, "demo.not_empty", {{"folder", sync::utf8(folder)}});
    return sync::make_folder(folder);
}

// A path as a shell takes it whole.
std::string quoted(const std::filesystem::path& path) {
    std::string text = "'";
    for (const char c : sync::utf8(path)) {
        if (c == '\'')
            text += "'\\''";
        else
            text += c;
    }
    return text + "'";
}

// This program as a shell finds it from anywhere.
std::string program() {
    std::error_code fault;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", fault);
    return fault ? std::string("takan") : quoted(path);
}

std::string guide(const Call& call, const Played& played, const Scenario& scenario,
                  const std::filesystem::path& folder) {
    std::vector<std::vector<std::string>> places{{"  " + sync::utf8(played.team), call.text("demo.place.team")}};
    for (const auto& person : scenario.people)
        places.push_back({"  " + sync::utf8(played.laptops.at(person.key)),
                          call.said("demo.place.laptop", {{"name", person.name}})});
    places.push_back({"  " + sync::utf8(folder / "camera"), call.text("demo.place.camera")});
    const std::string lead = quoted(folder / scenario.people.front().key);
    std::string text = call.text("demo.where") + "\n" + columns(places, 200) + "\n" + call.text("demo.next") + "\n";
    for (const char* command : {"review", "conflicts", "list finding", "verify", "open"})
        text += "  " + program() + " " + command + " --store " + lead + "\n";
    return text;
}

std::string day_text(const Scenario& scenario) {
    return scenario.steps.empty() ? std::string{} : china_text(scenario.steps.front().at).substr(0, 10);
}

// The day that is built in, on the date that was asked for.
Result<std::string> day_of(const Call& call) {
    const std::string wish = call.arguments.value("date");
    if (wish.empty()) return std::string(demo_day());
    const auto date = sync::parse_instant(wish + "T00:00:00.000Z");
    if (!date) return bad_input(call, "demo.bad_date", {{"date", wish}});
    return moved_to(demo_day(), sync::date_of(*date));
}

} // namespace

Answer play_demo(Call& call) {
    std::error_code fault;
    const auto folder =
        std::filesystem::absolute(sync::path_from_utf8(call.arguments.words.front()), fault).lexically_normal();
    if (fault) return sync::error_from_errno(fault.value(), "find the folder", call.arguments.words.front());
    TAKAN_TRY_LET(day, day_of(call));
    TAKAN_TRY_LET(scenario, read_scenario(day));
    TAKAN_TRY(make_room(call, folder, scenario));
    TAKAN_TRY(sync::write_file(folder / marker, call.text("demo.where") + "\n"));
    call.line(call.said("demo.title", {{"date", day_text(scenario)}}));
    TAKAN_TRY_LET(played, play(call, folder, scenario, draw_photo));
    const std::string text = guide(call, played, scenario, folder);
    TAKAN_TRY(sync::write_file(folder / marker, text));
    call.line("\n" + text);
    if (call.json) {
        sync::Value::Object laptops;
        for (const auto& [key, path] : played.laptops)
            laptops.emplace(key, sync::utf8(path));
        call.document(sync::Value::Object{{"folder", sync::utf8(folder)},
                                          {"team", sync::utf8(played.team)},
                                          {"laptops", std::move(laptops)},
                                          {"records", static_cast<std::int64_t>(played.records)},
                                          {"photos", static_cast<std::int64_t>(played.photos)}});
    }
    if (!call.arguments.has("open")) return yes;
    call.folder = played.laptops.at(scenario.people.front().key);
    return open_window(call);
}

} // namespace takan::app::cli

namespace takan::app {

sync::Result<std::filesystem::path> demo_laptop(const std::filesystem::path& folder) {
    TAKAN_TRY_LET(scenario, cli::read_scenario(std::string(cli::demo_day())));
    const std::filesystem::path lead = folder / scenario.people.front().key;
    std::error_code fault;
    if (std::filesystem::is_directory(lead, fault)) return lead;
    std::ostringstream out, err;
    const Surroundings around{out, err, sync::system_clock(), [](const char*) { return std::string(); }, {}};
    if (run({"demo", sync::utf8(folder)}, around) != 0)
        return sync::fail(sync::ErrorKind::broken, "the demo could not be played: " + err.str(), sync::utf8(folder),
                          "error.no_demo");
    return lead;
}

} // namespace takan::app
