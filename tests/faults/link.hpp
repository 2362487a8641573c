#pragma once
// Link: the team's repository behind a real server on loopback, and a proxy before it that spoils what passes.

#include "tests/support/servers/proxy.hpp"
#include "tests/support/servers/ssh_server.hpp"
#include "tests/support/servers/web_server.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace takan::faults {

struct Link {
    std::string address; // of the team, through the proxy
    sync::Access access;
    std::unique_ptr<test::Proxy> proxy;
};

// The servers run for as long as this lives.
class Links {
public:
    // SSH and HTTPS to the repository `team`, as far as the servers' programs are installed. `folder`: scratch.
    Links(const std::filesystem::path& folder, const std::filesystem::path& team);

    const std::vector<Link>& all() const { return m_links; }

private:
    std::optional<test::SshServer> m_ssh;
    std::optional<test::WebServer> m_web;
    std::vector<Link> m_links;
};

} // namespace takan::faults
