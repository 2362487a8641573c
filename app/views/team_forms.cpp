#include "app/views/team_forms.hpp"

#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t remarks_shown = 50;

void draw_line(const Given& given, const FormLine& line, Asked& asked) {
    const ui::Id scope(line.form_id + "@" + line.version);
    ui::space(8);
    ui::divider();
    ui::space(8);
    const ImVec2 top = ImGui::GetCursorPos();
    const float all = ImGui::GetContentRegionAvail().x;
    const bool own = !line.id.is_nil();
    const std::string& act = given.text(line.active ? "team_forms.withdraw" : "team_forms.activate");
    const bool may = own && given.snapshot.me.may_change_forms;
    const float room = all - (may ? ui::button_width(act) + ui::px(16) : 0);
    {
        const ui::Group words;
        ui::text_cut(line.title.empty() ? line.form_id : line.title, {ui::em_body, true}, room - ui::px(110));
        ImGui::SameLine(0, ui::px(10));
        if (!own)
            ui::badge({given.text("team_forms.shipped"), ui::Tone::info, nullptr});
        else
            ui::badge({term_text("form_state", line.active ? "active" : "withdrawn", given.language()),
                       line.active ? ui::Tone::ok : ui::Tone::plain, nullptr});
        std::string facts =
            line.form_id + " · " + say("checklist.version", given.language(), {{"version", line.version}});
        if (!line.file.empty()) facts += " · " + line.file;
        ui::text_cut(facts, ui::note_text(), room);
    }
    const ImVec2 bottom = ImGui::GetCursorPos();
    if (line.checklist == nullptr) ui::notice(ui::Tone::warn, given.text("error.form_unreadable"));
    if (!may) return;
    ImGui::SetCursorPos({top.x + all - ui::button_width(act), top.y + ui::px(2)});
    if (ui::button(act)) asked.command(SetFields{line.id, {{"state", line.active ? "withdrawn" : "active"}}});
    ImGui::SetCursorPos(bottom);
    ImGui::Dummy({0, 0});
}

void draw_remarks(const Given& given, const std::vector<CellRemark>& remarks, const char* title_key, ui::Tone tone) {
    if (remarks.empty()) return;
    ui::space(8);
    ui::notice(tone, say(title_key, given.language(), {{"count", std::to_string(remarks.size())}}));
    ui::space(4);
    for (std::size_t i = 0; i < std::min(remarks.size(), remarks_shown); ++i)
        ui::text_wrapped(remark_text(remarks[i], given.language()), {ui::em_note});
    if (remarks.size() > remarks_shown) ui::text("…", ui::note_text());
}

void draw_facts(const Given& given, const FormPreview& preview) {
    if (preview.form_id.empty()) return;
    ui::key_value(given.text("team_forms.title"), preview.title);
    ui::key_value(given.text("team_forms.form_id"), preview.form_id);
    ui::key_value(given.text("team_forms.version"), preview.version);
    ui::key_value(given.text("team_forms.questions"), std::to_string(preview.questions));
}

void draw_preview(const Given& given, const FormPreview& preview, TeamFormsState& state, Asked& asked) {
    bool open = true;
    {
        const ui::Dialog dialog(given.text("team_forms.preview"), open, ui::px(640));
        if (!dialog) return;
        ui::text_cut(preview.file, ui::second_text());
        ui::space(6);
        {
            const ui::Child body("remarks", {0, ui::px(360)});
            draw_facts(given, preview);
            if (preview.failed) ui::notice(ui::Tone::danger, error_text(*preview.failed, given.language()));
            if (preview.failed && !preview.failed->subject.empty())
                ui::text_wrapped(preview.failed->subject, ui::note_text());
            draw_remarks(given, preview.problems, "team_forms.problems", ui::Tone::danger);
            draw_remarks(given, preview.warnings, "team_forms.warnings", ui::Tone::warn);
            if (!preview.failed && preview.problems.empty() && preview.warnings.empty()) {
                ui::space(8);
                ui::notice(ui::Tone::ok, given.text("team_forms.sound"));
            }
        }
        ui::space(10);
        const std::string& take_up = given.text("team_forms.take_up");
        const std::string& cancel = given.text("team_forms.cancel");
        ui::text("", {});
        ImGui::SameLine();
        ui::push_right(ui::button_width(cancel) + ui::px(8) + ui::button_width(take_up, ui::icons::check));
        if (ui::button(cancel)) open = false;
        ImGui::SameLine(0, ui::px(8));
        const ui::Disabled not_yet(preview.fields.empty());
        if (ui::button(take_up, {.kind = ui::ButtonKind::primary, .icon = ui::icons::check})) {
            asked.command(Create{sync::RecordId::random(given.now), "form", preview.fields});
            asked.toast = Toast{say("team_forms.taken_up", given.language(), {{"form", preview.title}}), true};
            open = false;
        }
    }
    if (open) return;
    asked.command(DropForm{});
    state.closing = true;
}

void ask_for_file(const Given& given, bool pressed, TeamFormsState& state, Asked& asked) {
    if (pressed) {
        asked.files = FileQuestion{FileWish::file, given.text("team_forms.choose"), {}};
        state.waiting = true;
        return;
    }
    if (!state.waiting || !given.chosen) return;
    state.waiting = false;
    if (!given.chosen->empty()) asked.command(ReadForm{given.chosen->front()});
}

} // namespace

void draw_team_forms(const Given& given, TeamFormsState& state, Asked& asked) {
    bool pressed = false;
    {
        const ui::Card card("forms", {.padding = ui::px(20)});
        ui::text(given.text("team_forms.heading"), ui::section_title());
        if (given.snapshot.me.may_change_forms) {
            const std::string& import = given.text("team_forms.import");
            ImGui::SameLine();
            ui::push_right(ui::button_width(import, ui::icons::file));
            pressed = ui::button(import, {.icon = ui::icons::file});
        }
        ui::text_wrapped(given.text("team_forms.note"), ui::note_text());
        for (const FormLine& line : given.snapshot.forms)
            draw_line(given, line, asked);
    }
    ask_for_file(given, pressed, state, asked);
    if (!given.snapshot.form_preview)
        state.closing = false;
    else if (!state.closing)
        draw_preview(given, *given.snapshot.form_preview, state, asked);
}

} // namespace takan::app
