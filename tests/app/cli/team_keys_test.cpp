#include "tests/app/cli/terminal.hpp"

#include <algorithm>
#include <filesystem>

using namespace takan;
using namespace takan::test;

namespace {

struct Team {
    Scratch scratch;
    Terminal lead = founded(scratch.path());
    Terminal zhou{scratch / "zhou", morning()};

    Team() { zhou_device = join(zhou, "周敏"); }

    std::string join(const Terminal& terminal, const std::string& name) {
        const auto asked = terminal.json({"team", "join", sync::utf8(scratch / "team.git"), "--name", name});
        const std::string device = text_at(asked, "device");
        admit(device);
        terminal.must({"sync"});
        return device;
    }
    void admit(const std::string& device) {
        lead.must({"team", "admit", device});
        lead.must({"sync"});
    }
    std::string new_visit(const Terminal& terminal, const std::string& name) {
        return terminal.must({"new", "site", "name=" + name});
    }
    sync::Value device(const std::string& letters) const {
        const auto team = lead.json({"team", "show"});
        for (const auto& member : *at(team, "members").array())
            for (const auto& one : *at(member, "devices").array())
                if (text_at(one, "device") == letters) return one;
        FAIL("no such device");
        return {};
    }

    std::string zhou_device;
};

} // namespace

TEST_CASE("team: a revoked laptop keeps what it has, is told plainly, and comes back as a new device of its person") {
    Team team;
    const auto before = team.new_visit(team.zhou, "一厂");
    team.zhou.must({"sync"});
    team.lead.must({"sync"});                               // only what the leader has by then stays
    CHECK(team.lead({"team", "revoke", "周敏"}).code == 2); // without a reason
    CHECK(team.zhou({"team", "revoke", team.zhou_device, "--reason", "x"}).code == 2);
    CHECK(team.lead({"team", "revoke", "nobody", "--reason", "x"}).code == 2);
    team.lead.must({"team", "revoke", "周敏", "--reason", "电脑丢失"});
    team.lead.must({"sync"});
    CHECK(flag_at(team.device(team.zhou_device), "revoked"));
    CHECK(contains(team.lead.must({"show", before}), "一厂"));

    const auto after = team.new_visit(team.zhou, "二厂");
    const Said refused = team.zhou({"sync"});
    CHECK(refused.code == 2);
    CHECK(contains(refused.err, "has revoked this laptop"));
    CHECK(contains(team.zhou.must({"show", after}), "二厂"));

    const auto asked = team.zhou.json({"team", "join", sync::utf8(team.scratch / "team.git")});
    const std::string device = text_at(asked, "device");
    CHECK(device != team.zhou_device);
    CHECK(text_at(at(at(team.lead.json({"team", "requests"}), "requests"), 0), "replaces") == team.zhou_device);
    team.admit(device);
    team.zhou.must({"sync"});
    team.lead.must({"sync"});
    CHECK(contains(team.lead.must({"show", after}), "二厂"));
    CHECK(size_at(team.lead.json({"team", "show"}), "members") == 2); // the same person
}

TEST_CASE("team: what a revoked device sent all the same can be looked at and admitted under the leader's name") {
    Team team;
    const auto copy = team.scratch / "before.git"; // a share to which the laptop goes on syncing
    const auto id = team.new_visit(team.zhou, "一厂");
    team.zhou.must({"sync"});
    team.lead.must({"sync"});
    std::filesystem::copy(team.scratch / "team.git", copy, std::filesystem::copy_options::recursive);
    team.zhou.must({"set", id, "name=二厂"});
    team.zhou.must({"sync", "--address", sync::utf8(copy)});
    team.lead.must({"team", "revoke", "周敏", "--reason", "电脑丢失"});
    team.lead.must({"sync"});
    team.lead.must({"sync", "--address", sync::utf8(copy)});
    CHECK(contains(team.lead.must({"show", id}), "一厂"));
    const auto entries = team.lead.json({"quarantine"});
    REQUIRE(size_at(entries, "entries") == 1);
    const std::string number = std::to_string(number_at(at(at(entries, "entries"), 0), "number"));
    CHECK(text_at(at(at(entries, "entries"), 0), "fault") == "revoked_device");
    const auto inside = team.lead.json({"quarantine", "show", number});
    const auto& value = at(at(at(at(inside, "records"), 0), "values"), 0);
    CHECK(text_at(value, "field") == "name");
    CHECK(text_at(value, "value") == "二厂");
    CHECK(text_at(value, "edit").substr(0, 6) == team.zhou_device);
    CHECK(team.lead({"quarantine", "admit", "99"}).code == 2);
    team.lead.must({"quarantine", "admit", number});
    CHECK(contains(team.lead.must({"show", id}), "二厂"));
    CHECK(team.lead({"quarantine"}).code == 1);
    CHECK(contains(team.lead.must({"search", "周敏"}), "陈立新"));
}

