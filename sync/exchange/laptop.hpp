#pragma once
// Laptop: one store folder on disk as sync sees it: who we are, our key, our repository, the team's address.
//   DIR/laptop.json   device, name, team address      DIR/device.key   ed25519 key, its owner's only
//   DIR/repo.git      bare repository                  DIR/takan.db     the store (app/store's)
//   DIR/here.mark     machine and folder it was made in (renewal.hpp)
//   DIR/device.key.DEVICE   the key of a device that this laptop was before

#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"
#include "sync/transport/access.hpp"

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

struct Identity {
    DeviceId device;
    std::string name;             // the person
    std::string team_address;     // where the team repository is; empty: none yet
    std::string label;            // the laptop's name
    std::vector<DeviceId> former; // devices that this laptop was before (renewal.hpp), the oldest first
};

// Makes a new laptop folder with a new device and key. Error invalid when there is one already.
Result<Identity> create_laptop(const std::filesystem::path& folder, std::string_view name,
                               std::string_view team_address, std::string_view label);
// Errors: missing (no laptop here), corrupt.
Result<Identity> read_identity(const std::filesystem::path& folder);
Status write_identity(const std::filesystem::path& folder, const Identity& identity);
Result<Signer> load_signer(const std::filesystem::path& folder);
std::filesystem::path key_path(const std::filesystem::path& folder); // DIR/device.key
Result<git::Repo> open_repo(const std::filesystem::path& folder);    // DIR/repo.git

// Gives this device a new key: a commit on main, signed by the old key, says so to the team with the next sync. What
// the old one signed stays good. Errors: denied (not admitted, or revoked), those of the repository.
Status rotate_key(const std::filesystem::path& folder, Instant now);
// Ends a rotation that was broken off: main says which key holds.
Status finish_rotation(const std::filesystem::path& folder, const git::Repo& repo);

// team init: a new team repository at `identity.team_address` (created when the folder is empty or absent), its first
// commit also as our main. Error invalid when that address holds a team already,
// cancelled, those of the remote.
Status found_team(const std::filesystem::path& folder, std::string_view role, Instant now, const Access& access = {},
                  const std::stop_token& stop = {});
// team join: fetches the team and leaves a request there. Works again and again. A laptop whose device the team has
// revoked, or whose key is gone, becomes a new device first. `root`: how the id of the commit that founded the team
// begins, as a colleague told it; empty: whatever is there is trusted from now on. Errors of the remote; cancelled;
// invalid with key error.other_root.
Status ask_team(const std::filesystem::path& folder, Instant now, const Access& access = {}, std::string_view root = {},
                const std::stop_token& stop = {});
// The requests that wait at the team's address and are not admitted yet.
Result<std::vector<JoinRequest>> waiting_requests(const std::filesystem::path& folder, const Access& access = {},
                                                  const std::stop_token& stop = {});

} // namespace takan::sync
