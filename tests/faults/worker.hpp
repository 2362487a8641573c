#pragma once
// Worker: one laptop's process. It works through the program's public interfaces and says on a pipe what it is going to
// do and, once the program has called it durable, what it has done.

#include "sync/base/instant.hpp"
#include "sync/transport/access.hpp"
#include "tests/faults/layer.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace takan::faults {

struct Orders {
    std::filesystem::path laptop;
    std::string team;            // its address
    sync::Access access;         // what the way there needs
    bool is_new = false;         // the laptop is made first, and asks the team to take it in
    std::filesystem::path cards; // where the photos of this laptop's cameras are made
    std::uint64_t seed = 1;      // of what it does
    int acts = 0;
    sync::Instant from; // where its clock starts
    Plan plan;
    bool recovers = false; // nothing fails any more at the end, and then an edit and a sync must succeed
    int report = -1;       // the pipe
};

// What is said, one line each, words separated by tabs:
//   will    ID FIELD VALUE      an edit is about to be made, VALUE as canonical JSON
//   import  SHA256              a photo is about to be imported
//   saved   RECORD              the record as it stands, durable
//   made    DEVICE              the new laptop is there, durable
//   frees                       bytes of photos are about to leave this laptop, own ones too
//   photo   SHA256 REF          a photo is kept, durable
//   synced                      a sync has come to its end
//   refused ACT KIND KEY WORDS  an act gave an error
//   fault   WORDS               something is not as it must be
//   calls   NUMBER              at the end: how many calls were counted
[[noreturn]] void work(const Orders& orders);

// An hour goes by: the locks that killed programs left below the folder are an hour old.
void let_time_pass(const std::filesystem::path& folder);

} // namespace takan::faults
