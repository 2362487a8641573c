#include "app/desk/access.hpp"

#include "sync/base/text.hpp"

namespace takan::app {

sync::Access access_of(const std::filesystem::path& folder, const Settings& settings, Secrets& secrets) {
    const auto path = [&](const char* name) { return sync::path_from_utf8(setting_in(settings, name)); };
    sync::Access access;
    access.known_hosts = folder / "known_hosts";
    access.key_file = path("ssh_key");
    access.authorities = path("ca_file");
    access.login = [&secrets](const std::string& place, const std::string& user) { return secrets.find(place, user); };
    access.login_refused = [&secrets](const std::string& place) { secrets.forget(place); };
    return access;
}

bool asks_for_login(const sync::Error& error) {
    return error.text_key == "error.login_needed" || error.text_key == "error.login_refused";
}

} // namespace takan::app
