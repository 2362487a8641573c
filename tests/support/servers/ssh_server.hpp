#pragma once
// SshServer: an OpenSSH server with git, for this user only, with a host key and an account key of its own.

#include "sync/transport/access.hpp"
#include "tests/support/servers/daemon.hpp"

namespace takan::test {

class SshServer {
public:
    // `folder`: scratch that lives longer than the server. `newest`: git's protocol version 2 may be asked for. Nothing
    // when sshd is not installed or does not start: skip the test.
    static std::optional<SshServer> start(const std::filesystem::path& folder, bool newest = true);

    int port() const { return m_port; }
    // ssh://127.0.0.1:port/path; `port`: of a proxy before it.
    std::string address(const std::filesystem::path& repository, int port = 0) const;
    // With the account's key and the server's host key known, also behind a proxy at `port`.
    sync::Access access(int port = 0) const;
    // The same without knowing the host.
    sync::Access stranger() const;
    std::string host_line(int port) const; // of known_hosts
    // Stops and starts it, so that a host key that was put in the place of the old one counts.
    void restart();
    // Makes a key pair; what stands there goes.
    static std::filesystem::path new_key(const std::filesystem::path& path);

private:
    static std::optional<Daemon> run(const std::filesystem::path& folder, int port);
    SshServer(Daemon daemon, std::filesystem::path folder, int port)
        : m_daemon(std::move(daemon)), m_folder(std::move(folder)), m_port(port) {}

    std::optional<Daemon> m_daemon;
    std::filesystem::path m_folder;
    int m_port;
};

} // namespace takan::test