TEST_CASE("team: a key is replaced, and everything goes on under the new one") {
    Team team;
    const std::string old_print = text_at(team.device(team.zhou_device), "fingerprint");
    const auto rotated = team.zhou.json({"team", "rotate"});
    CHECK(text_at(rotated, "device") == team.zhou_device);
    CHECK(text_at(rotated, "fingerprint") != old_print);
    const auto id = team.new_visit(team.zhou, "一厂");
    team.zhou.must({"sync"});
    team.lead.must({"sync"});
    CHECK(contains(team.lead.must({"show", id}), "一厂"));
    const auto device = team.device(team.zhou_device);
    CHECK(text_at(device, "fingerprint") == text_at(rotated, "fingerprint"));
    CHECK(number_at(device, "former_keys") == 1);
    CHECK_FALSE(text_at(device, "last_commit").empty());
    CHECK(flag_at(team.lead.json({"verify", "--team"}), "sound"));
    const Terminal stranger(team.scratch / "stranger", morning());
    stranger.must({"team", "join", sync::utf8(team.scratch / "team.git"), "--name", "王"});
    CHECK(stranger({"team", "rotate"}).code == 2);
}

TEST_CASE("team: somebody else of the same name becomes a member of their own when that is said") {
    Team team;
    const Terminal second(team.scratch / "second", morning());
    const auto address = sync::utf8(team.scratch / "team.git");
    const auto laptop = second.json({"team", "join", address, "--name", "周敏"});
    const Said joined = team.lead({"team", "admit", text_at(laptop, "device")});
    CHECK(joined.code == 0);
    CHECK(contains(joined.err, "--as-new-member"));
    CHECK(size_at(team.lead.json({"team", "requests"}, 1), "requests") == 0);
    const Terminal other(team.scratch / "other", morning());
    const auto asked = other.json({"team", "join", address, "--name", "周敏"});
    team.lead.must({"team", "admit", text_at(asked, "device"), "--as-new-member"});
    team.lead.must({"sync"});
    std::size_t zhous = 0;
    const auto shown = team.lead.json({"team", "show"});
    for (const auto& member : *at(shown, "members").array())
        if (text_at(member, "name") == "周敏") ++zhous;
    CHECK(zhous == 2);
}

TEST_CASE("laptop: one without its repository, and one without its store, come back with all they had") {
    Team team;
    const auto synced = team.new_visit(team.zhou, "一厂");
    team.zhou.must({"sync"});
    const auto unsent = team.new_visit(team.zhou, "二厂");
    std::filesystem::remove_all(team.zhou.store() / "repo.git");
    team.zhou.must({"rebuild"});
    CHECK(contains(team.zhou.must({"show", synced}), "一厂"));
    const auto receipt = team.zhou.json({"sync"});
    CHECK_FALSE(flag_at(receipt, "renewed"));
    CHECK_FALSE(flag_at(receipt, "waiting_for_admission"));
    team.lead.must({"sync"});
    CHECK(contains(team.lead.must({"show", unsent}), "二厂"));

    for (const char* file : {"takan.db", "takan.db-wal", "takan.db-shm"})
        std::filesystem::remove(team.zhou.store() / file);
    team.zhou.must({"rebuild"});
    CHECK(contains(team.zhou.must({"show", unsent}), "二厂"));
    CHECK_FALSE(flag_at(team.zhou.json({"sync"}), "renewed"));
}

TEST_CASE("team: the code that the leader reads keeps a laptop from joining another team, and from losing its own") {
    Team team;
    const std::string code = text_at(team.lead.json({"team", "show"}), "root");
    CHECK(code.size() == 19);
    CHECK(contains(team.lead.must({"team", "show"}), code));
    CHECK(contains(team.zhou.must({"team", "show"}), code));
    const Terminal second(team.scratch / "second", morning());
    const auto address = sync::utf8(team.scratch / "team.git");
    const Said typo = second({"team", "join", address, "--name", "王", "--root", "3f2a"});
    CHECK(typo.code == 2);
    CHECK_FALSE(std::filesystem::exists(second.store()));
    CHECK(second({"team", "join", address, "--name", "王", "--root", "0123-4567-89ab-cdef"}).code == 2);
    CHECK(text_at(second.json({"team", "join", address, "--root", code}), "root") == code);

    const auto nowhere = sync::utf8(team.scratch / "nowhere.git");
    CHECK(team.zhou({"team", "join", nowhere, "--name", "别人"}).code == 2);
    CHECK(contains(team.zhou.must({"team", "show"}), address));
    CHECK(contains(team.zhou.must({"status"}), "周敏"));
    team.zhou.must({"sync"});
}

TEST_CASE("sync: a clock before the program's own date is told of") {
    Team team;
    std::ostringstream out;
    std::ostringstream err;
    app::Surroundings around{out, err, [] { return sync::Instant{1'711'200'000'000}; }, {}, {}};
    around.built = sync::Instant{1'711'200'000'001};
    const std::vector<std::string> words{"sync", "--store", sync::utf8(team.lead.store()), "--lang", "zh-CN"};
    CHECK(app::run(words, around) == 0);
    CHECK(contains(err.str(), "早于本机上次提交或本程序的制作日期"));
    around.built = sync::Instant{1'711'100'000'000};
    err.str({});
    CHECK(app::run(words, around) == 0);
    CHECK_FALSE(contains(err.str(), "制作日期"));
}
