#include "tests/app/views/screen_checks.hpp"

#include "app/domain/vocabulary.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

sync::DeviceId chen() {
    return sync::DeviceId::parse("chj2wp").value();
}
sync::DeviceId wang() {
    return sync::DeviceId::parse("wgq8mn").value();
}

void add_requests(app::Snapshot& base) {
    base.requests = {
        {chen(), "陈静", "外勤 3 号", "SHA256:mV3xq0Jc7bq2l0mPq5y1W8nR4tKz9sLd2fHgUeXaBcQ", test::march(22, 10, 31)},
        {wang(), "王桂全", "备用机", "SHA256:Zx9s0Jc7bq2l0mPq5y1W8nR4tKz9sLd2fHgUeXaBcQa", test::march(22, 10, 40)}};
}

void add_quarantine(app::Snapshot& base) {
    base.quarantine = {{31, test::march(22, 9, 48), "visit/2024/03/22/018e6408-2b60-7000-8000-000000000011.json",
                        "bad_signature", "ljg4ke", "4f2a91c0"},
                       {32, test::march(22, 9, 49), "", "unsigned_commit", "", "7be20c11"}};
}

// What stands in the first entry, as the desk would say it.
void look_into(app::Snapshot& base) {
    app::SetAsideRecordView record{test::SampleDay().drums, "问题", "危险废物贮存不规范", true, {}, 7};
    record.lines.push_back({"整改期限", "2024-05-01", "2024-04-08", "李建国", test::march(22, 9, 40)});
    app::SetAsideRecordView other{test::SampleDay().outfall, "问题", "新问题", false, {}, 0};
    other.lines.push_back({"标题", "新问题", "", "李建国", test::march(22, 9, 41)});
    base.set_aside = app::SetAsidePreview{31, {record, other}, true, {}};
}

struct Team : Stage {
    explicit Team(bool leader = true, const test::DriverOptions& options = {})
        : Stage(Place::team, app::make_team(), {}, options) {
        if (leader) day.be_leader();
        add_requests(day.base);
        add_quarantine(day.base);
        refresh();
        driver().settle();
    }
    void without_team() {
        day.base.me.team_address.clear();
        refresh();
        driver().settle();
    }
    bool sees(const char* words) { return driver().sees(words); }
};

} // namespace

TEST_CASE("team: nothing is asked for by itself") {
    test::check_quiet(Place::team, app::make_team, {});
    Team stage;
    stage.rest();
    CHECK(stage.commands.empty());
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("team: no text is cut or covered") {
    test::check_layout(Place::team, app::make_team, {});
    for (const auto& [size, scale] :
         {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.f}, std::pair{ImVec2(1920, 1080), 1.5f}}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            for (const bool has_team : {true, false}) {
                Team stage(true, {size, false, scale, language});
                if (!has_team) stage.without_team();
                for (const auto& fault : stage.driver().clipped_texts())
                    FAIL_CHECK(size.x << " x " << scale << " " << app::tag_of(language) << ": " << fault);
                CHECK(stage.driver().duplicate_ids().empty());
            }
        }
    }
}

TEST_CASE("team: who asks to join stands there with laptop and fingerprint") {
    Team stage;
    const std::string words = stage.driver().text();
    for (const char* part : {"陈静", "外勤 3 号", "SHA256:mV3xq0Jc7bq2l0mPq5y1W8nR4tKz9sLd2fHgUeXaBcQ",
                             "2024-03-22 10:31", "王桂全", "核对指纹"})
        CHECK_MESSAGE(words.find(part) != std::string::npos, part);
}

TEST_CASE("team: one is admitted as an inspector unless another role is chosen for just that one") {
    Team stage;
    stage.driver().click("批准加入#0");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::Admit>()[0].device == chen());
    CHECK(stage.all<app::Admit>()[0].role == "inspector");
    stage.clear();
    stage.driver().click("team//role#1");
    stage.driver().click(app::term_text("role", "deputy", app::Language::zh));
    CHECK(stage.commands.empty());
    stage.driver().click("批准加入#1");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::Admit>()[0].device == wang());
    CHECK(stage.all<app::Admit>()[0].role == "deputy");
    stage.clear();
    stage.driver().click("批准加入#0");
    CHECK(stage.all<app::Admit>()[0].role == "inspector");
}

TEST_CASE("team: a leader looks for requests, unless that is under way") {
    Team stage;
    stage.driver().click("查看申请");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::LookForRequests>().size() == 1);
    stage.day.base.syncing.team_running = true;
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().at("查看申请").disabled());
    CHECK(stage.driver().at("批准加入#0").disabled());
}

