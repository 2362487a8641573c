#include "app/views/contested.hpp"

#include "app/domain/origins.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;

namespace {

// The box of one field alone.
struct Box {
    explicit Box(const char* name = "met_role") : field(name) {
        driver = std::make_unique<test::Driver>([this] { draw(); });
    }
    ~Box() {
        textures.reset();
        store.reset();
    }

    void draw() {
        store->new_frame();
        textures->new_frame();
        const app::Given given{snapshot, pictures, *textures, test::sample_now, {}, {}};
        app::Asked asked;
        const app::ui::Window screen("screen", {0, 0}, ImGui::GetIO().DisplaySize);
        app::draw_contested(given, day.at(day.visit), field, drafts, asked);
        drafts.collect(test::sample_now, asked);
        for (auto& command : asked.commands)
            commands.push_back(std::move(command));
    }

    const char* field;
    test::SampleDay day;
    test::SamplePictures pictures;
    app::Snapshot snapshot = day.answer({});
    app::Drafts drafts;
    std::vector<app::Command> commands;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures =
        std::make_unique<app::ui::PictureTextures>(*store, 64u << 20, 100);
    std::unique_ptr<test::Driver> driver;
};

} // namespace

TEST_CASE("contested: every value stands there with who wrote it and when, the newest first") {
    Box box;
    const std::string words = box.driver->text();
    const auto newest = words.find("李建国 03-22 10:33");
    const auto oldest = words.find("周敏 03-22 10:10");
    REQUIRE(newest != std::string::npos);
    REQUIRE(oldest != std::string::npos);
    CHECK(newest < oldest);
    CHECK(words.find("副总经理") != std::string::npos);
    CHECK(words.find("生产厂长") != std::string::npos);
    CHECK(box.commands.empty());
    CHECK(box.driver->duplicate_ids().empty());
    CHECK(box.driver->clipped_texts().empty());
}

TEST_CASE("contested: a field that is not contested has no box") {
    Box box("weather");
    CHECK(box.driver->text().empty());
}

TEST_CASE("contested: people who wrote the same stand together") {
    Box box;
    box.day.at(box.day.visit).fields["met_role"][{box.day.liu, test::march(22, 10, 40)}] = sync::Value("生产厂长");
    box.driver->settle();
    CHECK(box.driver->has("采用#1"));
    CHECK_FALSE(box.driver->has("采用#2"));
    CHECK(box.driver->sees("刘卫东 03-22 10:40、周敏 03-22 10:10"));
}

TEST_CASE("contested: a field that one person emptied can be left empty") {
    Box box;
    auto& field = box.day.at(box.day.visit).fields["met_role"];
    field[{box.day.liu, test::march(22, 10, 40)}] = sync::Value();
    box.driver->settle();
    CHECK(box.driver->sees("（空）"));
    box.driver->click("采用#0");
    REQUIRE(box.commands.size() == 1);
    CHECK(std::get<app::SetFields>(box.commands[0]).fields == app::FieldValues{{"met_role", sync::Value()}});
}

TEST_CASE("contested: each button takes exactly its value") {
    for (const auto& [button, value] : {std::pair{"采用#0", "副总经理"}, std::pair{"采用#1", "生产厂长"}}) {
        Box box;
        box.driver->click(button);
        REQUIRE(box.commands.size() == 1);
        const auto& written = std::get<app::SetFields>(box.commands[0]);
        CHECK(written.id == box.day.visit);
        CHECK(written.fields == app::FieldValues{{"met_role", value}});
    }
}

TEST_CASE("contested: a site is named by its title") {
    Box box("site");
    box.day.at(box.day.visit).fields["site"][{box.day.li, test::march(22, 10, 40)}] =
        sync::Value(box.day.dyeing.text());
    box.driver->settle();
    CHECK(box.driver->sees("华盛电镀有限公司"));
    CHECK(box.driver->sees("临江印染股份有限公司"));
    box.driver->click("采用#0");
    REQUIRE(box.commands.size() == 1);
    CHECK(std::get<app::SetFields>(box.commands[0]).fields == app::FieldValues{{"site", box.day.dyeing.text()}});
}

TEST_CASE("contested: a person is named, an unknown laptop by its id") {
    Box box;
    CHECK(app::person_of(box.snapshot, box.day.li) == "李建国");
    const auto stranger = sync::DeviceId::parse("abc2de").value();
    CHECK(app::person_of(box.snapshot, stranger) == stranger.text());
    CHECK(app::person_and_time(box.snapshot, {box.day.li, test::march(22, 16, 12)}) == "李建国 03-22 16:12");
}

TEST_CASE("contested: a settlement that was taken back says so, and who wrote what at first") {
    Box box;
    auto& visit = box.day.at(box.day.visit);
    const auto before = visit;
    sync::write(visit, "met_role", "副总经理", box.day.liu, test::march(22, 11, 2));
    app::bring_back(visit, before, "met_role", box.day.liu, test::march(22, 11, 5));
    box.driver->settle();
    CHECK(box.driver->sees("刘卫东 03-22 11:05 撤回了裁定"));
    CHECK(box.driver->sees("1 · 李建国 03-22 10:33"));
    CHECK(box.driver->sees("2 · 周敏 03-22 10:10"));
    CHECK(box.driver->duplicate_ids().empty());
    CHECK(box.driver->clipped_texts().empty());
    box.driver->click("采用#1");
    REQUIRE(box.commands.size() == 1);
    CHECK(std::get<app::SetFields>(box.commands[0]).fields == app::FieldValues{{"met_role", "生产厂长"}});
}
