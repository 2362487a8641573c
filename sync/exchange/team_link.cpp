#include "sync/exchange/team_link.hpp"

#include <utility>

namespace takan::sync {

Error revoked(const Signer& signer) {
    return fail(ErrorKind::denied, "the team has revoked this device", signer.device.text(), "error.device_revoked");
}

Admission admission_of(const Registry& registry, const Signer& signer) {
    const Device* device = registry.device(signer.device);
    if (device == nullptr) return Admission::unknown;
    if (device->key != signer.key.public_key()) return Admission::other_key;
    return device->revoked ? Admission::revoked : Admission::admitted;
}

Status set_ref(git::Repo& repo, std::string_view name, const git::Oid& target) {
    const std::optional<git::Oid> now = repo.ref(name);
    if (now == target) return {};
    return repo.move_ref(name, now, target);
}

Result<std::unique_ptr<git::Remote>> reach(std::string_view address, const Access& access) {
    auto remote = open_remote(address, access);
    const bool is_unknown = !remote && remote.error().kind == ErrorKind::invalid && remote.error().text_key.empty();
    if (!is_unknown) return remote;
    return fail(ErrorKind::invalid, remote.error().message, std::string(address), "error.address_unknown");
}

Error no_team(std::string_view address) {
    return fail(ErrorKind::missing, "no team repository was found at the address", std::string(address),
                "error.no_team");
}

Result<std::optional<git::Oid>> remote_tip(git::Remote& remote, std::string_view name, std::string_view address,
                                           std::stop_token stop) {
    auto refs = remote.refs(name, std::move(stop));
    if (!refs) return refs.error().kind == ErrorKind::missing ? no_team(address) : refs.error();
    for (const auto& [found, tip] : *refs) {
        if (found == name) return std::optional(tip);
    }
    return std::optional<git::Oid>();
}

Status fetch_tip(git::Remote& remote, git::Repo& repo, std::string_view name, const git::Oid& tip, git::What what,
                 const git::OnTransfer& progress, std::stop_token stop) {
    if (repo.ref(name) == tip) return {};
    TAKAN_TRY(remote.fetch(repo, {tip}, what, progress, std::move(stop)));
    repo.refresh();
    return set_ref(repo, name, tip);
}

} // namespace takan::sync
