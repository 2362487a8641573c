#include "app/views/record_parts.hpp"

#include "app/domain/kinds.hpp"
#include "sync/record/deletion.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;

namespace {

// The parts of one record alone: notices, menu, comments.
struct Parts {
    explicit Parts(const test::DriverOptions& options = {})
        : language(options.language), driver(std::make_unique<test::Driver>([this] { draw(); }, options)) {
        open = day.visit;
        driver->settle();
    }
    ~Parts() {
        textures.reset();
        store.reset();
    }

    void draw() {
        store->new_frame();
        textures->new_frame();
        app::Request request;
        request.open = open;
        request.history = state.history;
        const app::Snapshot snapshot = day.answer(request, language);
        const app::Given given{snapshot, pictures, *textures, test::sample_now, {}, {}};
        app::Asked asked;
        const app::ui::Window screen("screen", {0, 0}, ImGui::GetIO().DisplaySize);
        app::draw_record_notices(given, day.at(open), asked);
        app::draw_record_menu(given, day.at(open), state, asked);
        app::draw_comments(given, day.at(open), field, state.comment, asked);
        for (auto& command : asked.commands)
            commands.push_back(std::move(command));
        if (asked.toast) toast = asked.toast;
    }

    template <class T>
    const T* only() const {
        return commands.size() == 1 ? std::get_if<T>(&commands[0]) : nullptr;
    }

    test::SampleDay day;
    sync::RecordId open = day.visit;
    std::string field;
    app::Language language;
    test::SamplePictures pictures;
    app::RecordPartsState state;
    std::vector<app::Command> commands;
    std::optional<app::Toast> toast;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures =
        std::make_unique<app::ui::PictureTextures>(*store, 64u << 20, 100);
    std::unique_ptr<test::Driver> driver;
};

} // namespace

TEST_CASE("record parts: nothing is asked for by itself, no text is cut or covered") {
    for (const auto language : {app::Language::zh, app::Language::en}) {
        for (const auto& [size, scale] : {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.f},
                                          std::pair{ImVec2(1920, 1080), 1.5f}}) {
            Parts parts({size, false, scale, language});
            parts.open = parts.day.returned;
            parts.driver->frame(3);
            CHECK(parts.commands.empty());
            CHECK(parts.driver->duplicate_ids().empty());
            for (const auto& fault : parts.driver->clipped_texts())
                FAIL_CHECK(app::tag_of(language) << " " << scale << ": " << fault);
        }
    }
}

TEST_CASE("record parts: a comment is sent by Enter and by the button, without spaces around it") {
    for (const bool by_enter : {true, false}) {
        Parts parts;
        parts.driver->click("comment");
        parts.driver->type("  过磅单请补拍 ");
        CHECK(parts.commands.empty());
        if (by_enter)
            parts.driver->key(ImGuiKey_Enter);
        else
            parts.driver->click("发送");
        const auto* sent = parts.only<app::AddComment>();
        REQUIRE(sent != nullptr);
        CHECK_FALSE(sent->id.is_nil());
        CHECK(sent->about == parts.day.visit);
        CHECK(sent->field.empty());
        CHECK(sent->text == "过磅单请补拍");
        CHECK(parts.state.comment.typed.empty());
        CHECK_FALSE(parts.driver->sees("过磅单请补拍"));
    }
}

TEST_CASE("record parts: a comment about one field names it") {
    Parts parts;
    parts.field = "narrative";
    parts.driver->settle();
    CHECK_FALSE(parts.driver->sees("过磅单已要到")); // that is about the whole visit
    parts.driver->click("comment");
    parts.driver->type("门锁的情况请写清楚\n");
    const auto* sent = parts.only<app::AddComment>();
    REQUIRE(sent != nullptr);
    CHECK(sent->field == "narrative");
}

TEST_CASE("record parts: leaving the comment's field sends nothing, nor does an empty one") {
    Parts parts;
    CHECK(parts.driver->at("发送").disabled());
    parts.driver->click("comment");
    parts.driver->type("写到一半");
    parts.driver->key(ImGuiKey_Tab);
    CHECK(parts.commands.empty());
    CHECK(parts.state.comment.typed == "写到一半");
    parts.driver->fill("comment", "   ");
    parts.driver->key(ImGuiKey_Enter);
    CHECK(parts.commands.empty());
}

TEST_CASE("record parts: the page of a visit has the comments about its findings, and says which") {
    Parts parts;
    const std::string words = parts.driver->text();
    CHECK(words.find("过磅单已要到，稍后补照片。") != std::string::npos);
    CHECK(words.find("含铬污泥的重量请以过磅单为准") != std::string::npos);
    CHECK(words.find("刘卫东 03-22 10:46 · 危险废物贮存不规范") != std::string::npos);
    CHECK(words.find("李建国 03-22 10:49") != std::string::npos);
}

TEST_CASE("record parts: a comment is marked as done and opened again") {
    Parts parts;
    parts.driver->click("标记为已处理#1");
    const auto* done = parts.only<app::SetFields>();
    REQUIRE(done != nullptr);
    CHECK(done->fields == app::FieldValues{{"resolved", true}});
    CHECK(parts.day.at(done->id).kind == "comment");
    CHECK(sync::shown_text(parts.day.at(done->id), "record") == parts.day.visit.text());
    sync::write(parts.day.at(done->id), "resolved", true, parts.day.zhou, test::sample_now);
    parts.commands.clear();
    parts.driver->settle();
    parts.driver->click("重新打开");
    const auto* open = parts.only<app::SetFields>();
    REQUIRE(open != nullptr);
    CHECK(open->fields == app::FieldValues{{"resolved", false}});
}

