#pragma once
// Photo step: what a sync does with photos when the records are through: ours to the other end, the others' lists and
// files here, and old ones freed.

#include "sync/exchange/photos.hpp"
#include "sync/exchange/station.hpp"

namespace takan::sync {

// The way to the other end that `station` is at. All must outlive it.
PhotoRoute route_to(Station& station, const Registry& registry, Reporter& reporter, Receipt& receipt);

// Nothing without a main, or when the options leave photos out. What was set aside goes to the shelf too. Errors: those
// of the remote, cancelled; what was acknowledged or has come by then stays.
Status exchange_photos(Station& station, Shelf& shelf, const Clock& clock, const SyncOptions& options,
                       Reporter& reporter, Receipt& receipt);

} // namespace takan::sync
