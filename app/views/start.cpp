#include "app/views/start.hpp"

#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/team_setup.hpp"
#include "sync/base/text.hpp"

#include <array>

namespace takan::app {

namespace {

// A card of that width in the middle of the window, its upper edge at a third of the free height.
class Middle {
public:
    Middle(const char* name, float width, float height)
        : m_window(name, {0, 0}, ImGui::GetIO().DisplaySize), m_indent(place(width, height)),
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
    bool m_indent;
    ui::Card m_card;
};

void draw_language(StartChoice& choice) {
    const std::array segments{ui::Segment{.label = "中文", .code = "zh"},
                              ui::Segment{.label = "English", .code = "en"}};
    int chosen = choice.language == Language::zh ? 0 : 1;
    ui::field_label(text_of("start.language", choice.language), {});
    if (ui::segmented("language", segments, chosen, ui::px(220)))
        choice.language = chosen == 0 ? Language::zh : Language::en;
}

void draw_team(StartChoice& choice, StartAsked& asked) {
    const auto text = [&](const char* key) -> const std::string& { return text_of(key, choice.language); };
    const std::array segments{ui::Segment{.label = text("start.team.join"), .code = "join"},
                              ui::Segment{.label = text("start.team.found"), .code = "found"},
                              ui::Segment{.label = text("start.team.later"), .code = "later"}};
    constexpr std::array choices{TeamChoice::join, TeamChoice::found, TeamChoice::later};
    int chosen = choice.team == TeamChoice::join ? 0 : choice.team == TeamChoice::found ? 1 : 2;
    ui::field_label(text("start.team"), {});
    if (ui::segmented("team", segments, chosen, 0)) choice.team = choices.at(static_cast<std::size_t>(chosen));
    if (choice.team == TeamChoice::later) {
        ui::space(4);
        ui::text_wrapped(text("start.team.later_note"), ui::note_text());
        return;
    }
    ui::space(10);
    if (draw_team_address(choice.address, choice.language))
        asked.files = FileQuestion{FileWish::folder, text("start.address"), {}};
    ui::text_wrapped(text(choice.team == TeamChoice::found ? "start.team.found_note" : "start.team.join_note"),
                     ui::note_text());
}

bool is_complete(const StartChoice& choice) {
    if (sync::trimmed(choice.name).empty()) return false;
    return choice.team == TeamChoice::later || !sync::trimmed(choice.address).empty();
}

StartChoice tidy(const StartChoice& choice) {
    StartChoice tidied = choice;
    tidied.name = sync::trimmed(choice.name);
    tidied.label = sync::trimmed(choice.label);
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
    draw_language(choice);
    ui::space(12);
    ui::text_field(text("start.name"), choice.name, {.hint = text("start.name_hint"), .required = true});
    ui::space(8);
    ui::text_field(text("start.label"), choice.label, {.hint = text("start.label_hint")});
    ui::space(12);
    draw_team(choice, asked);
    ui::space(18);
    const ui::Disabled incomplete(!is_complete(choice));
    if (ui::button(text("start.begin"),
                   {.kind = ui::ButtonKind::primary, .icon = ui::icons::check, .width = -1, .height = ui::px(40)}))
        asked.done = tidy(choice);
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
