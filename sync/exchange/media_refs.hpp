#pragma once
// Media refs: whose they are, and whether what lies on one was put there by its device.

#include "sync/base/instant.hpp"
#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"
#include "sync/team/judge.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

inline constexpr std::string_view media_prefix = "refs/media/";
inline constexpr std::size_t greatest_media_file =
    512u * 1024 * 1024; // bytes; a file passes through memory in one piece

struct MediaRef {
    DeviceId device;
    CivilDate day;
};
// Reads exactly what media_ref() writes.
std::optional<MediaRef> parse_media_ref(std::string_view name);

// Looks at the commits that `tip` reaches and `known` does not. Returns what is wrong with the first that is: not
// signed by the ref's device, or holding something else than files named by SHA-256. A device that was revoked later
// signed before.
Result<std::optional<Quarantined>> fault_of_media(const git::Repo& repo, std::string_view name, const git::Oid& tip,
                                                  const std::vector<git::Oid>& known, const Registry& registry);

// What comes with `after` and was not there with `before`.
struct MediaNews {
    std::size_t files = 0;
    std::size_t missing = 0; // of the files: those whose bytes are not here
    std::uint64_t bytes = 0; // of the others
};
Result<MediaNews> media_news(const git::Repo& repo, const std::optional<git::Oid>& before, const git::Oid& after);

// Refs of this device's own files start with this.
std::string own_media_prefix(const Signer& signer);
// Where the team's own repository was last seen to hold a media ref: what it has acknowledged.
std::string acknowledged_ref(std::string_view media_ref);

bool is_media_name(std::string_view name); // 64 lower-case hex digits

} // namespace takan::sync
