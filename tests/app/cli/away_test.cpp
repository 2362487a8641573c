// The terminal with a team behind real servers: host keys, logins, bundles.

#include "tests/app/cli/terminal.hpp"
#include "tests/support/servers/ssh_server.hpp"
#include "tests/support/servers/web_server.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace takan;
using test::contains;
using test::Terminal;

namespace {

void make_bare(const std::filesystem::path& folder) {
    REQUIRE(test::run_quietly({"git", "init", "-q", "--bare", folder.string()}));
}

} // namespace

TEST_CASE("away: a host is shown first, and only the fingerprint that was compared is accepted") {
    const test::Scratch scratch;
    const auto server = test::SshServer::start(scratch / "sshd");
    if (!server) {
        MESSAGE("sshd (package openssh-server) is not here: nothing is tested");
        return;
    }
    make_bare(scratch / "team.git");
    const std::string address = server->address(scratch / "team.git");
    const Terminal leader = test::founded(scratch.path());
    leader.must({"setting", "ssh_key", sync::utf8(server->access().key_file)});
    const auto unknown = leader({"sync", "--address", address});
    CHECK(unknown.code == 2);
    const auto shown = leader.json({"host", "accept", address}, 1);
    const std::string fingerprint = test::text_at(shown, "fingerprint");
    CHECK_FALSE(test::flag_at(shown, "accepted"));
    CHECK(contains(unknown.err, fingerprint));
    CHECK(leader({"host", "accept", address, "SHA256:other"}).code == 1);
    CHECK(leader({"sync", "--address", address}).code == 2);
    CHECK(test::flag_at(leader.json({"host", "accept", address, fingerprint}), "accepted"));
    leader.must({"sync", "--address", address});
    leader.must({"team", "join", address}); // moves there: a member asks for nothing
    const auto verified = leader.json({"verify", "--team"});
    CHECK(test::flag_at(verified, "sound"));
    CHECK(test::number_at(verified, "commits") >= 1);
    CHECK_FALSE(std::filesystem::exists(leader.store() / "team-copy.git"));
    CHECK(leader({"team", "requests"}).code == 1); // nobody waits
}

TEST_CASE("away: a login comes from GIT_ASKPASS, and nothing of it is written or said") {
    ::unsetenv("DBUS_SESSION_BUS_ADDRESS"); // no keyring of whoever runs the tests is touched
    const test::Scratch scratch;
    const auto server = test::WebServer::start(scratch / "web", scratch.path());
    if (!server) {
        MESSAGE("lighttpd or git-http-backend is not here: nothing is tested");
        return;
    }
    make_bare(scratch / "away.git");
    const std::string address = server->address("away.git");
    const Terminal leader = test::founded(scratch.path());
    leader.must({"setting", "ca_file", sync::utf8(server->access().authorities)});
    CHECK(leader({"sync", "--address", address}).code == 2); // nobody is there to be asked

    const auto program = scratch / "askpass";
    std::ofstream(program) << "#!/bin/sh\ncase \"$1\" in Username*) echo " << test::WebServer::user << " ;; *) echo '"
                           << test::WebServer::secret << "' ;; esac\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    const auto clock = test::morning();
    const auto said = test::say_to_takan(
        {"sync", "--address", address}, [&] { return sync::Instant{clock->ms++}; },
        {{"TAKAN_STORE", sync::utf8(leader.store())}, {"LANG", "en_US.UTF-8"}, {"GIT_ASKPASS", program.string()}});
    INFO(said.err);
    CHECK(said.code == 0);
    CHECK_FALSE(contains(said.out + said.err, test::WebServer::secret));
    CHECK_FALSE(test::run_quietly({"grep", "-rq", test::WebServer::secret, leader.store().string()}));
}

TEST_CASE("away: a bundle file carries a day to a colleague who reads it with sync") {
    const test::Scratch scratch;
    const Terminal leader = test::founded(scratch.path());
    const Terminal other(scratch / "other", test::morning());
    other.must({"team", "join", sync::utf8(scratch / "team.git"), "--name", "李建国"});
    leader.must({"team", "admit", "all"});
    leader.must({"sync"});
    other.must({"sync"});
    const std::string id = leader.must({"new", "visit", "narrative=河水变黑"});
    leader.must({"sync"});
    const std::string file = sync::utf8(scratch / "周五.bundle");
    const auto written = leader.json({"bundle", "write", file});
    CHECK(test::number_at(written, "refs") >= 1);
    other.must({"sync", file});
    CHECK(contains(other.must({"show", id}), "河水变黑"));
    CHECK(leader({"bundle", "write", file, "--since", "0123"}).code == 2);
}
