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

TEST_CASE(
    "ssh: an unknown host, a wrong key and another one than before are told apart, and only that key is accepted") {
    SshLink link;
    if (!link.server) return;
    const Access stranger = link.server->stranger();
    const std::string address = link.server->address(link.team.folder());
    const auto tried = [&](const Access& access) { return need(open_remote(address, access))->refs("", {}); };
    const auto unknown = tried(stranger);
    CHECK(kind_of(unknown) == ErrorKind::denied);
    CHECK(unknown.error().text_key == "error.host_unknown");
    const auto keys = need(host_keys(address, stranger));
    REQUIRE(keys.size() == 1);
    CHECK(unknown.error().subject == keys[0].host + " " + keys[0].fingerprint);
    CHECK(keys[0].line + "\n" == link.server->host_line(link.server->port()));

    HostKey other = keys[0];
    other.line = keys[0].host + " ssh-ed25519 " + std::string(68, 'A');
    Access deceived = stranger;
    deceived.known_hosts = link.scratch / "deceived";
    need(accept_host(deceived, other));
    CHECK(tried(deceived).error().text_key == "error.host_changed");
    const auto refused = accept_host(deceived, keys[0]);
    CHECK(kind_of(refused) == ErrorKind::denied);
    CHECK(refused.error().text_key == "error.host_changed");

    need(accept_host(stranger, keys[0]));
    need(accept_host(stranger, keys[0])); // once is enough
    CHECK(need(tried(stranger)).empty());
    Access nobody = stranger;
    nobody.key_file = SshServer::new_key(link.scratch / "other key");
    CHECK(tried(nobody).error().text_key == "error.ssh_refused");
    const auto nothing = need(open_remote(link.server->address(link.scratch / "nothing"), stranger))->refs("", {});
    CHECK(kind_of(nothing) == ErrorKind::missing);
}

TEST_CASE("ssh: a server that is known by another key since is refused") {
    SshLink link;
    if (!link.server) return;
    const Access access = link.server->access();
    const std::string address = link.server->address(link.team.folder());
    CHECK(need(need(open_remote(address, access))->refs("", {})).empty());
    SshServer::new_key(link.scratch / "sshd" / "host_key");
    link.server->restart();
    const auto changed = need(open_remote(address, access))->refs("", {});
    CHECK(kind_of(changed) == ErrorKind::denied);
    CHECK(changed.error().text_key == "error.host_changed");
}

TEST_CASE("ssh: wherever the link is cut, both sides stay sound and the next try gets through") {
    SshLink link;
    if (!link.server) return;
    Proxy proxy(link.server->port());
    const auto remote = [&] {
        return need(
            open_remote(link.server->address(link.team.folder(), proxy.port()), link.server->access(proxy.port())));
    };
    auto here = link.commit_in(link.laptop, {{"a", "0"}, {"photo", noise(200'000, 1)}});
    need(link.push(*remote(), std::nullopt, here));
    link.team.refresh();
    proxy.spoil({});
    CHECK(need(remote()->refs("refs/heads/", {})).size() == 1);
    const std::uint64_t talk_up = proxy.bytes_up(); // keys and greetings
    const std::uint64_t talk_down = proxy.bytes_down();
    constexpr int cuts = 5; // for each way of a fetch and of a push
    int broken_off = 0;
    for (int i = 0; i < cuts; ++i) {
        for (const bool is_push : {true, false}) {
            for (const bool is_up : {true, false}) {
                CAPTURE(i);
                CAPTURE(is_push);
                CAPTURE(is_up);
                auto& from = is_push ? link.laptop : link.team;
                const unsigned seed = static_cast<unsigned>(i * 4 + (is_push ? 2 : 0) + (is_up ? 1 : 0) + 10);
                const auto next =
                    link.commit_in(from, {{"a", std::to_string(seed)}, {"photo", noise(100'000, seed)}}, {here});
                // Through the greetings coarsely, then through what carries the pack.
                const bool carries = is_push == is_up;
                const std::uint64_t talk = is_up ? talk_up : talk_down;
                const std::uint64_t reach = talk + (carries ? 100'000 : 600);
                const std::uint64_t at = reach * static_cast<std::uint64_t>(i + 1) / cuts;
                proxy.spoil({i % 2 == 0 ? Fault::cut : Fault::reset, is_up ? at : UINT64_MAX, is_up ? UINT64_MAX : at});
                const auto attempt = [&] {
                    return is_push ? link.push(*remote(), here, next) : link.fetch(*remote(), next);
                };
                const Status spoiled = attempt();
                if (!spoiled) {
                    ++broken_off;
                    CHECK(spoiled.error().kind == ErrorKind::offline);
                }
                proxy.spoil({});
                link.team.refresh();
                if (is_push && link.team.ref(main_name) != next) need(attempt());
                if (!is_push) need(attempt());
                link.team.refresh();
                auto& to = is_push ? link.team : link.laptop;
                CHECK(files_of(to, next) == files_of(from, next));
                if (!is_push) need(link.laptop.move_ref(main_name, here, next));
                here = next;
            }
        }
        check_sound(link.laptop);
        check_sound(link.team);
    }
    CHECK(broken_off > cuts * 2); // most of them did hit
}

TEST_CASE("ssh: a link that says nothing is given up, and one that is cancelled ends at once") {
    SshLink link;
    if (!link.server) return;
    const auto first = link.commit_in(link.team, {{"photo", noise(400'000, 1)}});
    Proxy proxy(link.server->port());
    Access access = link.server->access(proxy.port());
    access.silence = std::chrono::milliseconds(400);
    const auto remote = need(open_remote(link.server->address(link.team.folder(), proxy.port()), access));
    proxy.spoil({Fault::stall, UINT64_MAX, 100'000});
    const Status stalled = link.fetch(*remote, first);
    CHECK(kind_of(stalled) == ErrorKind::offline);
    CHECK(stalled.error().text_key == "error.link_silent");
    CHECK_FALSE(link.laptop.has(first));

    // Cancelled from within, at the first bytes: nothing would ever come after them.
    access.silence = std::chrono::hours(1);
    const auto patient = need(open_remote(link.server->address(link.team.folder(), proxy.port()), access));
    std::stop_source stop;
    proxy.spoil({Fault::stall, UINT64_MAX, 100'000});
    const Status cancelled = patient->fetch(
        link.laptop, {first}, What::everything, [&](const auto&) { stop.request_stop(); }, stop.get_token());
    CHECK(kind_of(cancelled) == ErrorKind::cancelled);
    check_sound(link.laptop);
    proxy.spoil({});
    need(link.fetch(*need(open_remote(link.server->address(link.team.folder()), link.server->access())), first));
}

TEST_CASE("ssh: requests to join pass where the server refuses refs that do not only grow") {
    SshLink link;
    if (!link.server) return;
    test::git(link.scratch.path(), "init -q --bare plain.git");
    test::git(link.scratch / "plain.git", "config receive.denyNonFastForwards true");
    test::git(link.scratch / "plain.git", "config receive.denyDeletes true");
    const auto remote = need(open_remote(link.server->address(link.scratch / "plain.git"), link.server->access()));
    const std::string name = "refs/join/abcdef";
    const auto first = link.commit_in(link.laptop, {{"request.json", "1"}}, {}, name);
    need(link.push(*remote, std::nullopt, first, name));
    const auto second = link.commit_in(link.laptop, {{"request.json", "2"}}, {first}, name);
    need(link.push(*remote, first, second, name));
    CHECK(need(remote->refs(name, {})) == std::vector<std::pair<std::string, git::Oid>>{{name, second}});
}
