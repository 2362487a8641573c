#include "tests/faults/link.hpp"

namespace takan::faults {

Links::Links(const std::filesystem::path& folder, const std::filesystem::path& team)
    : m_ssh(test::SshServer::start(folder / "sshd")),
      m_web(test::WebServer::start(folder / "web", team.parent_path())) {
    if (m_ssh) {
        auto proxy = std::make_unique<test::Proxy>(m_ssh->port());
        const int port = proxy->port();
        m_links.push_back({m_ssh->address(team, port), m_ssh->access(port), std::move(proxy)});
    }
    if (m_web) {
        auto proxy = std::make_unique<test::Proxy>(m_web->port());
        const int port = proxy->port();
        m_links.push_back({m_web->address(team.filename().string(), "git", port), m_web->access(), std::move(proxy)});
    }
}

} // namespace takan::faults
