#pragma once
// Objects of a repository as one pack that is streamed to somewhere else.

#include "sync/git/missing_objects.hpp"
#include "sync/git/pack_encoder.hpp"

namespace takan::sync::git {

// Gives the objects as a pack to the sink, from its head to its trailer. A pack of `from` that holds just these objects
// (a batch of photos) is passed on as it is. Errors: corrupt (an object is missing or damaged), cancelled, and the
// sink's.
Status send_pack(const Repo& from, const MissingObjects& objects, const PackSink& sink, const OnTransfer& progress,
                 const std::stop_token& stop);

} // namespace takan::sync::git
