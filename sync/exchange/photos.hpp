#pragma once
// Photos: the media refs of this device to the team, those of the others here, batch by batch.

#include "sync/exchange/reporter.hpp"
#include "sync/git/remote.hpp"

namespace takan::sync {

// What both ways need. All must outlive the call.
struct PhotoRoute {
    git::Repo& repo;
    git::Remote& remote;
    const Signer& signer;
    const Registry& registry; // of our main: whose signature counts
    Reporter& reporter;
    Receipt& receipt;
};

// Pushes this device's media refs where the team's differ, one batch at a time: what the other end has acknowledged is
// not sent again. A ref that another laptop under our name moved on, or an older copy of this one, is joined with ours
// first.
Status send_photos(const PhotoRoute& route, Instant now);

// Fetches the media refs of the other devices. One that its device did not sign is set aside and stays away.
Status fetch_photos(const PhotoRoute& route);

} // namespace takan::sync
