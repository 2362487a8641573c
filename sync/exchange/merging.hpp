#pragma once
// Merging: the main of the other end, judged, and what counts of it merged into ours.

#include "sync/exchange/reporter.hpp"
#include "sync/exchange/station.hpp"

namespace takan::sync {

// `theirs`: fetched already. What was set aside is told to the shelf before main moves. Nothing is merged by a laptop
// that is not admitted, unless main just moves on. Errors: invalid (another team), denied (this device was revoked),
// stale (another process of this laptop moved main), cancelled, and those of the shelf.
Status judge_and_merge(Station& station, Shelf& shelf, const Clock& clock, Reporter& reporter, Receipt& receipt,
                       const git::Oid& theirs);

} // namespace takan::sync
