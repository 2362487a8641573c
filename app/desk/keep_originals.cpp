#include "app/desk/keep_originals.hpp"

namespace takan::app {

namespace {

constexpr int greatest_tries = 10;

} // namespace

sync::Result<std::string> keep_originals(sync::git::Repo& repo, const sync::Signer& signer, sync::CivilDate day,
                                         const std::vector<sync::MediaFile>& files, sync::Instant now) {
    auto kept = sync::keep_media(repo, signer, day, files, now);
    for (int tries = 1; !kept && kept.error().kind == sync::ErrorKind::stale && tries < greatest_tries; ++tries) {
        repo.refresh();
        kept = sync::keep_media(repo, signer, day, files, now);
    }
    return kept;
}

} // namespace takan::app
