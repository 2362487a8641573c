#include "app/desk/workspace.hpp"

#include "sync/git/repo.hpp"
#include "sync/team/layout.hpp"

namespace takan::app {

Result<Workspace> Workspace::open(const std::filesystem::path& folder, sync::Clock clock) {
    TAKAN_TRY_LET(identity, sync::read_identity(folder));
    TAKAN_TRY_LET(store, Store::open(folder));
    return Workspace{folder, std::move(identity), std::move(clock), std::move(store)};
}

Result<sync::Registry> Workspace::registry() const {
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    const auto main = repo.ref(sync::main_ref);
    if (!main) return sync::Registry{};
    return sync::read_registry(repo, *main);
}

std::string Workspace::role() const {
    const auto known = registry();
    if (!known) return {};
    const sync::Device* device = known->device(identity.device);
    if (device == nullptr || device->revoked) return {};
    const sync::Member* member = known->member(device->member);
    return member == nullptr ? std::string{} : member->role;
}

} // namespace takan::app
