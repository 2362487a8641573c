#include "app/views/take_back.hpp"

#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;

namespace {

// The dialog alone, over a button of a screen.
struct Dialog {
    explicit Dialog(const app::Which& which, const test::DriverOptions& options = {})
        : language(options.language), opening(which),
          driver(std::make_unique<test::Driver>([this] { draw(); }, options)) {
        day.be_leader();
        driver->settle();
    }
    ~Dialog() {
        textures.reset();
        store.reset();
    }

    void draw() {
        app::Request request;
        request.open = day.visit;
        app::Snapshot snapshot = day.answer(request, language);
        snapshot.take_back = answer;
        const app::Given given{snapshot, pictures, *textures, test::sample_now, {}, {}};
        app::Asked asked;
        const app::ui::Window screen("screen", {0, 0}, ImGui::GetIO().DisplaySize);
        behind |= app::ui::button("后面的按钮");
        if (opening) app::open_take_back(given, state, *std::exchange(opening, std::nullopt));
        app::draw_take_back(given, state, asked);
        for (auto& command : asked.commands)
            commands.push_back(std::move(command));
        if (asked.toast) toast = asked.toast;
    }
    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const auto& command : commands)
            if (const T* one = std::get_if<T>(&command)) found.push_back(*one);
        return found;
    }
    // What the store would answer to the last question.
    void answers(std::size_t fields, std::size_t deleted, std::vector<std::string> left = {}) {
        app::TakeBackPreview preview;
        preview.number = state.number;
        preview.fields = fields;
        preview.records = 3;
        preview.visits = 1;
        preview.deleted = deleted;
        preview.left = std::move(left);
        answer = preview;
        driver->settle();
    }

    test::SampleDay day;
    app::Language language;
    std::optional<app::Which> opening;
    app::TakeBackState state;
    std::optional<app::TakeBackPreview> answer;
    std::vector<app::Command> commands;
    std::optional<app::Toast> toast;
    bool behind = false;
    test::SamplePictures pictures;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures = std::make_unique<app::ui::PictureTextures>(*store);
    std::unique_ptr<test::Driver> driver;
};

app::Which of_visit() {
    return app::edits_of_visit(test::SampleDay().visit);
}

} // namespace

TEST_CASE("take back: of a visit it shows at once what would go back, asked for once") {
    Dialog dialog(of_visit());
    const auto looks = dialog.all<app::LookAtTakeBack>();
    REQUIRE(looks.size() == 1);
    CHECK(looks[0].which == of_visit());
    CHECK(dialog.commands.size() == 1);
    CHECK(dialog.driver->sees("华盛电镀有限公司"));
    CHECK(dialog.driver->sees("正在查看"));
    dialog.answers(12, 2, {"危险废物贮存不规范 · 整改期限 · 李建国"});
    CHECK(dialog.driver->sees("1 次检查中 3 条记录的 12 个字段。将删除由此新建的 2 条记录"));
    CHECK(dialog.driver->sees("有 1 处保持不变"));
    CHECK(dialog.driver->sees("危险废物贮存不规范 · 整改期限 · 李建国"));
    CHECK(dialog.commands.size() == 1);
}

TEST_CASE("take back: it needs a reason, and tells when it is done, with a way back") {
    Dialog dialog(of_visit());
    CHECK(dialog.driver->at("撤回").disabled());
    dialog.answers(12, 0);
    CHECK(dialog.driver->at("撤回").disabled());
    dialog.driver->fill("撤回理由", " 填错了企业 ");
    dialog.driver->click("撤回");
    const auto done = dialog.all<app::TakeBack>();
    REQUIRE(done.size() == 1);
    CHECK(done[0].which == of_visit());
    CHECK(done[0].reason == "填错了企业");
    CHECK_FALSE(dialog.toast);
    CHECK(dialog.driver->at("撤回").disabled()); // once
    dialog.answer.reset();
    dialog.driver->settle();
    REQUIRE(dialog.toast);
    CHECK(dialog.toast->undo);
    CHECK_FALSE(dialog.state.open);
    dialog.driver->click("后面的按钮");
    CHECK(dialog.behind);
}

