#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::all_places;
using test::record_at;
using test::Whole;

TEST_CASE("root: nothing is asked for by itself but the data to show, once") {
    for (const Place place : all_places) {
        Whole whole;
        whole.day.be_leader();
        whole.root.go({place, record_at(whole.day, place)});
        whole.driver->settle();
        whole.now.ms += 10'000;
        whole.driver->frame(30);
        INFO(static_cast<int>(place));
        CHECK(whole.asks <= (place == Place::map ? 2 : 1)); // a map asks once more when it knows how near to look
        for (const auto& command : whole.commands)
            CHECK(std::holds_alternative<app::MarkSeen>(command));
        CHECK_FALSE(whole.files);
        CHECK(whole.driver->duplicate_ids().empty());
    }
}

TEST_CASE("root: a click on the rail goes to the place and asks for its data") {
    Whole whole;
    whole.driver->click("rail//问题");
    whole.driver->settle();
    CHECK(whole.request.list.kind == "finding");
    CHECK(whole.driver->has("新增问题"));
    whole.driver->click("rail//点位");
    whole.driver->settle();
    CHECK(whole.request.list.kind == "site");
    CHECK(whole.asks == 2);
    CHECK(whole.commands.empty());
}

TEST_CASE("root: Ctrl and a number go to a place as well") {
    Whole whole;
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_3);
    whole.driver->settle();
    CHECK(whole.request.list.kind == "finding");
}

TEST_CASE("root: what was typed goes before the sync that was asked for") {
    Whole whole;
    whole.go({Place::findings, whole.day.drums});
    whole.driver->fill("标题", "开裂");
    CHECK(whole.commands.empty());
    whole.driver->click("status//立即同步");
    REQUIRE(whole.commands.size() >= 2);
    CHECK(std::holds_alternative<app::SetFields>(whole.commands.front()));
    CHECK(std::holds_alternative<app::StartSync>(whole.commands.back()));
}

TEST_CASE("root: Ctrl+Z outside of fields takes back the last act, inside a field it is the field's") {
    Whole whole;
    whole.go({Place::findings, whole.day.drums});
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(whole.count<app::Undo>() == 1);
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_Y);
    CHECK(whole.count<app::Redo>() == 1);
    whole.clear();
    whole.driver->fill("标题", "开裂");
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(whole.count<app::Undo>() == 0);
}

TEST_CASE("root: a finished import and a finished sync are told once") {
    Whole whole;
    whole.driver->frame(60 * 5); // what was told at the start has gone
    CHECK_FALSE(whole.driver->sees(app::text_of("toast.synced", app::Language::zh)));
    ++whole.snapshot.syncing.number;
    whole.driver->frame(3);
    CHECK(whole.driver->sees(app::text_of("toast.synced", app::Language::zh)));
    whole.driver->frame(60 * 5);
    CHECK_FALSE(whole.driver->sees(app::text_of("toast.synced", app::Language::zh)));
    ++whole.snapshot.importing.number;
    whole.snapshot.importing.added = 7;
    whole.driver->frame(3);
    CHECK(whole.driver->sees(app::say("toast.imported", app::Language::zh, {{"count", "7"}})));
    CHECK(whole.commands.empty());
}

TEST_CASE("root: no file chooser: the person is told") {
    Whole whole;
    whole.root.no_file_dialog();
    whole.driver->frame(3);
    CHECK(whole.driver->sees(app::text_of("toast.no_file_dialog", app::Language::zh)));
}

TEST_CASE("root: the palette searches the store and goes to what was found") {
    Whole whole;
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_K);
    whole.driver->settle();
    whole.driver->type("雨水口有废水");
    whole.driver->settle();
    CHECK(whole.request.search == "雨水口有废水");
    whole.driver->key(ImGuiKey_Enter);
    whole.driver->settle();
    CHECK(whole.request.open == whole.day.outfall);
    CHECK(whole.request.search.empty());
    whole.driver->click("rail//照片");
    whole.driver->settle();
    CHECK(whole.request.list.kind == "photo");
}

TEST_CASE("root: no text is cut or covered at any place") {
    for (const ImVec2 size : {ImVec2{1366, 768}, ImVec2{1920, 1080}}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            Whole whole({.size = size, .language = language});
            whole.day.be_leader();
            for (const Place place : all_places) {
                whole.go({place, record_at(whole.day, place)});
                whole.driver->frame(2);
                INFO(app::tag_of(language) << " " << size.x << " place " << static_cast<int>(place));
                for (const auto& fault : whole.driver->clipped_texts())
                    FAIL_CHECK(fault);
                CHECK(whole.driver->duplicate_ids().empty());
            }
        }
    }
}

