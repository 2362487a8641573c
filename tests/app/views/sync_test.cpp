#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

struct Sync : Stage {
    explicit Sync(const std::function<void(app::Snapshot&)>& set = {}, const test::DriverOptions& options = {})
        : Stage(Place::sync, app::make_sync(), {}, options) {
        if (set) set(day.base);
        refresh();
        driver().settle();
    }
    bool sees(const char* words) { return driver().sees(words); }
};

sync::Error unreachable() {
    return {sync::ErrorKind::offline, "connection refused", "10.20.3.8", {}};
}

sync::Error login_needed() {
    return {sync::ErrorKind::denied, "the server asks for a login", "https://git.example.org:443",
            "error.login_needed"};
}

sync::Error host_unknown() {
    return {sync::ErrorKind::denied, "the server's key is not known",
            "[10.20.3.8]:2222 SHA256:p2QAMXNIC1TJYWeIOttrVc98", "error.host_unknown"};
}

// What came with the last sync: a visit, a finding, and a comment about another visit.
void arrive(app::Snapshot& base) {
    const test::SampleDay day;
    const auto arrival = [&](const sync::RecordId& id, const char* kind, const char* title, const char* opens,
                             const sync::RecordId& open) {
        app::Arrival one;
        one.row.id = id;
        one.row.kind = kind;
        one.row.title = title;
        one.note = "10:41";
        one.by = "李建国";
        one.kind = opens;
        one.open = open;
        return one;
    };
    base.arrived = {arrival(day.visit, "visit", "华盛电镀有限公司", "visit", day.visit),
                    arrival(day.outfall, "finding", "雨水口有废水外排", "finding", day.outfall),
                    arrival(test::sample_id(test::sample_now, 77), "comment", "过磅单已要到", "visit", day.returned)};
    base.syncing.arrived_total = 3;
}

// What the screen may have to show, one after the other.
const std::vector<std::pair<const char*, std::function<void(app::Snapshot&)>>> states{
    {"quiet", [](app::Snapshot&) {}},
    {"running",
     [](app::Snapshot& base) {
         base.syncing.running = true;
         base.syncing.step = "send_photos";
         base.syncing.round = 3;
         base.syncing.bytes = 812'345'678;
         base.syncing.objects_done = 1234;
         base.syncing.objects_total = 5678;
     }},
    {"failed", [](app::Snapshot& base) { base.syncing.failed = unreachable(); }},
    {"waiting", [](app::Snapshot& base) { base.syncing.waiting_for_admission = true; }},
    {"set aside", [](app::Snapshot& base) { base.syncing.set_aside = 12; }},
    {"never",
     [](app::Snapshot& base) {
         base.syncing.last_success.reset();
         base.syncing.receipt_at.reset();
     }},
    {"no team", [](app::Snapshot& base) { base.me.team_address.clear(); }},
    {"ahead",
     [](app::Snapshot& base) {
         base.syncing.ahead = app::Ahead{{{"visit", 3}, {"finding", 12}, {"photo", 57}}, 141, 57, 212'000'000};
     }},
    {"login", [](app::Snapshot& base) { base.syncing.failed = login_needed(); }},
    {"server", [](app::Snapshot& base) { base.syncing.failed = host_unknown(); }},
    {"arrived", arrive},
    {"everything",
     [](app::Snapshot& base) {
         arrive(base);
         base.syncing.photos_known = 120;
         base.syncing.photos_here = 80;
         base.syncing.photos_not_here = 2;
         base.syncing.photos_freed = 12;
         base.syncing.bytes_freed = 48'000'000;
         base.syncing.set_aside = 2;
         base.quarantine = {{1, test::march(22, 9, 48), "", "unsigned_commit", "", ""},
                            {2, test::march(22, 9, 48), "", "unsigned_commit", "", ""}};
         base.syncing.clocks = {{"clock.own", "", "", test::march(1, 9, 48)},
                                {"clock.ahead", "李建国", "外勤 2 号", test::march(29, 9, 48)}};
     }},
};

} // namespace

TEST_CASE("sync: nothing is asked for by itself") {
    test::check_quiet(Place::sync, app::make_sync, {});
}

TEST_CASE("sync: no text is cut or covered, whatever is going on") {
    for (const auto& [name, set] : states) {
        CAPTURE(name);
        for (const auto& [size, scale] : {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.f},
                                          std::pair{ImVec2(1920, 1080), 1.5f}}) {
            for (const auto language : {app::Language::zh, app::Language::en}) {
                Sync stage(set, {size, false, scale, language});
                for (const auto& fault : stage.driver().clipped_texts())
                    FAIL_CHECK(size.x << " x " << scale << " " << app::tag_of(language) << ": " << fault);
                CHECK(stage.driver().duplicate_ids().empty());
                CHECK(stage.commands.empty());
            }
        }
    }
}

TEST_CASE("sync: the button starts one to the team's address, photos too") {
    Sync stage;
    stage.driver().click("sync//立即同步");
    REQUIRE(stage.commands.size() == 1);
    const auto started = stage.all<app::StartSync>();
    REQUIRE(started.size() == 1);
    CHECK(started[0].address.empty());
    CHECK(started[0].photos);
}