TEST_CASE("team: what failed while looking or admitting is said") {
    Team stage;
    stage.day.base.syncing.failed = sync::Error{sync::ErrorKind::offline, "connection refused", {}, {}};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("现在连接不上"));
}

TEST_CASE("team: who may not admit sees neither requests nor their buttons") {
    Team stage(false);
    CHECK_FALSE(stage.sees("陈静"));
    CHECK_FALSE(stage.driver().has("批准加入"));
    CHECK_FALSE(stage.driver().has("知道了，不再列出"));
    CHECK(stage.sees("李建国"));
}

TEST_CASE("team: members stand there with role and laptops, in words") {
    Team stage;
    const std::string words = stage.driver().text();
    for (const std::string& part : {std::string("刘卫东"), app::term_text("role", "leader", app::Language::zh),
                                    std::string("外勤 1 号"), std::string("李建国")})
        CHECK_MESSAGE(words.find(part) != std::string::npos, part);
    CHECK(words.find("leader") == std::string::npos);
}

TEST_CASE("team: what was set aside is told in the fault's words and can be dismissed by one who admits") {
    Team stage(true, {{1366, 1600}}); // as high as all of it
    const std::string words = stage.driver().text();
    CHECK(words.find(app::text_of("quarantine.unsigned_commit", app::Language::zh).substr(0, 12)) != std::string::npos);
    CHECK(words.find("bad_signature") == std::string::npos);
    CHECK(words.find("ljg4ke ·") == std::string::npos);
    CHECK(words.find("李建国 · visit/2024/03/22/") != std::string::npos);
    stage.driver().click("知道了，不再列出#1");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::DismissQuarantine>()[0].id == 32);
}

TEST_CASE("team: without one, joining sends the address without spaces around it") {
    Team stage(false);
    stage.without_team();
    CHECK(stage.driver().at("申请加入").disabled());
    stage.driver().fill("团队库所在位置", "  /media/stick/team.git ");
    stage.driver().click("申请加入");
    REQUIRE(stage.commands.size() == 1);
    const auto joined = stage.all<app::JoinTeam>();
    REQUIRE(joined.size() == 1);
    CHECK(joined[0].address == "/media/stick/team.git");
    CHECK(joined[0].name.empty());
}

TEST_CASE("team: without one, founding makes this person its leader") {
    Team stage(false);
    stage.without_team();
    stage.driver().click("新建团队#0");
    stage.driver().fill("团队库所在位置", "/srv/岳阳.git ");
    stage.driver().click("新建团队#1");
    REQUIRE(stage.commands.size() == 1);
    const auto founded = stage.all<app::FoundTeam>();
    REQUIRE(founded.size() == 1);
    CHECK(founded[0].role == "leader");
    CHECK(founded[0].address == "/srv/岳阳.git");
    CHECK(founded[0].name.empty());
}

TEST_CASE("team: a folder that was chosen becomes the address, once it was asked for") {
    Team stage(false);
    stage.without_team();
    stage.chosen = {{"/not/asked/for"}};
    stage.driver().frame(2);
    CHECK(stage.driver().at("申请加入").disabled());
    stage.driver().click("选择文件夹");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::folder);
    stage.chosen = {{"/media/stick"}};
    stage.driver().frame(2);
    CHECK(stage.commands.empty());
    stage.driver().click("申请加入");
    REQUIRE(stage.all<app::JoinTeam>().size() == 1);
    CHECK(stage.all<app::JoinTeam>()[0].address == "/media/stick");
}

TEST_CASE("team: setting up waits while one try is under way, and says how the last one failed") {
    Team stage(false);
    stage.day.base.syncing.failed = sync::Error{sync::ErrorKind::missing, "no team there", {}, "error.no_team"};
    stage.day.base.syncing.team_running = true;
    stage.without_team();
    stage.driver().fill("团队库所在位置", "/media/stick");
    CHECK(stage.driver().at("申请加入").disabled());
    CHECK(stage.driver().sees(app::text_of("error.no_team", app::Language::zh).substr(0, 15)));
}

TEST_CASE("team: random use") {
    test::check_monkey(Place::team, app::make_team, {}, 1000);
    Team stage;
    stage.driver().monkey(11, 500);
    stage.driver().frame(3);
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("team: each laptop says when something of it came last, and whether that was today") {
    Team stage(true, {{1920, 1080}});
    const std::string words = stage.driver().text();
    for (const char* part : {"今天 2024-03-22 09:48", "今天未同步，最近 2024-03-21 18:02", "尚未同步"})
        CHECK_MESSAGE(words.find(part) != std::string::npos, part);
    stage.day.base.members[1].devices[0].revoked = true;
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("已停用"));
}

