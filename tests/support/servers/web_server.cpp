#include "tests/support/servers/web_server.hpp"

#include <fstream>

namespace takan::test {
namespace {

namespace fs = std::filesystem;

bool make_certificates(const fs::path& folder) {
    const auto at = [&](const char* name) { return (folder / name).string(); };
    std::ofstream(folder / "names") << "subjectAltName=DNS:localhost\n";
    const bool made =
        run_quietly({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                     "-days", "2", "-subj", "/CN=Takan test authority", "-keyout", at("ca.key"), "-out",
                     at("ca.pem")}) &&
        run_quietly({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                     "/CN=localhost", "-keyout", at("server.key"), "-out", at("server.csr")}) &&
        run_quietly({"openssl", "x509", "-req", "-days", "2", "-in", at("server.csr"), "-CA", at("ca.pem"), "-CAkey",
                     at("ca.key"), "-CAcreateserial", "-extfile", at("names"), "-out", at("server.pem")});
    return made;
}

void write_settings(const fs::path& folder, const fs::path& repositories, const fs::path& backend, int port) {
    std::ofstream(folder / "logins") << WebServer::user << ":" << WebServer::secret << "\n";
    std::ofstream file(folder / "lighttpd.conf");
    const std::string environment = "    setenv.add-environment = (\"GIT_PROJECT_ROOT\" => \"" + repositories.string() +
                                    "\", \"GIT_HTTP_EXPORT_ALL\" => \"\", \"GIT_CONFIG_GLOBAL\" => \"/dev/null\"";
    file << "server.document-root = \"" << folder.string() << "\"\n"
         << "server.bind = \"127.0.0.1\"\nserver.port = " << port << "\n"
         << "server.errorlog = \"" << (folder / "web.log").string() << "\"\n"
         << "server.upload-dirs = (\"" << folder.string() << "\")\n"
         << "server.modules = (\"mod_openssl\", \"mod_auth\", \"mod_authn_file\", \"mod_redirect\", \"mod_alias\", "
            "\"mod_setenv\", \"mod_cgi\")\n"
         << "ssl.engine = \"enable\"\nssl.pemfile = \"" << (folder / "server.pem").string() << "\"\n"
         << "ssl.privkey = \"" << (folder / "server.key").string() << "\"\n"
         << "auth.backend = \"plain\"\nauth.backend.plain.userfile = \"" << (folder / "logins").string() << "\"\n"
         << "auth.require = (\"/git/\" => (\"method\" => \"basic\", \"realm\" => \"takan\", \"require\" => "
            "\"valid-user\"))\n"
         << "url.redirect = (\"^/moved/(.*)\" => \"/git/$1\", \"^/away/(.*)\" => \"https://127.0.0.1:" << port
         << "/git/$1\")\n"
         << "alias.url = (\"/git\" => \"" << backend.string() << "\", \"/open\" => \"" << backend.string() << "\")\n"
         << "$HTTP[\"url\"] =~ \"^/git/\" {\n    cgi.assign = (\"\" => \"\")\n"
         << environment << ")\n}\n"
         << "$HTTP[\"url\"] =~ \"^/open/\" {\n    cgi.assign = (\"\" => \"\")\n"
         << environment << ", \"REMOTE_USER\" => \"anybody\")\n}\n";
}

} // namespace

std::optional<WebServer> WebServer::start(const fs::path& folder, const fs::path& repositories) {
    const fs::path program = find_program({"/usr/sbin/lighttpd", "/usr/local/sbin/lighttpd"});
    const fs::path backend =
        find_program({"/usr/lib/git-core/git-http-backend", "/usr/libexec/git-core/git-http-backend"});
    if (program.empty() || backend.empty()) return std::nullopt;
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    if (!make_certificates(folder)) return std::nullopt;
    const int port = free_port();
    write_settings(folder, repositories, backend, port);
    auto daemon = Daemon::start({program.string(), "-D", "-f", (folder / "lighttpd.conf").string()}, port,
                                folder / "lighttpd.out");
    if (!daemon) return std::nullopt;
    return WebServer(std::move(*daemon), folder, port);
}

std::string WebServer::address(const std::string& name, const std::string& below, int port) const {
    std::string path;
    for (const char c : name)
        path += c == ' ' ? "%20" : std::string(1, c);
    return "https://localhost:" + std::to_string(port == 0 ? m_port : port) + "/" + below + "/" + path;
}

sync::Access WebServer::without_login() const {
    sync::Access access;
    access.authorities = m_folder / "ca.pem";
    return access;
}

sync::Access WebServer::access() const {
    sync::Access access = without_login();
    access.login = [](const std::string&, const std::string&) { return sync::Login{user, secret}; };
    return access;
}

} // namespace takan::test
