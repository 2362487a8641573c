#pragma once
// Original photos and files: kept in the object database, named by SHA-256 on refs/media/<device>/<day>, never changed.

#include "sync/exchange/laptop.hpp"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

inline constexpr std::uint64_t greatest_batch = 16u * 1024 * 1024; // bytes of one pack, unless a single file is larger

struct MediaFile {
    std::string sha256; // hex; checked against the bytes
    std::string bytes;
};

// Writes one batch as one pack and one signed commit on this device's media ref of that day; files already there are
// not written again. Returns the ref's name. Durable when it returns.
Result<std::string> keep_media(git::Repo& repo, const Signer& signer, CivilDate day,
                               const std::vector<MediaFile>& files, Instant now);

// Reads a kept file and checks its SHA-256. Errors: missing (not fetched yet, or freed; error.photo_not_here),
// corrupt (damaged).
Result<std::string> read_media(const git::Repo& repo, std::string_view ref, std::string_view sha256);
bool has_media(const git::Repo& repo, std::string_view ref, std::string_view sha256);

} // namespace takan::sync
