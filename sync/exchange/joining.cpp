#include "sync/exchange/laptop.hpp"

#include "sync/base/text.hpp"
#include "sync/exchange/address.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/team/judge.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <random>
#include <system_error>
#include <utility>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

Result<std::string> team_address(const Identity& identity) {
    if (!identity.team_address.empty()) return identity.team_address;
    return fail(ErrorKind::invalid, "this laptop has no team address", identity.device.text(), "error.no_address");
}

// Makes the bare repository when the folder is absent or empty.
Status make_team_repository(std::string_view address) {
    const auto folder = folder_of_address(address);
    if (!folder || git::Repo::is_repository(*folder)) return {}; // what it is, the remote will say
    std::error_code code;
    if (fs::exists(*folder, code) && !is_empty_folder(*folder)) {
        return fail(ErrorKind::invalid, "the folder holds other files", std::string(address), "error.folder_not_empty");
    }
    TAKAN_TRY(git::Repo::create(*folder));
    return {};
}

// The first commit of main. One that is there already was made by a founding that was broken off before the push.
Result<git::Oid> first_commit(git::Repo& repo, const Signer& signer, const Identity& identity, std::string_view role,
                              Instant now) {
    if (const auto main = repo.ref(main_ref)) return *main;
    return found(repo, signer, founding_records(signer, role, now, identity.label), now);
}

// A request that cannot be read must not hide the others: it stays away.
Status fetch_request(git::Remote& remote, git::Repo& repo, const std::string& name, const git::Oid& tip,
                     const std::stop_token& stop) {
    if (!DeviceId::parse(std::string_view(name).substr(join_prefix.size()))) return {};
    const Status fetched = fetch_tip(remote, repo, name, tip, git::What::everything, {}, stop);
    if (!fetched && fetched.error().kind == ErrorKind::corrupt) return {};
    return fetched;
}

// A request goes on from the one that is at the team already: many a server refuses a ref that does not only grow.
Status build_on(git::Remote& remote, git::Repo& repo, const std::string& ref, const git::Oid& theirs,
                const std::stop_token& stop) {
    if (const auto ours = repo.ref(ref); ours && repo.has(theirs)) {
        TAKAN_TRY_LET(goes_on, repo.is_ancestor(theirs, *ours));
        if (goes_on) return {};
    }
    return fetch_tip(remote, repo, ref, theirs, git::What::everything, {}, stop);
}

// A laptop that cannot be what it was: the team has revoked its device, holds another key under its name, or its own
// key is gone.
Result<bool> needs_new_device(const fs::path& folder, const Registry& registry) {
    const auto signer = load_signer(folder);
    if (signer) {
        const Admission admission = admission_of(registry, *signer);
        return admission == Admission::revoked || admission == Admission::other_key;
    }
    const ErrorKind kind = signer.error().kind;
    if (kind != ErrorKind::missing && kind != ErrorKind::corrupt) return signer.error();
    TAKAN_TRY(read_identity(folder)); // not without knowing who we were
    return true;
}

} // namespace

Status leave_request(git::Remote& remote, git::Repo& repo, const fs::path& laptop, Instant now,
                     const std::stop_token& stop) {
    TAKAN_TRY_LET(identity, read_identity(laptop));
    TAKAN_TRY_LET(signer, load_signer(laptop));
    std::optional<DeviceId> replaces;
    if (!identity.former.empty()) replaces = identity.former.back();
    const std::string ref = join_ref(signer.device);
    TAKAN_TRY_LET(there, remote_tip(remote, ref, identity.team_address, stop));
    if (there) TAKAN_TRY(build_on(remote, repo, ref, *there, stop));
    TAKAN_TRY_LET(request, ask_to_join(repo, signer, identity.label, now, replaces));
    if (there == request) return {};
    return remote.push(repo, {ref, there, request}, {}, stop);
}

