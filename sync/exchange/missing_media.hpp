#pragma once
// Missing media: files that media refs here name and whose bytes are elsewhere; and bringing them, batch by batch.

#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/photos.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace takan::sync {

struct MediaEntry {
    std::string ref;
    std::string sha256;
    git::Oid blob;
    std::uint64_t size = 0; // bytes; 0: not known
};

struct MediaSurvey {
    std::size_t known = 0;           // files that refs here name, each ref's by itself
    std::vector<MediaEntry> missing; // the newest days first
};
// Looks at every media ref. `repo` must know its packs (refresh()).
Result<MediaSurvey> survey_media(const git::Repo& repo);

struct FetchedMedia {
    std::size_t fetched = 0;
    std::size_t not_there = 0; // the other end does not have these
};
// Brings the bytes of these files, at most one batch at a time; what has come stays. Files that the other end holds
// damaged are set aside in the receipt. `theirs`: its media refs; an end that gives no single files is asked for whole
// refs.
Result<FetchedMedia> fetch_media_files(const PhotoRoute& route, std::vector<MediaEntry> files, const MediaTips& theirs,
                                       const MediaSizes& sizes);

} // namespace takan::sync
