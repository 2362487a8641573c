#include "app/views/root.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;

namespace {

// The whole window, with a desk that answers at once.
struct Whole {
    explicit Whole(const test::DriverOptions& options = {})
        : language(options.language), driver(std::make_unique<test::Driver>([this] { draw(); }, options)) {
        snapshot = day.answer({}, language);
        driver->settle();
        clear();
    }
    ~Whole() {
        textures.reset();
        store.reset();
    }

    void draw() {
        store->new_frame();
        textures->new_frame();
        const app::Given given{snapshot, pictures, *textures, now, {}, std::exchange(answer, {})};
        const app::Asked asked = root.draw(given);
        std::vector<std::uint64_t> numbers;
        bool ask = false;
        for (const auto& command : asked.commands) {
            numbers.push_back(++number);
            if (const auto* wish = std::get_if<app::Ask>(&command)) {
                request = wish->request;
                ask = true;
                ++asks;
            } else {
                commands.push_back(command);
            }
        }
        root.posted(numbers);
        if (asked.files) files = asked.files;
        if (asked.files && cancels) answer.emplace();
        if (!ask) return;
        const app::Snapshot before = snapshot;
        snapshot = day.answer(request, language);
        snapshot.importing = before.importing;
        snapshot.syncing = before.syncing;
    }
    void clear() {
        commands.clear();
        files.reset();
        asks = 0;
    }
    void go(const app::Spot& spot) {
        root.go(spot);
        driver->settle();
        clear();
    }
    template <class T>
    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(
            commands.begin(), commands.end(), [](const auto& command) { return std::holds_alternative<T>(command); }));
    }

    test::SampleDay day;
    app::Language language;
    app::Root root;
    app::Snapshot snapshot;
    app::Request request;
    sync::Instant now = test::sample_now;
    bool cancels = true; // every file dialog, at once
    std::optional<std::vector<std::filesystem::path>> answer;
    std::uint64_t number = 0;
    int asks = 0;
    std::vector<app::Command> commands;
    std::optional<app::FileQuestion> files;
    test::SamplePictures pictures;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures =
        std::make_unique<app::ui::PictureTextures>(*store, 64u << 20, 100);
    std::unique_ptr<test::Driver> driver;
};

const std::vector<Place> all_places{Place::today,  Place::visits, Place::findings, Place::photos,   Place::sites,
                                    Place::review, Place::team,   Place::sync,     Place::settings, Place::map};

// A record that can be open at that place.
sync::RecordId record_at(const test::SampleDay& day, Place place) {
    switch (place) {
    case Place::visits:
    case Place::review:
        return day.visit;
    case Place::findings:
        return day.drums;
    case Place::sites:
        return day.plating;
    default:
        return {};
    }
}

} // namespace

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
