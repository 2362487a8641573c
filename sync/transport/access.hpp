#pragma once
// What a transport may use, and the one way to a team repository wherever it is.

#include "sync/git/remote.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

struct Login {
    std::string user;
    std::string secret; // password or token
};

// A server's own key, by which it is known again.
struct HostKey {
    std::string host;        // as it stands in known_hosts: "host", "[host]:port"
    std::string type;        // "ssh-ed25519"
    std::string fingerprint; // "SHA256:…"
    std::string line;        // as in known_hosts
};

// Plain values, and callbacks that are called on the sync thread and never wait for a person.
struct Access {
    std::filesystem::path known_hosts; // the laptop's own file; the person's ~/.ssh/known_hosts counts besides it
    std::filesystem::path key_file;    // for ssh; empty: the agent and ssh's usual files
    std::filesystem::path authorities; // extra CA certificates for https, PEM; empty: the system's alone
    // The login for a place ("https://host:port"; `user` as in the address, may be empty). Nothing: there is none.
    std::function<std::optional<Login>(const std::string& place, const std::string& user)> login;
    std::function<void(const std::string& place)> login_refused; // what login() gave is wrong
    std::chrono::milliseconds silence{60'000};                   // a link without a byte for so long is given up
};

// Opens the remote that an address names: a folder path or file:// URL (share, USB stick), a bundle file,
// ssh://[user@]host[:port]/path, user@host:path, https://host[:port]/path; http:// only on this machine. Nothing is
// connected yet. Error invalid for an address of a kind that we do not speak, or one that holds a password.
Result<std::unique_ptr<git::Remote>> open_remote(std::string_view address, const Access& access);

// Asks the server of an ssh address for its keys, the one that ssh would prefer first. Waits up to `access.silence`.
// Errors: invalid (no ssh address), offline, cancelled.
Result<std::vector<HostKey>> host_keys(std::string_view address, const Access& access,
                                       const std::stop_token& stop = {});
// Writes exactly this key into `access.known_hosts`. Error denied when another key of that host
// stands there: it changed, and a person has to find out why.
Status accept_host(const Access& access, const HostKey& key);

} // namespace takan::sync
