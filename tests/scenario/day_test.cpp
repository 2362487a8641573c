#include "sync/base/sha256.hpp"
#include "tests/scenario/team.hpp"

using namespace takan;
using namespace takan::test;

TEST_CASE("a day: two inspectors record without a network, sync in the evening, the leader reviews") {
    const Team team;
    const std::string site = team.lead.must({"new", "site", "name=锦泰家具", "division=430602"});
    team.sync_all();

    // The day, each alone.
    const std::string visit = team.zhou.must(
        {"new", "visit", "site=" + site, "mode=open", "started_at=2024-03-22 08:38", "inspectors=周敏、赵国平"});
    const std::string finding = team.zhou.must({"new", "finding", "visit=" + visit, "site=" + site, "severity=serious",
                                                "types=SOIL_WASTE", "description=废漆桶露天堆放"});
    const std::string photo = team.zhou.must({"photo", "add", photo_file(team.scratch / "card", "IMG_1.jpg", 1),
                                              "--visit", visit, "--finding", finding, "--caption", "全景"});
    const std::string other =
        team.li.must({"new", "visit", "site=" + site, "mode=covert", "started_at=2024-03-22 09:00"});
    CHECK(number_at(team.zhou.json({"status"}), "unsynced_records") == 3);
    CHECK(team.lead({"show", visit}).code == 2);

    // The evening.
    const auto sent = team.zhou.json({"sync"});
    CHECK(number_at(sent, "records_sent") == 3);
    CHECK(number_at(sent, "photos_sent") == 1);
    CHECK(number_at(sent, "rounds") >= 1);
    team.li.must({"sync"});
    const auto received = team.lead.json({"sync"});
    CHECK(number_at(received, "records_received") == 4);
    CHECK(size_at(received, "set_aside") == 0);

    // The leader's inbox holds both visits, field by field.
    const auto inbox = team.lead.json({"review", "--since-look"});
    std::map<std::string, std::string> people;
    for (const auto& item : *at(inbox, "items").array())
        if (size_at(item, "people") > 0) people[text_at(item, "id")] = *at(at(item, "people"), 0).text();
    CHECK(people[visit] == "周敏");
    CHECK(people[other] == "李建国");
    const auto news = team.lead.json({"review", "show", visit});
    REQUIRE(size_at(news, "records") == 3);
    std::map<std::string, std::string> changes;
    for (const auto& record : *at(news, "records").array())
        for (const auto& change : *at(record, "changes").array())
            changes[text_at(record, "kind") + "." + text_at(change, "field")] =
                text_at(change, "now_text") + " " + text_at(change, "person");
    CHECK(changes["finding.severity"] == "Serious 周敏");
    CHECK(changes["photo.caption"] == "全景 周敏");
    CHECK(changes["visit.mode"] == "Open 周敏");

    // Approving is looking: nothing is new there until somebody changes something again.
    team.lead.must({"review", "approve", visit, "--note", "同意"});
    CHECK(team.lead({"review", "show", visit}).code == 1);
    team.sync_all();
    CHECK(text_at(team.zhou.json({"show", visit}), "review") == "approved");
    team.zhou.must({"set", finding, "severity=major"});
    team.sync_all();
    const auto later = team.lead.json({"review", "show", visit});
    const auto& change = at(at(at(at(later, "records"), 0), "changes"), 0);
    CHECK(size_at(later, "records") == 1);
    CHECK(text_at(change, "before_text") == "Serious");
    CHECK(text_at(change, "now_text") == "Major");

    // The photo's bytes are the same on the leader's laptop.
    team.lead.must({"photo", "get", photo, "-o", sync::utf8(team.scratch / "got.jpg")});
    const auto before = sync::read_file(team.scratch / "card" / "IMG_1.jpg", 1 << 20);
    const auto after = sync::read_file(team.scratch / "got.jpg", 1 << 20);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(*before == *after);
    CHECK(text_at(field(team.lead, photo, "sha256"), "value") == sync::sha256_hex(*after));

    for (const Terminal* one : {&team.lead, &team.zhou, &team.li}) {
        CHECK(flag_at(one->json({"verify"}), "sound"));
        CHECK(number_at(one->json({"status"}), "unsynced_records") == 0);
    }
    CHECK(flag_at(team.lead.json({"verify", "--team"}), "sound"));
}

TEST_CASE("a day: what comes before the admission stays on the laptop and is sent after it") {
    const Team team;
    const Terminal wang(team.scratch / "wang", team.now);
    wang.must({"team", "join", team.address(), "--name", "王丽娟"});
    const std::string site = wang.must({"new", "site", "name=濠河渠"});
    const auto waiting = wang.json({"sync"});
    CHECK(flag_at(waiting, "waiting_for_admission"));
    CHECK(number_at(waiting, "records_sent") == 0);
    team.sync_all();
    CHECK(team.lead({"show", site}).code == 2);

    const auto requests = team.lead.json({"team", "requests"});
    team.lead.must({"team", "admit", text_at(at(at(requests, "requests"), 0), "device")});
    team.lead.must({"sync"});
    const auto sent = wang.json({"sync"});
    CHECK_FALSE(flag_at(sent, "waiting_for_admission"));
    team.sync_all();
    CHECK(value(team.lead, site, "name") == "濠河渠");
    CHECK(size_at(team.lead.json({"team", "show"}), "members") == 4);
}

TEST_CASE("a day: a returned visit reaches the inspector with the note and the comments") {
    const Team team;
    const std::string visit = team.zhou.must({"new", "visit", "mode=open", "started_at=2024-03-22 08:38"});
    team.sync_all();
    CHECK(team.zhou({"review", "return", visit, "--note", "x"}).code == 2);
    CHECK(team.lead({"review", "return", visit}).code == 2);
    team.lead.must({"review", "return", visit, "--note", "请补充现场负责人"});
    team.lead.must({"comment", visit, "只写了企业名称", "--field", "met"});
    team.sync_all();

    const auto shown = team.zhou.json({"show", visit});
    CHECK(text_at(shown, "review") == "returned");
    CHECK(text_at(at(at(shown, "fields"), "review.note"), "value") == "请补充现场负责人");
    CHECK(text_at(at(at(shown, "comments"), 0), "text") == "只写了企业名称");
    CHECK(text_at(at(at(shown, "comments"), 0), "person") == "陈立新");
    CHECK(contains(team.zhou.must({"list", "visit"}), "[Returned]"));

    team.lead.must({"review", "withdraw", visit});
    team.sync_all();
    CHECK(text_at(team.zhou.json({"show", visit}), "review").empty());
}
