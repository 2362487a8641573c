#pragma once
// Scenario: a day of a team as data (assets/demo/day.json): who does what when. The demo plays it.

#include "app/evidence/drawn_photo.hpp"
#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::app::cli {

struct ScenarioPerson {
    std::string key; // "zhou": also the laptop's folder
    std::string name;
    std::string label; // of the laptop
    std::string role;
    std::string make; // of the camera
    std::string model;
};

struct Shot {
    Scene scene = Scene::outfall;
    sync::Instant at;
    std::string caption;
    std::string proves;
};

// One step. `act` is found, join, admit, sync, new, set, photos, comment, seen, approve or return; the texts that an
// act does not need are empty. Records are named by words of the scenario.
struct ScenarioStep {
    sync::Instant at;
    std::string who;
    std::string act;
    std::string record; // what is made, changed, commented on, decided on; of photos the finding
    std::string kind;   // of a new record
    std::string visit;  // of photos
    std::string near;   // of photos: the site whose position they carry
    std::string device; // admit: whose
    std::string role;
    std::string field;                                       // of a comment
    std::string text;                                        // comment, note
    std::vector<std::pair<std::string, std::string>> fields; // as typed; "@word" is a record
    std::vector<Shot> shots;
};

struct Scenario {
    std::vector<ScenarioPerson> people;
    std::vector<ScenarioStep> steps; // by time
};

// Reads the JSON. Error invalid, naming the step.
sync::Result<Scenario> read_scenario(std::string_view bytes);

// The same scenario on another day: its first date becomes `day`, and every other date in it moves along.
std::string moved_to(std::string_view scenario, sync::CivilDate day);

// The bytes of the day that is built into the program.
std::string_view demo_day();

} // namespace takan::app::cli