Status found_team(const fs::path& folder, std::string_view role, Instant now, const Access& access,
                  const std::stop_token& stop) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    TAKAN_TRY_LET(signer, load_signer(folder));
    TAKAN_TRY_LET(address, team_address(identity));
    TAKAN_TRY(make_team_repository(address));
    TAKAN_TRY_LET(remote, reach(address, access));
    TAKAN_TRY_LET(theirs, remote_tip(*remote, main_ref, address, stop));
    if (theirs) {
        return fail(ErrorKind::invalid, "there is a team at the address already", address, "error.team_exists");
    }
    TAKAN_TRY_LET(repo, open_repo(folder));
    TAKAN_TRY_LET(main, first_commit(repo, signer, identity, role, now));
    const git::RefUpdate update{std::string(main_ref), std::nullopt, main};
    const Status pushed = remote->push(repo, update, {}, stop);
    if (!pushed && pushed.error().kind == ErrorKind::stale) {
        return fail(ErrorKind::invalid, "somebody founded a team there at the same moment", address,
                    "error.team_exists");
    }
    TAKAN_TRY(pushed);
    TAKAN_TRY(remember_root(repo, main));
    return set_ref(repo, remote_ref, main);
}

Status ask_team(const fs::path& folder, Instant now, const Access& access, std::string_view root,
                const std::stop_token& stop) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    TAKAN_TRY_LET(address, team_address(identity));
    TAKAN_TRY_LET(repo, open_repo(folder));
    TAKAN_TRY_LET(remote, reach(address, access));
    TAKAN_TRY_LET(theirs, remote_tip(*remote, main_ref, address, stop));
    if (!theirs) return no_team(address);
    TAKAN_TRY(fetch_tip(*remote, repo, remote_ref, *theirs, git::What::what_is_there, {}, stop));
    TAKAN_TRY(check_format(repo, *theirs));
    TAKAN_TRY(pin_root(repo, *theirs, root));
    TAKAN_TRY_LET(registry, read_registry(repo, *theirs));
    TAKAN_TRY_LET(anew, needs_new_device(folder, registry));
    if (anew) TAKAN_TRY(become_new_device(folder));
    TAKAN_TRY_LET(signer, load_signer(folder));
    if (admission_of(registry, signer) == Admission::admitted) return {};
    return leave_request(*remote, repo, folder, now, stop);
}

Result<std::vector<JoinRequest>> waiting_requests(const fs::path& folder, const Access& access,
                                                  const std::stop_token& stop) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    TAKAN_TRY_LET(address, team_address(identity));
    TAKAN_TRY_LET(repo, open_repo(folder));
    TAKAN_TRY_LET(remote, reach(address, access));
    auto refs = remote->refs(join_prefix, stop);
    if (!refs) return refs.error().kind == ErrorKind::missing ? no_team(address) : refs.error();
    // Whoever may write there may leave any number of requests. Which are looked at is chance, so that none can be
    // crowded out for ever.
    constexpr std::size_t greatest_requests = 500;
    if (refs->size() > greatest_requests) {
        std::shuffle(refs->begin(), refs->end(), std::mt19937(std::random_device()()));
        refs->resize(greatest_requests);
    }
    for (const auto& [name, tip] : *refs) {
        TAKAN_TRY(fetch_request(*remote, repo, name, tip, stop));
    }
    Registry registry;
    if (const auto main = repo.ref(main_ref)) {
        TAKAN_TRY_LET(known, read_registry(repo, *main));
        registry = std::move(known);
    }
    TAKAN_TRY_LET(requests, join_requests(repo));
    std::erase_if(requests, [&](const JoinRequest& request) {
        const std::string ref = join_ref(request.device);
        const auto at_team = [&](const auto& one) { return one.first == ref; };
        return registry.device(request.device) != nullptr || std::none_of(refs->begin(), refs->end(), at_team);
    });
    return requests;
}

} // namespace takan::sync
