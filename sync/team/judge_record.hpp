#pragma once
// Weighs one version of a record against what counted before it: what of it counts, and what is wrong with it.

#include "sync/record/record.hpp"
#include "sync/team/judge.hpp"

#include <string>
#include <vector>

namespace takan::sync {

struct Finding {
    Fault fault = Fault::malformed_record;
    std::string detail;
};

struct Writer {
    DeviceId device;
    bool entitled = true; // may write records of this place at all
};

struct Weighed {
    Record counts;               // what counted before, and the writer's own new edits of this version
    bool whole = false;          // the version is exactly that
    bool nothing = false;        // nothing counted before, and the version holds nothing that does
    std::vector<Finding> faults; // differences that `tainted` does not explain, at most one of each fault
};

// `before`: the merge of the parents' versions that count; null: there was none. `tainted`: versions in parents' trees
// that do not count; what only comes from there was carried along and is not the writer's fault.
Weighed weigh(const Record& version, const Record* before, const std::vector<Record>& tainted, const Writer& writer);

// True when all that the writer's own new edits do to its device's record is to replace the key, keeping every former
// one: that anybody may do, for who signs is who holds the key.
bool replaces_own_key(const Record& version, const Record& before, DeviceId writer);

// One edit with two values, or a field in which each copy claims to have replaced the other's, as merge() reports it.
struct Clash {
    std::string device; // whose edit has two values; empty: no such edit
    std::string detail;
};
Clash describe_clash(const Record& a, const Record& b, const std::string& field);

} // namespace takan::sync