TEST_CASE("sync: a running one shows its step and how far it is, and can be cancelled") {
    Sync stage(states[1].second);
    CHECK(stage.sees("发送照片"));
    CHECK(stage.sees("1234 / 5678"));
    CHECK(stage.sees("774 MB"));
    CHECK(stage.sees("第 3 轮"));
    CHECK_FALSE(stage.driver().has("sync//立即同步"));
    CHECK(stage.driver().at("通过 U 盘或文件夹同步").disabled());
    stage.driver().click("sync//取消");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::CancelSync>().size() == 1);
}

TEST_CASE("sync: every step has words, in both languages") {
    for (const char* step :
         {"collect", "commit", "fetch", "judge", "merge", "push", "take_in", "send_photos", "fetch_photos", "done"}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            Sync stage(
                [&](app::Snapshot& base) {
                    base.syncing.running = true;
                    base.syncing.step = step;
                },
                {{1366, 768}, false, 1, language});
            const std::string& words = app::text_of(std::string("sync.step.") + step, language);
            CHECK(words.find("sync.step") == std::string::npos);
            CHECK_MESSAGE(stage.driver().sees(words), step);
        }
    }
}

TEST_CASE("sync: a failure says what happened and that nothing is lost, and can be tried again") {
    Sync stage(states[2].second);
    CHECK(stage.sees("现在连接不上"));
    CHECK(stage.sees("什么也没有丢"));
    CHECK_FALSE(stage.sees("connection refused"));
    stage.driver().click("sync//立即同步");
    CHECK(stage.all<app::StartSync>().size() == 1);
}

TEST_CASE("sync: a laptop that waits for its admission is told so") {
    Sync stage(states[3].second);
    CHECK(stage.sees("组长尚未批准本机加入"));
}

TEST_CASE("sync: the receipt has the numbers of the last one") {
    Sync stage([](app::Snapshot& base) {
        base.syncing.records_sent = 21;
        base.syncing.photos_sent = 34;
        base.syncing.bytes_sent = 1536;
        base.syncing.records_received = 55;
        base.syncing.photos_received = 89;
        base.syncing.bytes_received = 3'221'225'472;
        base.syncing.records_merged = 144;
        base.syncing.set_aside = 7;
        base.counts.contested = 13;
    });
    const std::string words = stage.driver().text();
    for (const char* part : {"21 条记录、34 张照片（1.5 KB）", "55 条记录、89 张照片（3.0 GB）", "144 条记录",
                             "13 条记录", "有 7 项内容未通过核对", "2024-03-22 09:48"})
        CHECK_MESSAGE(words.find(part) != std::string::npos, part);
}

TEST_CASE("sync: one that has never synced has no receipt") {
    Sync stage(states[5].second);
    CHECK(stage.sees("从未"));
    CHECK_FALSE(stage.sees("上次同步的回执"));
}

TEST_CASE("sync: a stick's folder is asked for, and a sync goes there") {
    Sync stage;
    stage.driver().click("通过 U 盘或文件夹同步");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::folder);
    CHECK(stage.commands.empty());
    stage.chosen = {{"/media/stick/踏勘.git"}};
    stage.driver().frame(3);
    REQUIRE(stage.commands.size() == 1);
    const auto started = stage.all<app::StartSync>();
    REQUIRE(started.size() == 1);
    CHECK(started[0].address == "/media/stick/踏勘.git");
    CHECK(started[0].photos);
}

TEST_CASE("sync: a cancelled question for a folder starts nothing, nor does another's answer") {
    Sync stage;
    stage.driver().click("通过 U 盘或文件夹同步");
    stage.chosen.emplace();
    stage.driver().frame(2);
    stage.chosen = {{"/elsewhere"}}; // not the answer to a question of this screen
    stage.driver().frame(2);
    CHECK(stage.commands.empty());
}

TEST_CASE("sync: without a team it offers to join or found one") {
    Sync stage(states[6].second);
    CHECK(stage.sees("加入或新建团队"));
    CHECK_FALSE(stage.driver().has("sync//立即同步"));
}

TEST_CASE("sync: random use") {
    test::check_monkey(Place::sync, app::make_sync, {}, 1000);
}

TEST_CASE("sync: what the next sync will send is told before it runs") {
    Sync stage([](app::Snapshot& base) {
        base.syncing.ahead = app::Ahead{{{"visit", 3}, {"finding", 5}}, 41, 57, 222'298'112};
    });
    CHECK(stage.sees("现场检查 3"));
    CHECK(stage.sees("共 41 个字段"));
    CHECK(stage.sees("照片原件 57 张（212 MB）"));
    Sync nothing([](app::Snapshot& base) { base.syncing.ahead = app::Ahead{}; });
    CHECK(nothing.sees("没有待发送的内容"));
}

