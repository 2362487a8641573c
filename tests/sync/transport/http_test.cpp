#include "sync/base/files.hpp"
#include "sync/transport/http_request.hpp"
#include "tests/support/servers/web_server.hpp"
#include "tests/sync/transport/link.hpp"

using namespace takan;
using namespace takan::sync;
using namespace takan::test;
using git::What;

namespace {

struct WebLink : Link {
    WebLink() : server(WebServer::start(scratch / "web", scratch.path())) {
        if (!server) MESSAGE("lighttpd or git-http-backend is not here: nothing is tested");
    }
    std::unique_ptr<git::Remote> remote(const Access& access, const std::string& below = "git") {
        return need(open_remote(server->address("a team.git", below), access));
    }
    std::optional<WebServer> server;
};

} // namespace

TEST_CASE("https: refs, fetches, large and small pushes and single files pass") {
    WebLink link;
    if (!link.server) return;
    const auto remote = link.remote(link.server->access());
    CHECK(need(remote->refs("", {})).empty());
    const auto first = link.commit_in(link.laptop, {{"a/b.json", "1"}, {"photo", noise(3u << 20, 1)}});
    need(link.push(*remote, std::nullopt, first));
    CHECK(need(remote->refs("refs/heads/", {})) == std::vector<std::pair<std::string, git::Oid>>{{main_name, first}});
    link.team.refresh();
    CHECK(files_of(link.team, first) == files_of(link.laptop, first));

    const Files files{{"a/b.json", "2"}, {"photo", noise(3u << 20, 2)}};
    const auto second = link.commit_in(link.team, files, {first});
    need(link.fetch(*remote, second, What::without_files));
    const auto photo = need(link.team.entry_at(need(link.team.commit(second)).tree, "photo")).id;
    CHECK_FALSE(link.laptop.has(photo));
    need(remote->fetch_files(link.laptop, {photo, photo}, {}, {}));
    CHECK(link.laptop.has(photo));
    need(link.fetch(*remote, second));
    CHECK(files_of(link.laptop, second) == files);
    need(link.laptop.move_ref(main_name, first, second));
    const auto third = link.commit_in(link.laptop, {{"a/b.json", "3"}}, {second});
    need(link.push(*remote, second, third));
    check_sound(link.laptop);
    check_sound(link.team);
}

TEST_CASE("https: no login, a wrong one and one that is right are told apart, and a wrong one is not offered again") {
    WebLink link;
    if (!link.server) return;
    const std::string place = "https://localhost:" + std::to_string(link.server->port());
    const auto bare = link.remote(link.server->without_login())->refs("", {});
    CHECK(kind_of(bare) == ErrorKind::denied);
    CHECK(bare.error().text_key == "error.login_needed");
    CHECK(bare.error().subject == place);

    Access wrong = link.server->without_login();
    std::string refused;
    wrong.login = [&](const std::string&, const std::string&) { return Login{WebServer::user, "wrong battery"}; };
    wrong.login_refused = [&](const std::string& where) { refused = where; };
    const auto denied = link.remote(wrong)->refs("", {});
    CHECK(kind_of(denied) == ErrorKind::denied);
    CHECK(denied.error().text_key == "error.login_refused");
    CHECK(refused == place);
    CHECK(describe(denied.error()).find("battery") == std::string::npos);
    CHECK(need(link.remote(link.server->access())->refs("", {})).empty());
    CHECK(need(link.remote(link.server->without_login(), "open")->refs("", {})).empty());
}

TEST_CASE("https: a certificate that nobody vouches for is refused before anything is sent") {
    WebLink link;
    if (!link.server) return;
    bool asked = false;
    Access access;
    access.login = [&](const std::string&, const std::string&) {
        asked = true;
        return Login{WebServer::user, WebServer::secret};
    };
    const auto refused = link.remote(access)->refs("", {});
    CHECK(kind_of(refused) == ErrorKind::denied);
    CHECK(refused.error().text_key == "error.certificate_refused");
    CHECK_FALSE(asked);
    access.authorities = link.scratch / "no such file";
    CHECK(kind_of(link.remote(access)->refs("", {})) == ErrorKind::missing);
}

TEST_CASE("https: a file of certificates adds to the system's and does not take their place") {
    const test::Scratch scratch;
    const std::string own = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    need(write_file(scratch / "own.pem", own));
    const std::string all = need(authorities_with(scratch / "own.pem"));
    CHECK(all.ends_with("\n" + own));
    const auto system = read_file("/etc/ssl/certs/ca-certificates.crt", 16u << 20);
    if (system) CHECK(all.find(*system) == 0);
}

TEST_CASE("https: a repository that moved on its server is followed, to another server it is not") {
    WebLink link;
    if (!link.server) return;
    CHECK(need(link.remote(link.server->access(), "moved")->refs("", {})).empty());
    const auto away = link.remote(link.server->access(), "away")->refs("", {});
    CHECK(kind_of(away) == ErrorKind::denied);
    CHECK(away.error().text_key == "error.redirected");
}
