// A desk whose team is behind real servers: what the way there asks of a person, and what the answers do.

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "tests/app/desk/desk_fixture.hpp"
#include "tests/support/servers/ssh_server.hpp"
#include "tests/support/servers/web_server.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace takan;
using namespace takan::app;
using test::OpenDesk;

namespace {

// No keyring of whoever runs the tests is touched: one is only found through this variable.
struct WithoutKeyring {
    WithoutKeyring() { ::unsetenv("DBUS_SESSION_BUS_ADDRESS"); }
};

struct Away : WithoutKeyring {
    Away() { REQUIRE(test::run_quietly({"git", "init", "-q", "--bare", (scratch / "team.git").string()})); }

    test::Scratch scratch;
    std::filesystem::path folder = test::make_laptop(scratch.path(), "组长");
    OpenDesk desk{folder, test::SharedClock()};
};

std::string failed_with(const OpenDesk::Snapshot& snapshot) {
    return snapshot->syncing.failed ? snapshot->syncing.failed->text_key : std::string();
}

bool is_in_a_file(const std::filesystem::path& folder, const std::string& words) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::stringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        if (text.str().find(words) != std::string::npos) return true;
    }
    return false;
}

// Everything of a snapshot where words from outside could stand.
std::string words_of(const Snapshot& snapshot) {
    std::string all;
    for (const auto* error : {&snapshot.syncing.failed, &snapshot.saving.failed})
        if (*error) all += (*error)->message + (*error)->subject + (*error)->text_key;
    for (const auto& [number, error] : snapshot.saving.refused)
        all += error.message + error.subject;
    for (const auto& [name, value] : snapshot.settings)
        all += name + value;
    return all + snapshot.me.team_address + snapshot.me.name + snapshot.me.folder;
}

} // namespace

TEST_CASE("desk behind ssh: an unknown server shows its fingerprint, and only that key is accepted") {
    Away away;
    const auto server = test::SshServer::start(away.scratch / "sshd");
    if (!server) {
        MESSAGE("sshd (package openssh-server) is not here: nothing is tested");
        return;
    }
    away.desk.post(SetSetting{"ssh_key", sync::utf8(server->access().key_file)});
    const FoundTeam found{"leader", server->address(away.scratch / "team.git")};
    const auto shown = away.desk.team(found);
    REQUIRE(failed_with(shown) == "error.host_unknown");
    const std::string subject = shown->syncing.failed->subject;
    const std::string fingerprint = subject.substr(subject.find(' ') + 1);
    CHECK(fingerprint.starts_with("SHA256:"));

    away.desk.desk().post(AcceptHost{"SHA256:another"});
    CHECK(failed_with(away.desk.team(found)) == "error.host_unknown");
    CHECK_FALSE(std::filesystem::exists(away.folder / "known_hosts"));

    away.desk.desk().post(AcceptHost{fingerprint});
    const auto now = away.desk.team(found);
    CHECK(failed_with(now).empty());
    CHECK(now->me.role == "leader");
    CHECK(is_in_a_file(away.folder, server->host_line(server->port())));
    away.desk.create("visit", {{"narrative", "一"}});
    CHECK(failed_with(away.desk.sync()).empty());
    CHECK(away.desk.desk().snapshot()->counts.unsynced_records == 0);
}

TEST_CASE("desk behind https: a login is asked for, given and remembered, and stands nowhere that can be read") {
    Away away;
    const auto server = test::WebServer::start(away.scratch / "web", away.scratch.path());
    if (!server) {
        MESSAGE("lighttpd or git-http-backend is not here: nothing is tested");
        return;
    }
    const FoundTeam found{"leader", server->address("team.git")};
    CHECK(failed_with(away.desk.team(found)) == "error.certificate_refused");
    away.desk.post(SetSetting{"ca_file", sync::utf8(server->access().authorities)});
    auto now = away.desk.team(found);
    REQUIRE(failed_with(now) == "error.login_needed");
    const std::string place = now->syncing.failed->subject;
    CHECK(place == "https://localhost:" + std::to_string(server->port()));

    away.desk.desk().post(GiveLogin{place, test::WebServer::user, "wrong battery"});
    now = away.desk.team(found);
    CHECK(failed_with(now) == "error.login_refused");
    CHECK(now->syncing.failed->subject == place);
    CHECK(words_of(*now).find("battery") == std::string::npos);
    CHECK(failed_with(away.desk.team(found)) == "error.login_needed"); // the wrong one was forgotten

    away.desk.desk().post(GiveLogin{place, test::WebServer::user, test::WebServer::secret});
    now = away.desk.team(found);
    CHECK(failed_with(now).empty());
    CHECK(now->me.role == "leader");
    now = away.desk.sync();
    CHECK(failed_with(now).empty());
    CHECK(words_of(*now).find(test::WebServer::secret) == std::string::npos);
    CHECK(is_in_a_file(away.folder, now->me.team_address));
    CHECK_FALSE(is_in_a_file(away.folder, test::WebServer::secret));
    CHECK_FALSE(is_in_a_file(away.folder, "wrong battery"));
}
