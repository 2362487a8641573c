#include "sync/exchange/station.hpp"

#include "sync/exchange/address.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/team/layout.hpp"

#include <utility>

namespace takan::sync {
namespace {

// A stick or a share to which the team is to be copied: an empty folder becomes a repository. Never an absent one,
// which may be a stick that is not plugged in; never the team's own address, where an empty folder means that something
// is wrong.
Status prepare_second_address(const Station& station) {
    if (station.is_team()) return {};
    const auto folder = folder_of_address(station.address);
    if (!folder || !is_empty_folder(*folder)) return {};
    TAKAN_TRY(git::Repo::create(*folder));
    return {};
}

} // namespace

Result<Station> open_station(const std::filesystem::path& laptop, const std::string& other_address,
                             const Access& access) {
    TAKAN_TRY_LET(identity, read_identity(laptop));
    TAKAN_TRY_LET(repo, open_repo(laptop));
    TAKAN_TRY(finish_rotation(laptop, repo));
    TAKAN_TRY_LET(signer, load_signer(laptop));
    TAKAN_TRY_LET(former, former_signers(laptop));
    std::string address = other_address.empty() ? identity.team_address : absolute_address(other_address);
    if (address.empty()) {
        return fail(ErrorKind::invalid, "this laptop has no team address", identity.device.text(), "error.no_address");
    }
    Station station{laptop,
                    std::move(repo),
                    std::move(signer),
                    std::move(former),
                    std::move(identity.team_address),
                    std::move(address),
                    nullptr};
    if (station.repo.ref(main_ref)) TAKAN_TRY(prepare_second_address(station));
    TAKAN_TRY_LET(remote, reach(station.address, access));
    station.remote = std::move(remote);
    return station;
}

std::vector<DeviceId> former_devices(const Station& station) {
    std::vector<DeviceId> devices;
    for (const Signer& former : station.former)
        devices.push_back(former.device);
    return devices;
}

Result<bool> is_admitted(const Station& station) {
    const auto main = station.repo.ref(main_ref);
    if (!main) return false;
    TAKAN_TRY_LET(registry, read_registry(station.repo, *main));
    const Admission admission = admission_of(registry, station.signer);
    if (admission == Admission::revoked) return revoked(station.signer);
    return admission == Admission::admitted;
}

} // namespace takan::sync