TEST_CASE("sync: a server that asks for a login gets it, and the sync is tried again behind it") {
    Sync stage([](app::Snapshot& base) { base.syncing.failed = login_needed(); });
    CHECK(stage.driver().at("登录并继续").disabled());
    stage.driver().fill("用户名", " zhou ");
    CHECK(stage.driver().at("登录并继续").disabled());
    stage.driver().fill("密码或令牌", "correct horse");
    CHECK_FALSE(stage.sees("correct horse"));
    stage.driver().click("登录并继续");
    REQUIRE(stage.commands.size() == 2);
    const auto* given = std::get_if<app::GiveLogin>(&stage.commands[0]);
    REQUIRE(given != nullptr);
    CHECK(given->place == "https://git.example.org:443");
    CHECK(given->user == "zhou");
    CHECK(given->secret == "correct horse");
    CHECK(std::holds_alternative<app::StartSync>(stage.commands[1]));
    stage.driver().frame();
    CHECK(stage.driver().at("登录并继续").disabled()); // the password is not kept in the form
}

TEST_CASE("sync: an unknown server's fingerprint is shown, and accepting it tries the sync again") {
    Sync stage([](app::Snapshot& base) { base.syncing.failed = host_unknown(); });
    CHECK(stage.sees("SHA256:p2QAMXNIC1TJYWeIOttrVc98"));
    CHECK(stage.sees("[10.20.3.8]:2222"));
    CHECK_FALSE(stage.driver().has("登录并继续"));
    stage.driver().click("核对一致，接受并继续");
    REQUIRE(stage.commands.size() == 2);
    const auto* accepted = std::get_if<app::AcceptHost>(&stage.commands[0]);
    REQUIRE(accepted != nullptr);
    CHECK(accepted->fingerprint == "SHA256:p2QAMXNIC1TJYWeIOttrVc98");
    CHECK(std::holds_alternative<app::StartSync>(stage.commands[1]));
}

TEST_CASE("sync: bytes, speed and what is left stand there while bytes move, and no speed when they do not") {
    const auto moving = [](std::int64_t since_last_byte_ms) {
        return [=](app::Snapshot& base) {
            base.syncing.running = true;
            base.syncing.step = "send_photos";
            base.syncing.bytes = 60'817'408;
            base.syncing.bytes_total = 222'298'112;
            base.syncing.bytes_per_second = 1'887'437;
            base.syncing.seconds_left = 86;
            base.syncing.moved_at = sync::Instant{test::sample_now.ms - since_last_byte_ms};
        };
    };
    Sync stage(moving(100));
    CHECK(stage.sees("58.0 MB / 212 MB · 1.8 MB/s · 约剩 2 分钟"));
    Sync silent(moving(20'000));
    CHECK_FALSE(silent.sees("/s"));
    CHECK(silent.sees("对方暂无回应"));
}

TEST_CASE("sync: what arrived is listed with kind and person, and one press opens it") {
    Sync stage(arrive, {{1366, 1400}});
    stage.follow = false;
    CHECK(stage.request.arrived);
    CHECK(stage.sees("这次收到的记录"));
    CHECK(stage.sees("问题 · 李建国 · 10:41"));
    stage.driver().click("雨水口有废水外排");
    CHECK(stage.went == app::Spot{Place::findings, stage.day.outfall});
    stage.clear();
    stage.driver().click("过磅单已要到"); // a comment is read where it was made
    CHECK(stage.went == app::Spot{Place::visits, stage.day.returned});
    CHECK(stage.commands.empty());
}

TEST_CASE("sync: the receipt says why things were set aside and leads there, and warns of clocks and missing photos") {
    Sync stage(states.back().second, {{1366, 1600}});
    for (const char* part : {"本机有 80 张，全组共 120 张", "2 张本机照片没有发送", "12 张（45.7 MB）",
                             "本机时间可能不对", "· 2 × 收到一次没有签名"})
        CHECK_MESSAGE(stage.sees(part), std::string(part));
    stage.follow = false;
    stage.driver().click("去处理");
    CHECK(stage.went == app::Spot{Place::team, {}});
}

TEST_CASE("sync: what failed on the way to another address is tried again there") {
    for (const bool login : {true, false}) {
        Sync stage([&](app::Snapshot& base) {
            base.syncing.failed = login ? login_needed() : host_unknown();
            base.syncing.address = "https://git.example.org/copy.git";
        });
        if (login) {
            stage.driver().fill("用户名", "zhou");
            stage.driver().fill("密码或令牌", "horse");
        }
        stage.driver().click(login ? "登录并继续" : "核对一致，接受并继续");
        const auto started = stage.all<app::StartSync>();
        REQUIRE(started.size() == 1);
        CHECK(started[0].address == "https://git.example.org/copy.git");
    }
}

TEST_CASE("sync: words of a server stand inside its sentence, never as a placeholder") {
    for (const char* key :
         {"error.link_silent", "error.server_says", "error.host_changed", "error.server_unreachable"}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            Sync stage(
                [&](app::Snapshot& base) {
                    base.syncing.failed = sync::Error{sync::ErrorKind::offline, "x", "10.20.3.8", key};
                },
                {{1366, 768}, false, 1, language});
            CHECK_FALSE(stage.sees("{subject}"));
            CHECK(stage.sees("10.20.3.8"));
        }
    }
}