TEST_CASE("take back: of a person it begins with today, and asks whose edits first") {
    Dialog dialog({});
    CHECK(dialog.commands.empty());
    CHECK(dialog.driver->sees("请先选择人员和时间"));
    dialog.driver->click("谁的修改");
    dialog.driver->click("李建国");
    dialog.driver->settle();
    const auto looks = dialog.all<app::LookAtTakeBack>();
    REQUIRE(looks.size() == 1);
    CHECK(looks[0].which.person == "李建国");
    CHECK(looks[0].which.since == test::march(22, 0, 0));
    dialog.driver->fill("从什么时候起", "2024-03-22 09:30");
    dialog.driver->key(ImGuiKey_Enter);
    dialog.driver->settle();
    const auto again = dialog.all<app::LookAtTakeBack>();
    REQUIRE(again.size() > 1);
    CHECK(again.back().which.since == test::march(22, 9, 30));
    CHECK(again.back().number > looks[0].number);
    dialog.answers(1, 0);
    CHECK(dialog.driver->sees("李建国自 2024-03-22 09:30 起的修改"));
}

TEST_CASE("take back: an older question's answer is none") {
    Dialog dialog(of_visit());
    dialog.answers(12, 0);
    dialog.answer->number -= 1;
    dialog.driver->fill("撤回理由", "填错了");
    CHECK(dialog.driver->sees("正在查看"));
    CHECK(dialog.driver->at("撤回").disabled());
}

TEST_CASE("take back: with nothing to take back, or one that failed, the button stays grey and says why") {
    Dialog dialog(of_visit());
    dialog.answers(0, 0, {"废水记录 · 描述 · 周敏"});
    dialog.driver->fill("撤回理由", "填错了");
    CHECK(dialog.driver->sees("没有可撤回的内容"));
    CHECK(dialog.driver->sees("废水记录 · 描述 · 周敏"));
    CHECK(dialog.driver->at("撤回").disabled());
    dialog.answers(3, 0);
    dialog.driver->click("撤回");
    dialog.answer->failed = sync::Error{sync::ErrorKind::denied, "no", {}, "error.not_reviewer"};
    dialog.driver->settle();
    CHECK(dialog.state.open);
    CHECK_FALSE(dialog.toast);
    CHECK(dialog.driver->sees(app::text_of("error.not_reviewer", app::Language::zh).substr(0, 15)));
    dialog.driver->click("取消");
    CHECK_FALSE(dialog.state.open);
    CHECK(dialog.all<app::TakeBack>().size() == 1);
}

TEST_CASE("take back: of an import nothing is chosen but the reason") {
    Dialog dialog(app::edits_of_import("batch"));
    const auto looks = dialog.all<app::LookAtTakeBack>();
    REQUIRE(looks.size() == 1);
    CHECK(looks[0].which == app::edits_of_import("batch"));
    CHECK_FALSE(dialog.driver->has("谁的修改"));
}

TEST_CASE("take back: no text is cut or covered") {
    for (const auto& [size, scale] :
         {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.f}, std::pair{ImVec2(1920, 1080), 1.5f}}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            for (const auto& which : {of_visit(), app::Which{}, app::edits_of_import("b")}) {
                Dialog dialog(which, {size, false, scale, language});
                dialog.answers(12, 2, std::vector<std::string>(60, "危险废物贮存不规范 · 整改期限 · 李建国"));
                for (const auto& fault : dialog.driver->clipped_texts())
                    FAIL_CHECK(size.x << " x " << scale << " " << app::tag_of(language) << ": " << fault);
                CHECK(dialog.driver->duplicate_ids().empty());
            }
        }
    }
}
