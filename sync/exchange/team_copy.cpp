#include "sync/exchange/team_copy.hpp"

#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/team/layout.hpp"

namespace takan::sync {

Result<ScratchRepo> copy_team(const std::filesystem::path& laptop, const std::string& address, const Access& access,
                              const std::stop_token& stop) {
    TAKAN_TRY_LET(beside, open_repo(laptop));
    TAKAN_TRY_LET(copy, ScratchRepo::create(beside, "team-copy.git"));
    TAKAN_TRY_LET(remote, reach(address, access));
    TAKAN_TRY_LET(main, remote_tip(*remote, main_ref, address, stop));
    if (!main) return no_team(address);
    TAKAN_TRY_LET(refs, remote->refs(media_prefix, stop));
    refs.emplace_back(main_ref, *main);
    // One by one, so that no single answer holds everything.
    for (const auto& [name, tip] : refs)
        TAKAN_TRY(fetch_tip(*remote, copy.repo(), name, tip, git::What::everything, {}, stop));
    return copy;
}

} // namespace takan::sync
