#pragma once
// Story: three laptops and a team's repository on a path, some turns of work with blows, and the proof at the end.

#include "tests/faults/link.hpp"
#include "tests/faults/model.hpp"
#include "tests/faults/worker.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace takan::faults {

enum class Mode {
    kill,     // one laptop after another is killed
    together, // three at the same time, each killed
    fail,     // calls fail
    cut,      // the power goes
    vanish,   // the team's stick is pulled
    net,      // the link to the team's server is cut, stalls or is reset, and now and then a laptop is killed besides
    birth,    // a new laptop is killed while it is made and asks the team to take it in, or its power goes
};
inline constexpr std::array all_modes{Mode::kill,   Mode::together, Mode::fail, Mode::cut,
                                      Mode::vanish, Mode::net,      Mode::birth};
const char* name_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

// A team of three, made once and copied for each story.
class Stage {
public:
    explicit Stage(std::filesystem::path scratch) : m_scratch(std::move(scratch)) {}

    sync::Status build();
    void clear() const; // as it was built

    static constexpr std::size_t laptops = 3;
    std::filesystem::path disk() const { return m_scratch / "disk"; } // what the blows strike
    std::filesystem::path laptop(std::size_t number) const { return disk() / ("laptop" + std::to_string(number)); }
    std::filesystem::path team() const { return disk() / "team.git"; }
    std::filesystem::path cards(std::size_t number) const { return m_scratch / "cards" / std::to_string(number); }

private:
    std::filesystem::path model() const { return m_scratch / "built"; }

    std::filesystem::path m_scratch;
};

struct Tally {
    std::size_t turns = 0;
    std::size_t struck = 0; // turns in which the blow fell
    std::size_t edits = 0;
    std::size_t photos = 0;
    std::size_t refused = 0;
};

class Story {
public:
    // `link`: of net alone.
    Story(const Stage& stage, Mode mode, std::uint64_t seed, const Link* link = nullptr);

    Faults tell(Tally& tally);

private:
    struct Run {
        std::size_t laptop = 0;
        Plan plan;
        test::Spoil spoil;
        int process = 0;
        int report = -1;
    };

    Faults turn();
    Plan draw_plan();
    test::Spoil draw_spoil();
    void move_to_server() const;
    Run start(std::size_t laptop, const Plan& plan, const test::Spoil& spoil = {});
    void mend_link(const Run& run);
    Faults finish(Run& run);
    Faults hear(const Run& run, std::string_view line);
    Faults judge_refusal(const Run& run, const std::vector<std::string_view>& words) const;
    Faults check_end(const Run& run, int status);
    Faults check_git() const;
    Faults sync_all();
    Faults take_in_new_laptop();
    std::size_t laptops() const { return m_mode == Mode::birth ? Stage::laptops + 1 : Stage::laptops; }
    void put_stick_back(Faults& faults) const;
    sync::Clock clock();
    std::size_t below(std::size_t limit);

    const Stage& m_stage;
    Mode m_mode;
    std::uint64_t m_seed;
    const Link* m_link;
    std::mt19937_64 m_random;
    Model m_model;
    Tally m_tally;
    std::int64_t m_now = 1711094400000; // 2024-03-22T08:00:00Z, the day of the demo
    std::uint64_t m_runs = 0;
};

} // namespace takan::faults
