#pragma once
// The one merge rule: commutative, associative, idempotent, and without a common ancestor.

#include "sync/record/record.hpp"

#include <string>
#include <vector>

namespace takan::sync {

struct Merged {
    Record record;
    std::vector<std::string> clashes; // fields where one edit came with two values (a cloned disk, a forger): to be reported
};

// Merges two copies of one record. Error invalid when id or kind differ.
Result<Merged> merge(const Record& a, const Record& b);

} // namespace takan::sync
