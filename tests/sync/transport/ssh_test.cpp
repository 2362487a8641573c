#include "tests/support/servers/proxy.hpp"
#include "tests/support/servers/ssh_server.hpp"
#include "tests/sync/transport/link.hpp"

using namespace takan;
using namespace takan::sync;
using namespace takan::test;
using git::What;

namespace {

struct SshLink : Link {
    explicit SshLink(bool newest = true) : server(SshServer::start(scratch / "sshd", newest)) {
        if (!server) MESSAGE("sshd (package openssh-server) is not here: nothing is tested");
    }
    std::unique_ptr<git::Remote> remote() {
        return need(open_remote(server->address(team.folder()), server->access()));
    }
    std::optional<SshServer> server;
};

} // namespace

TEST_CASE("ssh: refs, fetches and pushes pass both ways, in git's newest protocol and the older one") {
    for (const bool newest : {true, false}) {
        CAPTURE(newest);
        SshLink link(newest);
        if (!link.server) return;
        const auto remote = link.remote();
        CHECK(need(remote->refs("", {})).empty());

        const auto first = link.commit_in(link.laptop, {{"a/b.json", "1"}, {"photo", noise(3u << 20, 1)}});
        need(link.push(*remote, std::nullopt, first));
        CHECK(need(remote->refs("refs/heads/", {})) ==
              std::vector<std::pair<std::string, git::Oid>>{{main_name, first}});
        CHECK(need(remote->refs("refs/media/", {})).empty());
        link.team.refresh();
        CHECK(link.team.ref(main_name) == first);
        CHECK(files_of(link.team, first) == files_of(link.laptop, first));

        const auto second = link.commit_in(link.team, {{"a/b.json", "2"}, {"photo", noise(3u << 20, 1)}}, {first});
        CHECK(need(remote->refs("refs/heads/", {})) ==
              std::vector<std::pair<std::string, git::Oid>>{{main_name, second}});
        git::Transfer seen;
        need(remote->fetch(link.laptop, {second}, What::everything, [&](const auto& now) { seen = now; }, {}));
        CHECK(seen.objects_total == 4); // commit, two trees, one file: the photo was here
        CHECK(files_of(link.laptop, second) == files_of(link.team, second));
        need(link.laptop.move_ref(main_name, first, second));
        check_sound(link.laptop);
        check_sound(link.team);
        need(link.fetch(*remote, second)); // nothing is left to do
    }
}