TEST_CASE("team: what was set aside is admitted by one who may, unless it holds nothing that could be written") {
    Team stage(true, {{1366, 2600}});
    stage.day.base.quarantine[1].fault = "broken_media";
    stage.refresh();
    stage.driver().settle();
    CHECK_FALSE(stage.driver().has("采纳")); // not before it was looked at
    CHECK_FALSE(stage.driver().has("查看内容#1"));
    stage.driver().click("查看内容");
    stage.driver().settle();
    CHECK(stage.request.set_aside == 31);
    CHECK(stage.sees("正在读取"));
    CHECK_FALSE(stage.driver().has("采纳"));
    look_into(stage.day.base);
    stage.refresh();
    stage.driver().settle();
    for (const char* part : {"问题 · 危险废物贮存不规范", "整改期限", "2024-05-01", "现在的内容：2024-04-08",
                             "署名 李建国 2024-03-22 09:40", "还有 7 个栏目未列出", "本机没有这条记录"})
        CHECK_MESSAGE(stage.sees(part), part);
    stage.driver().click("采纳");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::AdmitQuarantined>()[0].id == 31);
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
    stage.driver().settle();
    CHECK(stage.request.set_aside == 0);
}

TEST_CASE("team: an entry whose content is not here, or holds nothing, says so and is not admitted") {
    Team stage(true, {{1366, 2600}});
    stage.driver().click("查看内容#1");
    stage.day.base.set_aside = app::SetAsidePreview{
        32, {}, false, sync::Error{sync::ErrorKind::missing, "no bytes", {}, "error.no_such_entry"}};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("隔离区里没有这一项"));
    CHECK_FALSE(stage.driver().has("采纳"));
    stage.day.base.set_aside = app::SetAsidePreview{32, {}, false, {}};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("没有可以采纳的记录内容"));
    CHECK_FALSE(stage.driver().has("采纳"));
    stage.driver().click("收起");
    stage.driver().settle();
    CHECK(stage.request.set_aside == 0);
}

TEST_CASE("team: what was set aside is cut off nowhere, however long it is") {
    for (const auto& [size, scale] : {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.5f}}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            Team stage(true, {size, false, scale, language});
            stage.driver().click(app::text_of("set_aside.open", language));
            look_into(stage.day.base);
            auto& line = stage.day.base.set_aside->records[0].lines[0];
            for (int i = 0; i < 60; ++i)
                line.value += "渗漏痕迹";
            stage.refresh();
            stage.driver().settle();
            for (const auto& fault : stage.driver().clipped_texts())
                FAIL_CHECK(size.x << " x " << scale << " " << app::tag_of(language) << ": " << fault);
            CHECK(stage.driver().duplicate_ids().empty());
        }
    }
}

TEST_CASE("team: this laptop's key is replaced after a question, and the result stands there") {
    Team stage;
    CHECK(stage.sees("SHA256:l"));
    stage.driver().click("更换本机密钥");
    CHECK(stage.sees("密钥文件可能被人看到"));
    CHECK(stage.commands.empty());
    stage.driver().click("更换密钥");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::RotateKey>().size() == 1);
    CHECK(stage.driver().at("更换本机密钥").disabled());
    ++stage.day.base.syncing.team_number;
    stage.day.base.members[0].devices[0].fingerprint = "SHA256:new";
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("密钥已更换"));
    CHECK(stage.sees("SHA256:new"));
    CHECK_FALSE(stage.driver().at("更换本机密钥").disabled());
}

TEST_CASE("team: a key that could not be replaced says why, to an inspector too") {
    Team stage(false);
    stage.driver().click("更换本机密钥");
    stage.driver().click("更换密钥");
    ++stage.day.base.syncing.team_number;
    stage.day.base.syncing.failed = sync::Error{sync::ErrorKind::denied, "no", {}, "error.not_admitted_yet"};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("不能更换密钥"));
    CHECK_FALSE(stage.sees("密钥已更换"));
}

TEST_CASE("team: the team's code stands there, can be copied, and is asked for where one joins") {
    Team stage(false);
    CHECK(stage.sees("3f2a-91c0-7be2-0d4f"));
    stage.driver().click("复制团队校验码");
    CHECK(stage.driver().clipboard == "3f2a-91c0-7be2-0d4f");
    CHECK(stage.commands.empty());
    stage.without_team();
    stage.driver().fill("团队库所在位置", "/media/stick/team.git");
    stage.driver().fill("团队校验码（选填）", "3f2a-91");
    CHECK(stage.sees("团队校验码应是 16 位"));
    CHECK(stage.driver().at("申请加入").disabled());
    stage.driver().fill("团队校验码（选填）", " 3F2A 91c0 7be2 0d4f ");
    stage.driver().click("申请加入");
    const auto joined = stage.all<app::JoinTeam>();
    REQUIRE(joined.size() == 1);
    CHECK(joined[0].root == "3F2A 91c0 7be2 0d4f");
}

