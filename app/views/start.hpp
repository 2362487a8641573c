#pragma once
// Start: the first start on a laptop (three questions: language, name, team; or a look at the demo), and the rescue of
// a damaged store.

#include "app/views/screen.hpp"

namespace takan::app {

enum class TeamChoice { found, join, later };

struct StartChoice {
    Language language = Language::zh;
    std::string name;  // the person
    std::string label; // the laptop's name
    TeamChoice team = TeamChoice::later;
    std::string address; // of the team repository; empty for `later`
    std::string root;    // its root code, if a colleague told it; for `join`
};

struct StartState {
    StartChoice choice;
    bool asked_name = false; // the name has had the keyboard
};

struct StartGiven {
    bool has_demo = false;                       // a demo can be shown
    bool playing_demo = false;                   // it is being made
    std::optional<sync::Error> failed;           // of the last try
    std::optional<std::filesystem::path> chosen; // folder that the file dialog gave
};
struct StartAsked {
    std::optional<StartChoice> done;
    std::optional<FileQuestion> files;
    bool demo = false; // the person wants to look at the demo first
};

// Asks for language, name and team. `done` is set in the frame in which the person finishes.
StartAsked draw_start(const StartGiven& given, StartState& state);

enum class RescueChoice { none, rebuild, quit };
// The store could not be opened: says why and what to do. `rebuild` is offered for a corrupt store only.
RescueChoice draw_rescue(const sync::Error& why, Language language);

} // namespace takan::app