TEST_CASE("record parts: the history is asked for while its drawer is open, and names people and times") {
    Parts parts;
    CHECK_FALSE(parts.state.history);
    parts.driver->click("更多操作");
    parts.driver->click("修改记录");
    parts.driver->frame(3);
    CHECK(parts.state.history);
    const std::string words = parts.driver->text();
    CHECK(words.find("李建国 03-22 10:33 · 职务") != std::string::npos);
    CHECK(words.find("副总经理") != std::string::npos);
    CHECK(words.find("华盛电镀有限公司") != std::string::npos);
    CHECK(words.find(parts.day.plating.text()) == std::string::npos);
    CHECK(parts.driver->duplicate_ids().empty());
    parts.driver->key(ImGuiKey_Escape);
    parts.driver->frame(2);
    CHECK_FALSE(parts.state.history);
    CHECK(parts.commands.empty());
}

TEST_CASE("record parts: the history tells of a deletion and a decision, not of what they had seen") {
    Parts parts({{1366, 4000}}); // all of it in view
    parts.open = parts.day.returned;
    sync::erase(parts.day.at(parts.day.returned), "重复录入", parts.day.li, test::sample_now);
    parts.state.history = true;
    parts.driver->settle();
    CHECK(parts.driver->sees("李建国 03-22 10:52 · 删除"));
    CHECK(parts.driver->sees("重复录入"));
    const std::string words = parts.driver->text();
    CHECK(words.find("粪污暂存池的容积和防渗情况没有写，请补充后再交。") != std::string::npos);
    CHECK(words.find("审核时的内容") == std::string::npos);
    CHECK(words.find("T") == std::string::npos); // no raw moment of what was seen
}

TEST_CASE("record parts: deleting asks for a reason and is refused without one") {
    Parts parts;
    parts.driver->click("更多操作");
    parts.driver->click("删除…");
    CHECK(parts.driver->sees("删除这条现场检查？"));
    CHECK(parts.driver->at("question//删除").disabled());
    parts.driver->type("重复录入");
    parts.driver->click("question//删除");
    const auto* deleted = parts.only<app::Delete>();
    REQUIRE(deleted != nullptr);
    CHECK(deleted->ids == std::vector{parts.day.visit});
    CHECK(deleted->reason == "重复录入");
    REQUIRE(parts.toast);
    CHECK(parts.toast->undo);
    CHECK(parts.state.delete_reason.empty());
}

TEST_CASE("record parts: a question that is cancelled deletes nothing") {
    Parts parts;
    parts.driver->click("更多操作");
    parts.driver->click("删除…");
    parts.driver->type("不对");
    parts.driver->click("question//取消");
    CHECK(parts.commands.empty());
    CHECK_FALSE(parts.state.ask_delete);
}

TEST_CASE("record parts: one that is deleted says why and can be restored, from notice and menu") {
    Parts parts;
    parts.open = parts.day.planned;
    sync::erase(parts.day.at(parts.day.planned), "重复安排", parts.day.li, test::sample_now);
    parts.driver->settle();
    CHECK(parts.driver->sees("已删除：重复安排"));
    parts.driver->click("恢复");
    REQUIRE(parts.only<app::Restore>() != nullptr);
    CHECK(parts.only<app::Restore>()->ids == std::vector{parts.day.planned});
    parts.commands.clear();
    parts.driver->click("更多操作");
    CHECK_FALSE(parts.driver->has("删除…"));
    parts.driver->click("恢复#1");
    REQUIRE(parts.only<app::Restore>() != nullptr);
}

TEST_CASE("record parts: one that was changed by somebody who had not seen the deletion says so") {
    Parts parts;
    parts.open = parts.day.planned;
    auto& record = parts.day.at(parts.day.planned);
    sync::erase(record, "重复安排", parts.day.zhou, test::sample_now);
    const sync::Instant later{test::sample_now.ms + 60'000};
    record.fields["weather"][{parts.day.li, later}] = sync::Value("fog");
    record.seen[parts.day.li] = later;
    parts.driver->settle();
    CHECK(parts.driver->sees("但删除之后又有人修改过"));
    CHECK(parts.driver->sees("重复安排"));
    CHECK(parts.driver->has("恢复"));
}

TEST_CASE("record parts: the leader's answer stands on top of the record") {
    Parts parts;
    const auto sees = [&](const char* words) { return parts.driver->sees(words); };
    CHECK_FALSE(sees("组长"));
    parts.open = parts.day.approved;
    parts.driver->settle();
    CHECK(sees("组长已审核通过"));
    auto& record = parts.day.at(parts.day.approved);
    sync::write(record, "narrative", "补充：夜间未生产。", parts.day.zhou, test::sample_now);
    parts.driver->settle();
    CHECK(
        sees(("审核通过之后又改动 1 处（" + app::field_text("visit", "narrative", app::Language::zh) + "）").c_str()));
    CHECK_FALSE(sees("组长已审核通过"));
    parts.open = parts.day.returned;
    parts.driver->settle();
    CHECK(sees("组长退回修改：粪污暂存池的容积和防渗情况没有写，请补充后再交。"));
}
