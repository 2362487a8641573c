#include "tests/support/servers/proxy.hpp"
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
