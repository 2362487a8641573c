#pragma once
// The terminal program: the same commands that the window has, for people, scripts and tests.

#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// Opens the window over a laptop's folder in that language ("zh-CN", "en"; empty: as set there) and returns its exit
// code.
using OpenWindow = std::function<int(const std::filesystem::path& folder, const std::string& language)>;

// What a run sees of the world around it. Tests put in their own.
struct Surroundings {
    std::ostream& out;
    std::ostream& err;
    sync::Clock clock;
    std::function<std::string(const char* name)> variable; // of the environment; empty when unset
    OpenWindow open;
    bool colours = false;                    // out is a terminal
    std::optional<sync::Instant> built = {}; // when the program was made: no clock is right that stands before
};

// Carries out one command line (without the program's name). Returns the exit code: 0 done, 1 the answer is no (nothing
// found, conflicts, faults), 2 it could not be done, with a message on `err`.
int run(const std::vector<std::string>& words, const Surroundings& around);

// The same for main(), with the system's clock and environment.
int run(int argc, char** argv, std::ostream& out, std::ostream& err, const OpenWindow& open);

// Plays the demo below `folder`, unless one is there already, and returns the folder of its leader's laptop.
sync::Result<std::filesystem::path> demo_laptop(const std::filesystem::path& folder);

} // namespace takan::app
