#pragma once
// How a team begins and grows: founding a repository, asking to join, admitting.

#include "sync/git/pack_writer.hpp"
#include "sync/git/repo.hpp"
#include "sync/team/registry.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

// Who signs on this laptop.
struct Signer {
    DeviceId device;
    std::string name; // the person, as the commit's author
    DeviceKey key;
};

// Writes a signed commit object of this device with the given tree and parents into `pack`; returns its id.
Result<git::Oid> write_commit(git::PackWriter& pack, const Signer& signer, const git::Oid& tree,
                              const std::vector<git::Oid>& parents, std::string_view message, Instant now);

// Records that found a team: the leader as member, this device as admitted.
// `label`: the laptop's name.
std::vector<Record> founding_records(const Signer& leader, std::string_view role, Instant now,
                                     std::string_view label = {});

// Commits team/format, team/allowed_signers, .gitattributes and `records` as the first commit of main. Error invalid
// when main exists.
Result<git::Oid> found(git::Repo& repo, const Signer& leader, const std::vector<Record>& records, Instant now);

struct JoinRequest {
    DeviceId device;
    std::string name;
    std::string label; // the laptop's name
    PublicKey key;
    Instant asked;
    std::optional<DeviceId> replaces = {}; // the device that this laptop says to have been before
};
// Commits the request, signed by its own key, on refs/join/<device>. Returns the commit.
Result<git::Oid> ask_to_join(git::Repo& repo, const Signer& signer, std::string_view label, Instant now,
                             std::optional<DeviceId> replaces = std::nullopt);
// Reads the requests on refs/join/*; those that are malformed or not signed by their own key are left out.
Result<std::vector<JoinRequest>> join_requests(const git::Repo& repo);

// Records that admit a request: a member (an existing one with `member`, else new with `role`) and the device.
std::vector<Record> admission_records(const JoinRequest& request, const Registry& registry,
                                      std::optional<RecordId> member, std::string_view role, DeviceId admitting,
                                      Instant now);

// The registry that a commit's tree holds.
Result<Registry> read_registry(const git::Repo& repo, const git::Oid& commit);

} // namespace takan::sync
