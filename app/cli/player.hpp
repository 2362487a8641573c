#pragma once
// Player: plays a scenario with real laptops and a real team repository, through what people's commands call.

#include "app/cli/call.hpp"
#include "app/cli/scenario.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace takan::app::cli {

using DrawPhoto = std::function<Result<std::string>(Scene scene, std::uint32_t seed, const PhotoFacts& facts)>;

struct Played {
    std::filesystem::path team;
    std::map<std::string, std::filesystem::path> laptops; // by the person's key
    std::size_t records = 0;
    std::size_t photos = 0;
};

// Plays all of it below `folder`: team.git, one folder a person, and camera/ with the photos as they came from the
// cameras. Tells each step as a line of the call. `folder` is there and none of these are. `draw` runs on several
// threads.
Result<Played> play(const Call& call, const std::filesystem::path& folder, const Scenario& scenario,
                    const DrawPhoto& draw);

} // namespace takan::app::cli
