#pragma once
// Keeping originals while imports, copies and a sync may move the same media ref at that moment.

#include "sync/exchange/media.hpp"

namespace takan::app {

// As sync::keep_media, tried again when somebody else has moved the ref meanwhile.
sync::Result<std::string> keep_originals(sync::git::Repo& repo, const sync::Signer& signer, sync::CivilDate day,
                                         const std::vector<sync::MediaFile>& files, sync::Instant now);

} // namespace takan::app
