#include "app/desk/workspace.hpp"

#include "sync/base/text.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>

namespace takan::app {

namespace {

// The store reads settings by name; the names that were ever set stand in this one, a line each.
constexpr std::string_view names_of_settings = "names";

Result<std::vector<std::string>> setting_names(const Store& store) {
    TAKAN_TRY_LET(text, store.setting(names_of_settings));
    std::vector<std::string> names;
    for (const auto line : sync::split(text, '\n'))
        if (!line.empty()) names.emplace_back(line);
    return names;
}

bool is_setting_name(const std::string& name) {
    return sync::is_field_name(name) && name != names_of_settings;
}

} // namespace

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
    return known ? role_in(*known, identity.device) : std::string{};
}

std::string role_in(const sync::Registry& registry, const sync::DeviceId& device) {
    const sync::Device* known = registry.device(device);
    if (known == nullptr || known->revoked) return {};
    const sync::Member* member = registry.member(known->member);
    return member == nullptr ? std::string{} : member->role;
}

Status keep_setting(Store& store, const std::string& name, const std::string& value) {
    if (!is_setting_name(name))
        return sync::fail(sync::ErrorKind::invalid, "not a setting's name", name, "error.no_such_field");
    TAKAN_TRY_LET(names, setting_names(store));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        std::string text = name;
        for (const auto& one : names)
            text += '\n' + one;
        TAKAN_TRY(store.set_setting(names_of_settings, text));
    }
    return store.set_setting(name, value);
}

Result<Settings> settings_of(const Store& store) {
    Settings settings;
    TAKAN_TRY_LET(names, setting_names(store));
    for (const auto& name : names) {
        TAKAN_TRY_LET(value, store.setting(name));
        if (!value.empty()) settings.emplace(name, std::move(value));
    }
    return settings;
}

Status rebuild_store(const std::filesystem::path& folder, const sync::Clock& clock) {
    TAKAN_TRY(sync::read_identity(folder)); // a folder without a laptop is left as it is
    const auto repo_folder = folder / "repo.git";
    if (!sync::git::Repo::is_repository(repo_folder)) {
        TAKAN_TRY(sync::git::Repo::create(repo_folder));
        // The store is all there is: what it holds stays, and the next sync finds out what the team lacks of it.
        if (auto kept = Store::open(folder)) return kept->mark_unsynced();
    }
    TAKAN_TRY(Store::rebuild(folder, clock()));
    TAKAN_TRY_LET(store, Store::open(folder));
    return catch_up_store(folder, store, clock);
}

Status catch_up_store(const std::filesystem::path& folder, Store& store, const sync::Clock& clock) {
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    StoreShelf shelf([&](const std::function<void(Store&)>& work) { work(store); }, clock);
    return sync::catch_up(repo, shelf);
}

} // namespace takan::app
