#include "tests/support/servers/ssh_server.hpp"

#include <fstream>
#include <sstream>

#include <unistd.h>

namespace takan::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_settings(const fs::path& folder, int port, bool newest) {
    std::ofstream file(folder / "sshd_config");
    file << "Port " << port << "\nListenAddress 127.0.0.1\nHostKey " << (folder / "host_key").string()
         << "\nAuthorizedKeysFile " << (folder / "account.pub").string() << "\nPidFile none\nStrictModes no\n"
         << "UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
         << "MaxStartups 100\nUseDNS no\nSetEnv GIT_CONFIG_GLOBAL=/dev/null\n";
    if (newest) file << "AcceptEnv GIT_PROTOCOL\n";
}

} // namespace

fs::path SshServer::new_key(const fs::path& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
    run_quietly({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path.string()});
    return path;
}

std::optional<Daemon> SshServer::run(const fs::path& folder, int port) {
    const fs::path program = find_program({"/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"});
    if (program.empty()) return std::nullopt;
    return Daemon::start({program.string(), "-D", "-e", "-f", (folder / "sshd_config").string()}, port,
                         folder / "sshd.log");
}

void SshServer::restart() {
    m_daemon.reset();
    auto anew = run(m_folder, m_port);
    if (anew) m_daemon.emplace(std::move(*anew));
}

std::optional<SshServer> SshServer::start(const fs::path& folder, bool newest) {
    std::error_code ignored;
    if (::getuid() == 0) fs::create_directories("/run/sshd", ignored); // where it locks itself in as root
    fs::create_directories(folder, ignored);
    new_key(folder / "host_key");
    new_key(folder / "account");
    const int port = free_port();
    write_settings(folder, port, newest);
    auto daemon = run(folder, port);
    if (!daemon) return std::nullopt;
    return SshServer(std::move(*daemon), folder, port);
}

std::string SshServer::address(const fs::path& repository, int port) const {
    std::string path;
    for (const char c : repository.string())
        path += c == ' ' ? "%20" : std::string(1, c);
    return "ssh://127.0.0.1:" + std::to_string(port == 0 ? m_port : port) + path;
}

std::string SshServer::host_line(int port) const {
    const std::string key = text_of(m_folder / "host_key.pub"); // "ssh-ed25519 AAAA… comment"
    return "[127.0.0.1]:" + std::to_string(port) + " " + key.substr(0, key.rfind(' ')) + "\n";
}

sync::Access SshServer::stranger() const {
    sync::Access access;
    access.known_hosts = m_folder / "a known_hosts";
    access.key_file = m_folder / "account";
    return access;
}

sync::Access SshServer::access(int port) const {
    sync::Access access = stranger();
    access.known_hosts = m_folder / ("known_hosts_" + std::to_string(port));
    std::ofstream(access.known_hosts) << host_line(m_port) << (port == 0 ? "" : host_line(port));
    return access;
}

} // namespace takan::test
