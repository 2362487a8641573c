#include "app/views/help.hpp"

#include "app/views/keys.hpp"
#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan;
using app::Language;
using app::Place;
using test::Whole;

TEST_CASE("help: every line of every place has words in both languages, and no chord stands twice in a group") {
    for (const Place place : test::all_places) {
        for (const auto& group : app::keys_at(place)) {
            CHECK(app::has_text(group.title_key, Language::en));
            std::set<std::string> chords;
            for (const auto& line : group.lines) {
                CAPTURE(line.chord);
                CHECK(app::has_text(line.text_key, Language::zh));
                CHECK(app::has_text(line.text_key, Language::en));
                CHECK(chords.insert(line.chord).second);
            }
        }
    }
}

TEST_CASE("help: F1 lists the keys of the place first, and F1 or Escape closes it") {
    Whole whole;
    whole.day.be_leader();
    whole.go({Place::review, whole.day.visit});
    whole.driver->key(ImGuiKey_F1);
    CHECK(whole.driver->sees("标为已核对"));
    CHECK(whole.driver->sees("插入常用语"));
    CHECK(whole.driver->sees("Alt"));
    whole.driver->key(ImGuiKey_F1);
    CHECK_FALSE(whole.driver->sees("标为已核对"));
    whole.go({Place::today, {}});
    whole.driver->key(ImGuiKey_F1);
    CHECK_FALSE(whole.driver->sees("标为已核对"));
    whole.driver->key(ImGuiKey_Escape);
    CHECK_FALSE(whole.driver->sees("插入常用语"));
}

TEST_CASE("help: a question mark opens it, but not while somebody types") {
    Whole whole;
    whole.driver->type("?");
    CHECK(whole.driver->sees("插入常用语"));
    whole.driver->key(ImGuiKey_Escape);
    whole.go({Place::findings, whole.day.drums});
    whole.driver->click("标题");
    whole.driver->type("?");
    CHECK_FALSE(whole.driver->sees("插入常用语"));
}

TEST_CASE("help: the keys that it lists for all places are those that work") {
    Whole whole;
    whole.go({Place::findings, {}});
    whole.driver->key(app::chord_of(app::Key::palette));
    CHECK(whole.driver->sees("搜索与跳转"));
    whole.driver->key(ImGuiKey_Escape);
    whole.driver->key(ImGuiKey_Escape);
    whole.driver->key(app::chord_of(app::Key::fresh));
    CHECK(whole.count<app::Create>() == 1);
    whole.driver->key(app::chord_of(app::Key::undo));
    CHECK(whole.count<app::Undo>() == 1);
    whole.driver->key(app::chord_of(app::Key::redo));
    CHECK(whole.count<app::Redo>() == 1);
}
