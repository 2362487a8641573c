// faults: proves that an acknowledged edit or photo survives everything. Without arguments a short round of every mode.
//   faults [--seed N] [--mode kill|together|fail|cut|vanish|net|birth] [--rounds N] [--minutes N]

#include "tests/faults/story.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iostream>
#include <memory>
#include <random>

namespace {

using namespace takan::faults;

struct Options {
    std::uint64_t seed = std::random_device()();
    std::uint64_t rounds = 1;  // of each mode
    std::uint64_t minutes = 0; // more rounds until they are over
    std::vector<Mode> modes{all_modes.begin(), all_modes.end()};
};

bool read_number(std::string_view text, std::uint64_t& out) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    return code == std::errc{} && end == text.data() + text.size();
}

std::optional<Options> read_options(const std::vector<std::string_view>& words) {
    Options options;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        bool is_known = false;
        if (words[i] == "--seed") is_known = read_number(words[i + 1], options.seed);
        if (words[i] == "--rounds") is_known = read_number(words[i + 1], options.rounds);
        if (words[i] == "--minutes") is_known = read_number(words[i + 1], options.minutes);
        if (words[i] == "--mode") {
            const auto mode = mode_named(words[i + 1]);
            is_known = mode.has_value();
            if (mode) options.modes = {*mode};
        }
        if (!is_known) return std::nullopt;
    }
    return words.size() % 2 == 0 ? std::optional(options) : std::nullopt;
}

bool tell(const Stage& stage, Mode mode, std::uint64_t seed, const Link* link, Tally& tally) {
    const Faults faults = Story(stage, mode, seed, link).tell(tally);
    if (faults.empty()) return true;
    for (const auto& fault : faults)
        std::cout << "  " << fault << "\n";
    std::cout << "again: faults --seed " << seed << " --mode " << name_of(mode) << " --rounds 1" << std::endl;
    return false;
}

// SSH and HTTPS by turns.
const Link* link_for(const Links* links, Mode mode, std::uint64_t seed) {
    return mode == Mode::net ? &links->all()[seed % links->all().size()] : nullptr;
}

} // namespace

int main(int count, char** arguments) {
    const auto options = read_options({arguments + 1, arguments + count});
    if (!options) {
        std::cerr << "faults [--seed N] [--mode kill|together|fail|cut|vanish|net|birth] [--rounds N] [--minutes N]\n";
        return 2;
    }
    const takan::test::Scratch scratch;
    Stage stage(scratch.path());
    if (const auto built = stage.build(); !built) {
        std::cerr << takan::sync::describe(built.error()) << "\n";
        return 2;
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(options->minutes);
    std::size_t failures = 0;
    const bool is_away = std::ranges::find(options->modes, Mode::net) != options->modes.end();
    const auto links = is_away ? std::make_unique<Links>(scratch / "servers", stage.team()) : nullptr;
    for (const Mode mode : options->modes) {
        if (mode == Mode::net && links->all().empty()) {
            std::cout << "net: neither sshd nor lighttpd with git-http-backend is here: nothing is tested" << std::endl;
            continue;
        }
        Tally tally;
        std::uint64_t round = 0;
        for (; round < options->rounds || std::chrono::steady_clock::now() < end; ++round)
            failures +=
                tell(stage, mode, options->seed + round, link_for(links.get(), mode, options->seed + round), tally) ? 0
                                                                                                                    : 1;
        std::cout << name_of(mode) << ": seed " << options->seed << ", " << round << " rounds, " << tally.turns
                  << " turns, " << tally.struck << " struck, " << tally.refused << " acts refused, " << tally.edits
                  << " edits and " << tally.photos << " photos acknowledged" << std::endl;
    }
    return failures == 0 ? 0 : 1;
}
