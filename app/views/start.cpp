#include "app/views/start.hpp"

#include "app/domain/root_code.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/team_setup.hpp"
#include "sync/base/text.hpp"

#include "imgui_internal.h"

#include <array>

namespace takan::app {

namespace {

// A card of that width in the middle of the window, its upper edge at a third of the free height.
class Middle {
public:
    Middle(const char* name, float width, float height)
        : m_window(name, {0, 0}, ImGui::GetIO().DisplaySize), m_page("page"), m_indent(place(width, height)),
          m_card(name, {.padding = ui::px(28), .width = width}) {}

private:
    static bool place(float width, float height) {
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        const ImVec2 at{(size.x - width) / 2, std::max(ui::px(24), (size.y - height) / 3)};
        ImGui::GetWindowDrawList()->AddRectFilled({0, 0}, size, ui::theme().background);
        ImGui::SetCursorPos(at);
        return true;
    }

    ui::Window m_window;
    ui::Child m_page; // scrolls where the window is too low
    bool m_indent;
    ui::Card m_card;
};

// The number of a question before its words.
void draw_question(int number, const std::string& words) {
    const float side = ui::px(22);
    ImVec2 at = ImGui::GetCursorScreenPos();
    at.y += ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset; // beside what is taller, words stand lower
    ImGui::Dummy({side, side});
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + side / 2, at.y + side / 2}, side / 2, ui::theme().accent_soft);
    ui::draw_text_centred(at, {at.x + side, at.y + side}, std::to_string(number),
                          {ui::em_small, true, ui::theme().accent});
    ImGui::SameLine(0, ui::px(8));
    ui::text(words, {ui::em_body, true});
}

void draw_language(StartChoice& choice) {
    const std::array segments{ui::Segment{.label = "中文", .code = "zh"},
                              ui::Segment{.label = "English", .code = "en"}};
    int chosen = choice.language == Language::zh ? 0 : 1;
    const float width = ui::px(220);
    ImGui::SameLine();
    ui::push_right(width);
    if (ui::segmented("language", segments, chosen, width)) choice.language = chosen == 0 ? Language::zh : Language::en;
}

void draw_team(StartChoice& choice, StartAsked& asked) {
    const auto text = [&](const char* key) -> const std::string& { return text_of(key, choice.language); };
    const std::array segments{ui::Segment{.label = text("start.team.join"), .code = "join"},
                              ui::Segment{.label = text("start.team.found"), .code = "found"},
                              ui::Segment{.label = text("start.team.later"), .code = "later"}};
    constexpr std::array choices{TeamChoice::join, TeamChoice::found, TeamChoice::later};
    int chosen = choice.team == TeamChoice::join ? 0 : choice.team == TeamChoice::found ? 1 : 2;
    if (ui::segmented("team", segments, chosen, 0)) choice.team = choices.at(static_cast<std::size_t>(chosen));
    if (choice.team == TeamChoice::later) {
        ui::space(4);
        ui::text_wrapped(text("start.team.later_note"), ui::note_text());
        return;
    }
    ui::space(10);
    if (draw_team_address(choice.address, choice.language))
        asked.files = FileQuestion{FileWish::folder, text("start.address"), {}};
    ui::space(4);
    const float gap = ui::px(12);
    float width = 0;
    if (choice.team == TeamChoice::join) {
        width = (ImGui::GetContentRegionAvail().x - gap) / 2;
        draw_team_root(choice.root, choice.language, width);
        ImGui::SameLine(0, gap);
    }
    ui::text_field(text("start.label"), choice.label, {.hint = text("start.label_hint"), .width = width});
    ui::text_wrapped(text(choice.team == TeamChoice::found ? "start.team.found_note" : "start.team.join_note"),
                     ui::note_text());
}

// Whether the person would rather look at the demo first.
bool draw_demo(const StartGiven& given, Language language) {
    if (!given.has_demo) return false;
    ui::space(8);
    if (given.playing_demo) {
        ui::text_wrapped(text_of("start.demo_comes", language), ui::note_text());
        return false;
    }
    return ui::link(text_of("start.demo", language), true);
}

bool is_complete(const StartChoice& choice) {
    if (sync::trimmed(choice.name).empty()) return false;
    if (choice.team == TeamChoice::join && !read_root_code(choice.root)) return false;
    return choice.team == TeamChoice::later || !sync::trimmed(choice.address).empty();
}

StartChoice tidy(const StartChoice& choice) {
    StartChoice tidied = choice;
    tidied.name = sync::trimmed(choice.name);
    tidied.label = sync::trimmed(choice.label);
    tidied.root = choice.team == TeamChoice::join ? sync::trimmed(choice.root) : std::string{};
    tidied.address = choice.team == TeamChoice::later ? std::string{} : sync::trimmed(choice.address);
    return tidied;
}

} // namespace

StartAsked draw_start(const StartGiven& given, StartState& state) {
    StartAsked asked;
    StartChoice& choice = state.choice;
    if (given.chosen) choice.address = sync::utf8(*given.chosen);
    const auto text = [&](const char* key) -> const std::string& { return text_of(key, choice.language); };
    const Middle middle("start", ui::px(520), ui::px(560));
    ui::mark();
    ImGui::SameLine(0, ui::px(14));
    {
        const ui::Group words;
        ui::text(text("start.title"), ui::page_title());
        ui::text(text("start.subtitle"), ui::note_text());
    }
    ui::space(16);
    if (given.failed) {
        ui::notice(ui::Tone::danger, error_text(*given.failed, choice.language));
        ui::space(10);
    }
    ui::line_of(ui::px(34));
    draw_question(1, text("start.language"));
    draw_language(choice);
    ui::space(10);
    draw_question(2, text("start.name"));
    if (!state.asked_name) ImGui::SetKeyboardFocusHere();
    state.asked_name = true;
    ui::text_field("##" + text("start.name"), choice.name, {.hint = text("start.name_hint"), .required = true});
    ui::space(12);
    draw_question(3, text("start.team"));
    draw_team(choice, asked);
    ui::space(18);
    {
        const ui::Disabled incomplete(!is_complete(choice) || given.playing_demo);
        if (ui::button(text("start.begin"),
                       {.kind = ui::ButtonKind::primary, .icon = ui::icons::check, .width = -1, .height = ui::px(40)}))
            asked.done = tidy(choice);
    }
    asked.demo = draw_demo(given, choice.language);
    return asked;
}

RescueChoice draw_rescue(const sync::Error& why, Language language) {
    const auto text = [&](const char* key) -> const std::string& { return text_of(key, language); };
    const bool damaged = why.kind == sync::ErrorKind::corrupt;
    RescueChoice choice = RescueChoice::none;
    const Middle middle("rescue", ui::px(520), ui::px(300));
    ui::text(text(damaged ? "rescue.damaged" : "rescue.cannot_open"), ui::page_title());
    ui::space(12);
    ui::notice(damaged ? ui::Tone::warn : ui::Tone::danger, error_text(why, language));
    ui::space(12);
    if (damaged) ui::text_wrapped(text("rescue.what_rebuild_does"), ui::second_text());
    ui::space(18);
    if (damaged) {
        if (ui::button(text("rescue.rebuild"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::refresh}))
            choice = RescueChoice::rebuild;
        ImGui::SameLine(0, ui::px(10));
    }
    if (ui::button(text("rescue.quit"))) choice = RescueChoice::quit;
    return choice;
}

} // namespace takan::app
