#pragma once
// Station: one laptop and the address that it goes to, opened once for all of one piece of work.

#include "sync/exchange/laptop.hpp"
#include "sync/transport/access.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace takan::sync {

struct Station {
    std::filesystem::path laptop;
    git::Repo repo;
    Signer signer;
    std::vector<Signer> former; // what this laptop was before
    std::string team_address;
    std::string address; // where it goes
    std::unique_ptr<git::Remote> remote;

    bool is_team() const { return address == team_address; } // it goes to the team's own repository
};

// `other_address`: empty for the team's. A stick or a share that is an empty folder becomes a repository. Error invalid
// when the laptop knows no address.
Result<Station> open_station(const std::filesystem::path& laptop, const std::string& other_address,
                             const Access& access);

// What this laptop was before.
std::vector<DeviceId> former_devices(const Station& station);

// Whether our main admits this laptop's device. Error denied: it was revoked.
Result<bool> is_admitted(const Station& station);

} // namespace takan::sync
