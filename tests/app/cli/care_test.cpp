#include "app/domain/language.hpp"
#include "tests/app/cli/terminal.hpp"

#include <fstream>

using namespace takan;
using namespace takan::test;

TEST_CASE("status: who, where, and what waits") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.must({"new", "site", "name=甲厂"});
    auto status = terminal.json({"status"});
    CHECK(text_at(status, "name") == "陈立新");
    CHECK(text_at(status, "role") == "leader");
    CHECK(text_at(status, "device").size() == 6);
    CHECK(text_at(status, "address") == sync::utf8(scratch / "team.git"));
    CHECK(text_at(status, "last_sync").empty());
    CHECK(number_at(status, "unsynced_records") == 1);
    CHECK(number_at(at(status, "records"), "site") == 1);
    terminal.must({"sync"});
    status = terminal.json({"status"});
    CHECK(number_at(status, "unsynced_records") == 0);
    CHECK(text_at(status, "last_sync").size() == 24);
}

TEST_CASE("setting: a value stays, and one that was never set is no answer") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.json({"setting", "theme"}, 1);
    CHECK(text_at(terminal.json({"setting", "theme", "dark"}), "theme") == "dark");
    CHECK(text_at(terminal.json({"setting", "theme"}), "theme") == "dark");
}

TEST_CASE("verify: counts what it checked on the laptop and in the team's repository") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.must({"new", "site", "name=甲厂"});
    terminal.must({"photo", "add", photo_file(scratch / "card", "IMG_1.jpg", 1)});
    terminal.must({"sync"});
    for (const bool team : {false, true}) {
        CAPTURE(team);
        const auto result =
            terminal.json(team ? std::vector<std::string>{"verify", "--team"} : std::vector<std::string>{"verify"});
        CHECK(flag_at(result, "sound"));
        CHECK(number_at(result, "photos") == 1);
        CHECK(number_at(result, "records") >= 4); // site, photo, member, device
        CHECK(number_at(result, "commits") >= 2);
        CHECK(size_at(result, "faults") == 0);
    }
}

TEST_CASE("team: founding asks for a name, refuses a second team in the same place and unknown roles") {
    const Scratch scratch;
    const Terminal terminal(scratch / "laptop", morning());
    const std::string address = sync::utf8(scratch / "team.git");
    CHECK(contains(terminal({"team", "init", address}).err, "--name"));
    CHECK(terminal({"team", "init", address, "--name", "周敏", "--role", "king"}).code == 2);
    CHECK(terminal({"team", "init", address, "--name", "周敏", "--role", "inspector"}).code == 2);
    const auto made = terminal.json({"team", "init", address, "--name", "周敏", "--label", "一号机"});
    CHECK(text_at(made, "role") == "leader");
    CHECK(text_at(made, "fingerprint").substr(0, 7) == "SHA256:");
    CHECK(Terminal(scratch / "other", morning())({"init", address, "--name", "李建国"}).code == 2);
    const auto team = terminal.json({"team", "show"});
    const auto& member = at(at(team, "members"), 0);
    CHECK(text_at(member, "name") == "周敏");
    CHECK(text_at(at(at(member, "devices"), 0), "fingerprint") == text_at(made, "fingerprint"));
}

TEST_CASE("team: a request is listed, admitted once, and a stranger's laptop cannot admit") {
    const Scratch scratch;
    const auto lead = founded(scratch.path());
    const Terminal zhou(scratch / "zhou", morning());
    CHECK(lead({"team", "requests"}).code == 1);
    CHECK(lead({"team", "admit", "all"}).code == 1);
    const auto asked =
        zhou.json({"team", "join", sync::utf8(scratch / "team.git"), "--name", "周敏", "--label", "二号机"});
    const auto waiting = lead.json({"team", "requests"});
    const auto& request = at(at(waiting, "requests"), 0);
    CHECK(text_at(request, "device") == text_at(asked, "device"));
    CHECK(text_at(request, "fingerprint") == text_at(asked, "fingerprint"));
    CHECK(text_at(request, "label") == "二号机");
    CHECK(lead({"team", "admit", "xx"}).code == 2);
    CHECK(lead({"team", "admit", "zzzzzz"}).code == 2);
    CHECK(zhou({"team", "admit", "all"}).code == 2);
    CHECK(lead({"admit", text_at(asked, "device"), "--role", "king"}).code == 2);
    CHECK(size_at(lead.json({"admit", text_at(asked, "device")}), "admitted") == 1);
    CHECK(lead({"team", "requests"}).code == 1);
}

TEST_CASE("sync: a locked and an absent repository are told plainly in both languages, and nothing is lost") {
    const Scratch scratch;
    const auto now = morning();
    const Terminal lead(scratch / "lead", now);
    const auto team = scratch / "team.git";
    lead.must({"team", "init", sync::utf8(team), "--name", "陈立新"});
    lead.must({"new", "site", "name=一厂"});
    const auto refused = [&](const std::string& language, const std::string& words) {
        const Said said = lead({"sync", "--lang", language});
        CHECK(said.code == 2);
        CHECK_MESSAGE(contains(said.err, words), said.err);
        CHECK(contains(said.err,
                       app::text_of("sync.nothing_lost", language == "en" ? app::Language::en : app::Language::zh)));
        CHECK_FALSE(contains(said.err, "{subject}"));
        CHECK(contains(lead.must({"list", "site"}), "一厂"));
    };
    std::ofstream(team / "refs/heads/main.lock") << "somebody else";
    refused("zh-CN", "其他同事正在同步");
    refused("en", "Colleagues were syncing");
    std::filesystem::remove(team / "refs/heads/main.lock");
    std::filesystem::rename(team, scratch / "away.git");
    refused("zh-CN", "在这个地址没有找到团队数据");
    refused("en", "No team data was found");
    std::filesystem::rename(scratch / "away.git", team);
    lead.must({"sync"});
}
