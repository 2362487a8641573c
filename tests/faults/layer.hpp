#pragma once
// Layer: stands between the program and the system's file calls, below SQLite and git, and does at one of them what
// laptops do: dies, says that the disk is full, loses what was not synced, or has its stick pulled.

#include "tests/faults/unsynced.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace takan::faults {

enum class Blow {
    none,
    kill,   // the process dies; what it wrote stays
    fail,   // the call fails with `code`, and `lasts` calls in all
    cut,    // the power goes: the process dies, and what was not synced is lost in part
    vanish, // the folder `stick` disappears while the process goes on
};

struct Plan {
    Blow blow = Blow::none;
    std::uint64_t at = 0;    // at which call: counted from 1, calls that change something below `root`
    int code = 0;            // of fail; 0: short writes
    std::uint64_t lasts = 1; // of fail
    std::filesystem::path root;
    std::filesystem::path stick; // of vanish, below root; it moves to `stick`.pulled
    std::uint64_t seed = 1;      // of everything that is random in it
};

// From now on. One plan a process; nothing before is watched.
void arm(const Plan& plan);
// Space is back: nothing fails any more. Counting goes on.
void disarm();
std::uint64_t calls(); // counted since arm()

// getrandom() gives the same bytes for the same seed from now on, so that a run can be repeated.
void fix_random(std::uint64_t seed);

// Where `stick` goes when it is pulled.
std::filesystem::path pulled(const std::filesystem::path& stick);

} // namespace takan::faults
