#include "app/cli/scenario.hpp"

#include "app/domain/china_time.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <optional>

namespace takan::app::cli {

namespace {

using sync::Result;
using sync::Value;

constexpr std::pair<std::string_view, Scene> scene_names[] = {{"outfall", Scene::outfall},
                                                              {"waste_drums", Scene::waste_drums},
                                                              {"chimney", Scene::chimney},
                                                              {"dust", Scene::dust},
                                                              {"kitchen_fumes", Scene::kitchen_fumes},
                                                              {"oily_ditch", Scene::oily_ditch},
                                                              {"sludge_yard", Scene::sludge_yard},
                                                              {"monitor", Scene::monitor},
                                                              {"village_pond", Scene::village_pond},
                                                              {"quarry", Scene::quarry}};

sync::Error odd(const std::string& what) {
    return sync::fail(sync::ErrorKind::invalid, "the scenario is odd", what);
}

const Value* member(const Value::Object& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &found->second;
}

std::string text_in(const Value::Object& object, const char* name) {
    const Value* value = member(object, name);
    return value == nullptr || value->text() == nullptr ? std::string{} : *value->text();
}

// The objects of a list; none when there is no list of that name.
Result<std::vector<const Value::Object*>> objects_in(const Value::Object& object, const char* name) {
    std::vector<const Value::Object*> objects;
    const Value* list = member(object, name);
    if (list == nullptr) return objects;
    if (list->array() == nullptr) return odd(name);
    for (const auto& one : *list->array()) {
        if (one.object() == nullptr) return odd(name);
        objects.push_back(one.object());
    }
    return objects;
}

Result<sync::Instant> moment_of(const std::string& date, const std::string& time) {
    const auto moment = read_moment(date + " " + time);
    if (!moment) return odd(date + " " + time);
    return *moment;
}

Result<Shot> read_shot(const Value::Object& object, const std::string& date) {
    Shot shot;
    const std::string scene = text_in(object, "scene");
    const auto* found = std::find_if(std::begin(scene_names), std::end(scene_names),
                                     [&](const auto& one) { return one.first == scene; });
    if (found == std::end(scene_names)) return odd("scene " + scene);
    TAKAN_TRY_LET(moment, moment_of(date, text_in(object, "at")));
    shot.scene = found->second;
    shot.at = moment;
    shot.caption = text_in(object, "caption");
    shot.proves = text_in(object, "proves");
    return shot;
}

Result<ScenarioStep> read_step(const Value::Object& object, const std::string& date) {
    ScenarioStep step;
    TAKAN_TRY_LET(moment, moment_of(date, text_in(object, "at")));
    step.at = moment;
    step.who = text_in(object, "who");
    step.act = text_in(object, "do");
    step.record = text_in(object, step.act == "photos" ? "finding" : "record");
    step.kind = text_in(object, "kind");
    step.visit = text_in(object, "visit");
    step.near = text_in(object, "near");
    step.device = text_in(object, "device");
    step.role = text_in(object, "role");
    step.field = text_in(object, "field");
    step.text = text_in(object, step.act == "comment" ? "text" : "note");
    if (const Value* fields = member(object, "fields"); fields != nullptr && fields->object() != nullptr)
        for (const auto& [name, value] : *fields->object())
            if (value.text() != nullptr) step.fields.emplace_back(name, *value.text());
    TAKAN_TRY_LET(shots, objects_in(object, "shots"));
    for (const auto* one : shots) {
        TAKAN_TRY_LET(shot, read_shot(*one, date));
        step.shots.push_back(std::move(shot));
    }
    return step;
}

} // namespace

Result<Scenario> read_scenario(std::string_view bytes) {
    TAKAN_TRY_LET(value, sync::read_value(bytes));
    const Value::Object* object = value.object();
    if (object == nullptr) return odd("no object");
    const std::string date = text_in(*object, "date");
    Scenario scenario;
    TAKAN_TRY_LET(people, objects_in(*object, "people"));
    for (const auto* one : people)
        scenario.people.push_back({text_in(*one, "key"), text_in(*one, "name"), text_in(*one, "label"),
                                   text_in(*one, "role"), text_in(*one, "make"), text_in(*one, "model")});
    TAKAN_TRY_LET(steps, objects_in(*object, "steps"));
    for (const auto* one : steps) {
        TAKAN_TRY_LET(step, read_step(*one, date));
        if (!scenario.steps.empty() && step.at < scenario.steps.back().at)
            return odd("time runs backwards at " + text_in(*one, "at"));
        scenario.steps.push_back(std::move(step));
    }
    return scenario;
}

std::string moved_to(std::string_view scenario, sync::CivilDate day) {
    constexpr std::size_t length = 10; // of "2024-03-22"
    constexpr std::int64_t day_ms = 86'400'000;
    const auto date_at = [&](std::size_t at) {
        return sync::parse_instant(std::string(scenario.substr(at, length)) + "T00:00:00.000Z");
    };
    std::string moved;
    std::optional<std::int64_t> shift; // the first date is the scenario's own
    for (std::size_t at = 0; at < scenario.size(); ++at) {
        const auto date = date_at(at);
        if (!date) {
            moved += scenario[at];
            continue;
        }
        if (!shift) shift = (sync::start_of(day).ms - date->ms) / day_ms;
        moved += sync::to_text({date->ms + *shift * day_ms}).substr(0, length);
        at += length - 1;
    }
    return moved;
}

} // namespace takan::app::cli
