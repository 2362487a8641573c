#pragma once
// What founding, joining and syncing share: refs that are moved from wherever they stand, and who we are to a team.

#include "sync/exchange/laptop.hpp"
#include "sync/transport/access.hpp"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace takan::sync {

enum class Admission { unknown, admitted, revoked, other_key };
// What the registry says about this device and this key. Another key under our device's name is not us.
Error revoked(const Signer& signer);
Admission admission_of(const Registry& registry, const Signer& signer);

// Moves a ref of ours from wherever it stands. Error busy, stale when another process moves it at the same moment.
Status set_ref(git::Repo& repo, std::string_view name, const git::Oid& target);

// Where one ref of the other end stands; nothing when it is not there. Errors of the remote; a repository that is
// missing gets the words for people.
Result<std::optional<git::Oid>> remote_tip(git::Remote& remote, std::string_view name, std::string_view address,
                                           std::stop_token stop = {});

// Opens the remote at an address. Error invalid, with words for people, when it is of a kind that we do not speak.
Result<std::unique_ptr<git::Remote>> reach(std::string_view address, const Access& access);

Error no_team(std::string_view address);

// Leaves this device's request to be admitted at the other end, unless it is there already in the same words.
Status leave_request(git::Remote& remote, git::Repo& repo, const std::filesystem::path& laptop, Instant now,
                     const std::stop_token& stop);

// Fetches one commit with all it needs and keeps it under `name`, so that it is not fetched twice.
Status fetch_tip(git::Remote& remote, git::Repo& repo, std::string_view name, const git::Oid& tip, git::What what,
                 const git::OnTransfer& progress, std::stop_token stop);

} // namespace takan::sync