TEST_CASE("root: while a file dialog is open nothing else can be asked, and the answer goes to the one who asked") {
    Whole whole;
    whole.cancels = false;
    whole.go({Place::photos, {}});
    whole.driver->click("添加照片");
    REQUIRE(whole.files);
    CHECK(whole.driver->sees("请在打开的文件选择窗口里选择"));
    CHECK(whole.driver->at("今日").disabled());
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_1);
    CHECK(whole.driver->sees("添加照片"));
    whole.answer = {{"/camera"}};
    whole.driver->settle();
    CHECK(whole.count<app::AddPhotos>() == 1);
    CHECK_FALSE(whole.driver->at("今日").disabled());
}

TEST_CASE("root: who gives up waiting for a file dialog gets nothing from it later") {
    Whole whole;
    whole.cancels = false;
    whole.go({Place::photos, {}});
    whole.driver->click("添加照片");
    whole.driver->click("不选了");
    whole.answer = {{"/camera"}};
    whole.driver->settle();
    CHECK(whole.count<app::AddPhotos>() == 0);
    CHECK_FALSE(whole.driver->at("今日").disabled());
}

TEST_CASE("root: random use") {
    Whole whole;
    whole.day.be_leader();
    whole.driver->monkey(11, 2000);
    whole.driver->frame(3);
    CHECK(whole.driver->duplicate_ids().empty());
}

TEST_CASE("root: what today says is missing has the keyboard after one press") {
    struct Way {
        const char* line;
        const char* field;
        const char* words; // that the page shows
    };
    for (const Way& way :
         {Way{"还没有告知对方权利", "已告知权利", "华盛电镀有限公司"},
          Way{"没有写法律依据", "法律依据", "雨水口有废水外排"}, Way{"没有坐标", "纬度", "危险废物贮存不规范"},
          Way{"没有说明", "说明", "IMG_20240322_104605"}}) {
        CAPTURE(way.line);
        Whole whole;
        whole.root.go({Place::today, {}});
        whole.driver->settle();
        if (whole.driver->has("还有 2 项")) whole.driver->click("还有 2 项");
        whole.driver->click(way.line);
        whole.driver->settle();
        whole.driver->frame(4);
        CHECK(whole.driver->focused() == way.field);
        CHECK(whole.driver->sees(way.words));
        CHECK(whole.commands.empty());
    }
}

TEST_CASE("root: the lead takes back from a visit's menu, a photo and the palette, over whatever screen") {
    Whole whole;
    whole.day.be_leader();
    whole.go({Place::visits, whole.day.visit});
    whole.driver->click("更多操作");
    whole.driver->click("撤回对这次检查的修改…");
    whole.driver->settle();
    CHECK(whole.driver->has("撤回理由"));
    CHECK(whole.count<app::LookAtTakeBack>() == 1);
    whole.driver->click("取消");
    whole.driver->settle();
    CHECK_FALSE(whole.driver->has("撤回理由"));

    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_K);
    whole.driver->settle();
    whole.driver->type("撤回某人");
    whole.driver->settle();
    whole.driver->key(ImGuiKey_Enter);
    whole.driver->settle();
    CHECK(whole.driver->has("谁的修改"));
    whole.driver->click("取消");
    whole.driver->settle();

    sync::write(whole.day.at(whole.day.photo), "import.batch", "0195", whole.day.zhou, test::sample_now);
    whole.go({Place::photos, whole.day.photo});
    whole.driver->click("撤回这次导入…");
    whole.driver->settle();
    CHECK(whole.driver->has("撤回理由"));
    CHECK(whole.count<app::LookAtTakeBack>() == 1);
    whole.driver->click("取消");
    whole.driver->settle();
    whole.driver->click("rail//问题");
    whole.driver->settle();
    CHECK(whole.request.list.kind == "finding");
}

TEST_CASE("root: who does not review takes nothing back") {
    Whole whole;
    whole.go({Place::visits, whole.day.visit});
    whole.driver->click("更多操作");
    CHECK_FALSE(whole.driver->has("撤回对这次检查的修改…"));
    whole.driver->key(ImGuiKey_Escape);
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_K);
    whole.driver->type("撤回");
    whole.driver->settle();
    CHECK_FALSE(whole.driver->has("palette lines//撤回某人的修改…"));
}