TEST_CASE("team: one member's edits are taken back from the list, by who reviews") {
    Team stage(true, {{1366, 1600}});
    stage.driver().click("撤回修改…#2");
    REQUIRE(stage.take_back);
    CHECK(stage.take_back->person == "李建国");
    CHECK(stage.commands.empty());
    Team inspector(false, {{1366, 1600}});
    CHECK_FALSE(inspector.driver().has("撤回修改…"));
}

TEST_CASE("team: looking for requests that needs a login asks for it, and looks again") {
    Team stage;
    stage.day.base.syncing.failed =
        sync::Error{sync::ErrorKind::denied, "login", "https://git.example.org:443", "error.login_needed"};
    stage.refresh();
    stage.driver().settle();
    stage.driver().fill("用户名", "liu");
    stage.driver().fill("密码或令牌", "horse");
    stage.driver().click("登录并继续");
    REQUIRE(stage.commands.size() == 2);
    CHECK(std::holds_alternative<app::GiveLogin>(stage.commands[0]));
    CHECK(std::holds_alternative<app::LookForRequests>(stage.commands[1]));
}

TEST_CASE("team: a namesake is pointed out, and can be admitted as another member") {
    Team stage;
    stage.day.base.requests[0].namesakes = {"inspector"};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("已有同名"));
    stage.driver().click("作为另一名成员批准");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::Admit>()[0].device == chen());
    CHECK(stage.all<app::Admit>()[0].as_new_member);
}

TEST_CASE("team: a revoked laptop is told so and asks to join again") {
    Team stage(false);
    stage.day.base.syncing.failed = sync::Error{sync::ErrorKind::denied, "revoked", {}, "error.device_revoked"};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("组长已停用本机"));
    stage.driver().click("重新申请加入");
    REQUIRE(stage.commands.size() == 1);
    CHECK(stage.all<app::JoinTeam>().size() == 1);
}

TEST_CASE("team: a leader chooses a workbook, which is read before anything else happens") {
    Team stage;
    CHECK(stage.sees("废水现场检查"));
    CHECK(stage.sees("随程序提供"));
    stage.driver().click("导入工作簿");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::file);
    CHECK(stage.commands.empty());
    stage.chosen = {{"/tmp/drums.xlsx"}};
    stage.driver().frame(2);
    const auto read = stage.all<app::ReadForm>();
    REQUIRE(read.size() == 1);
    CHECK(read[0].path == "/tmp/drums.xlsx");
}

TEST_CASE("team: what is wrong with a workbook stands there cell by cell, and it cannot be taken up") {
    Team stage;
    app::FormPreview preview;
    preview.file = "drums.xlsx";
    preview.problems = {{"survey!A2", "form_import.type", "barcode"}};
    preview.warnings = {{"settings!D1", "form_import.unknown_column", "style"}};
    stage.day.base.form_preview = preview;
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("survey!A2"));
    CHECK(stage.sees("barcode"));
    CHECK(stage.sees("settings!D1"));
    CHECK(stage.driver().at("启用").disabled());
    stage.driver().click("取消");
    CHECK(stage.all<app::DropForm>().size() == 1);
    CHECK(stage.all<app::Create>().empty());
}

TEST_CASE("team: a sound checklist is taken up, and withdrawn again") {
    Team stage;
    app::FormPreview preview;
    preview.file = "drums.xlsx";
    preview.form_id = "drums";
    preview.version = "1";
    preview.title = "桶装物检查";
    preview.fields = {{"title", "桶装物检查"}, {"form_id", "drums"}};
    stage.day.base.form_preview = preview;
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.sees("没有发现问题"));
    stage.driver().click("启用");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "form");
    CHECK(made[0].fields == preview.fields);
    stage.day.base.form_preview.reset();
    const auto id = test::sample_id(test::sample_now, 500);
    stage.day.forms.push_back({id, "drums", "1", "桶装物检查", true, "drums.xlsx", stage.day.forms[0].checklist});
    stage.refresh();
    stage.clear();
    stage.driver().settle();
    stage.driver().click("停用");
    const auto set = stage.all<app::SetFields>();
    REQUIRE(set.size() == 1);
    CHECK(set[0].id == id);
    CHECK(set[0].fields == app::FieldValues{{"state", "withdrawn"}});
}

TEST_CASE("team: an inspector sees the checklists and changes none") {
    Team stage(false);
    CHECK(stage.sees("废水现场检查"));
    CHECK_FALSE(stage.driver().has("导入工作簿"));
}
