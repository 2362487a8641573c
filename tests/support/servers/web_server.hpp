#pragma once
// WebServer: git over HTTPS (lighttpd and git-http-backend), with an authority of its own and a login.

#include "sync/transport/access.hpp"
#include "tests/support/servers/daemon.hpp"

namespace takan::test {

class WebServer {
public:
    static constexpr const char* user = "zhou";
    static constexpr const char* secret = "correct horse";

    // Serves the repositories in `repositories` below /git/ (with the login) and /open/ (to read and write without);
    // /moved/NAME is sent on to /git/NAME and /away/NAME to another host. Nothing when lighttpd or git-http-backend is
    // not here: skip the test.
    static std::optional<WebServer> start(const std::filesystem::path& folder,
                                          const std::filesystem::path& repositories);

    int port() const { return m_port; }
    // https://localhost:port/git/NAME; `port`: of a proxy before it.
    std::string address(const std::string& name, const std::string& below = "git", int port = 0) const;
    // Trusts the server's authority and logs in.
    sync::Access access() const;
    sync::Access without_login() const;

private:
    WebServer(Daemon daemon, std::filesystem::path folder, int port)
        : m_daemon(std::move(daemon)), m_folder(std::move(folder)), m_port(port) {}

    Daemon m_daemon;
    std::filesystem::path m_folder;
    int m_port;
};

} // namespace takan::test
