// No text cut off or covered and nothing out of reach, on every screen, in both languages, at the sizes and zooms that
// people have. One window for all of it: making fonts costs more than drawing.

#include "app/views/start.hpp"
#include "app/views/view_memory.hpp"
#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace takan;
using app::Place;

namespace {

struct Form {
    ImVec2 size;
    float scale;
    app::Language language;

    std::string text() const {
        return std::to_string(static_cast<int>(size.x)) + " at " + std::to_string(static_cast<int>(scale * 100)) +
               " % in " + app::tag_of(language);
    }
};

std::vector<Form> all_forms() {
    std::vector<Form> forms;
    for (const auto language : {app::Language::zh, app::Language::en})
        for (const float scale : {1.f, 1.25f, 1.5f, 2.f})
            for (const ImVec2 size : {ImVec2{1366, 768}, ImVec2{1920, 1080}})
                forms.push_back({size, scale, language});
    return forms;
}

// Each fault once, with the first form that shows it.
class Faults {
public:
    void take(test::Driver& driver, const std::string& where, const Form& form) {
        for (const auto& fault : driver.layout_faults())
            if (m_known.insert(fault).second) FAIL_CHECK(where << " " << form.text() << ": " << fault);
    }

private:
    std::set<std::string> m_known;
};

} // namespace

TEST_CASE("layout: no text is cut or covered and nothing out of reach, on every screen at every zoom") {
    test::Whole whole;
    whole.day.be_leader();
    Faults faults;
    for (const Form& form : all_forms()) {
        whole.show_as(form.size, form.scale, form.language);
        for (const Place place : test::all_places) {
            whole.go({place, test::record_at(whole.day, place)});
            faults.take(*whole.driver, std::string(name_of(place)), form);
        }
    }
}

TEST_CASE("layout: nor on what opens over the screens") {
    test::Whole whole;
    Faults faults;
    for (const Form& form : all_forms()) {
        whole.show_as(form.size, form.scale, form.language);
        whole.go({Place::findings, whole.day.drums});
        whole.driver->key(ImGuiKey_F1);
        faults.take(*whole.driver, "help", form);
        whole.driver->key(ImGuiKey_Escape);
        whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_K);
        faults.take(*whole.driver, "palette", form);
        whole.driver->key(ImGuiKey_Escape);
        whole.driver->key(ImGuiKey_Escape);
        const bool zh = form.language == app::Language::zh;
        whole.driver->click(zh ? "问题描述" : "Description");
        whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_H);
        faults.take(*whole.driver, "find", form);
        whole.driver->key(ImGuiKey_Escape);
        whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_J);
        faults.take(*whole.driver, "phrases", form);
        whole.driver->key(ImGuiKey_Escape);
        whole.driver->key(ImGuiKey_Escape);
    }
}

TEST_CASE("layout: nor at the first start") {
    app::StartState state;
    app::StartGiven given;
    given.failed = sync::fail(sync::ErrorKind::missing, "there is no team", "/media/stick", "error.no_team");
    test::Driver driver([&] { app::draw_start(given, state); });
    Faults faults;
    for (const Form& form : all_forms()) {
        driver.show_as(form.size, form.scale, form.language);
        state.choice.language = form.language;
        for (const auto team : {app::TeamChoice::join, app::TeamChoice::found, app::TeamChoice::later}) {
            state.choice.team = team;
            driver.settle();
            faults.take(driver, "start", form);
        }
    }
}
