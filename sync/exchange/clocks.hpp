#pragma once
// Clocks: which laptops, this one included, seem to have a wrong one. Times never decide what survives, so this is only
// told.

#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"

#include <optional>
#include <string>
#include <vector>

namespace takan::sync {

struct ClockNotice {
    enum class Kind { ahead, before_2020, own };
    Kind kind = Kind::own;
    DeviceId device;
    std::string person;
    std::string laptop; // its label; may be empty
    Instant time;       // of the edit or commit; own: of this laptop's clock

    bool operator==(const ClockNotice&) const = default;
};
const char* name_of(ClockNotice::Kind kind); // "ahead"; the words for people are clock.<name> in assets

// Commits and edits that come with `theirs` and are more than a day ahead of `now`, or from before 2020: one notice a
// device and kind, with its farthest time. `main`, its tree `our_tree`: what was here before; `tree`: what counts of
// theirs; `base`: the tree of a commit that both hold, if there is one.
Result<std::vector<ClockNotice>> wrong_clocks(const git::Repo& repo, const std::optional<git::Oid>& base,
                                              const git::Oid& main, const git::Oid& our_tree, const git::Oid& theirs,
                                              const git::Oid& tree, const Registry& registry, Instant now);

// Whether this laptop's clock stands more than a day before its own last commit on main, or before `built` (when the
// program was made; nothing: not known).
Result<std::optional<ClockNotice>> own_clock(const git::Repo& repo, const std::optional<git::Oid>& main,
                                             const Signer& signer, std::optional<Instant> built, Instant now);

} // namespace takan::sync
