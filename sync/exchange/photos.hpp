#pragma once
// Photos: the media refs of this device to the team, those of the others here, batch by batch.

#include "sync/exchange/reporter.hpp"
#include "sync/git/remote.hpp"

#include <map>
#include <stop_token>
#include <string>

namespace takan::sync {

// What both ways need. All must outlive the call.
struct PhotoRoute {
    git::Repo& repo;
    git::Remote& remote;
    const Signer& signer;
    const Registry& registry; // of our main: whose signature counts
    Reporter& reporter;
    Receipt& receipt;
    bool is_team = false; // the other end is the team's own repository: what it acknowledges waits no longer
};

// Media refs of the other end, by name.
using MediaTips = std::map<std::string, git::Oid>;
Result<MediaTips> media_tips(git::Remote& remote, std::stop_token stop = {});

// Pushes this device's media refs where the team's differ, in batches: what the other end has acknowledged is not sent
// again. A ref that another laptop under our name moved on, or an older copy of this one, is joined with ours first.
// What is not on this laptop any more cannot be sent: the receipt says so.
Status send_photos(const PhotoRoute& route, const MediaTips& theirs, Instant now);

// Fetches the lists of the other devices' photos: their media refs without the files. A ref that its device did not
// sign is set aside and stays away. An end that cannot leave the files out is asked only for refs that `wanted` says
// yes to.
Status fetch_photo_lists(const PhotoRoute& route, const MediaTips& theirs,
                         const std::function<bool(const std::string& ref)>& wanted);

} // namespace takan::sync
