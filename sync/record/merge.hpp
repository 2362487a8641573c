#pragma once
// The one merge rule: commutative, associative, idempotent, and without a common ancestor.

#include "sync/record/record.hpp"

#include <string>
#include <vector>

namespace takan::sync {

struct Merged {
    Record record;
    // Fields that no honest devices bring about (a cloned disk, an old backup, a forger), sorted, to be reported: one
    // edit came with two values, or each copy claims to have replaced what the other holds, so that no value is left.
    std::vector<std::string> clashes;
};

// Merges two copies of one record. Error invalid when id or kind differ.
Result<Merged> merge(const Record& a, const Record& b);

} // namespace takan::sync
