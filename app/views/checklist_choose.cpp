// Which checklist a visit uses: the ones that fit its site first; and the head of the one that it uses.

#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"

#include <algorithm>

namespace takan::app {

namespace {

void take_form(const Given& given, const sync::Record& visit, const FormLine& line, const Answers& answers,
               VisitPageState& state, Asked& asked) {
    asked.command(SetFields{visit.id, values_of_taking(*line.checklist, answers, given.now, given.language())});
    state.checklist = {};
}

std::size_t questions_of(const Checklist& list) {
    std::size_t count = 0;
    for (const FormQuestion& question : list.form().questions)
        if (is_asked(question.type)) ++count;
    return count;
}

std::string facts_of(const Given& given, const FormLine& line) {
    return say(line.id.is_nil() ? "checklist.facts_shipped" : "checklist.facts", given.language(),
               {{"version", line.version}, {"count", std::to_string(questions_of(*line.checklist))}});
}

void draw_offer(const Given& given, const sync::Record& visit, const FormLine& line, bool fits, const Answers& answers,
                VisitPageState& state, Asked& asked) {
    const ui::Id scope(line.form_id);
    const ui::Card card("offer", {.padding = ui::px(16)});
    const ImVec2 top = ImGui::GetCursorPos();
    const float width = ui::button_width(given.text("checklist.use"));
    const float all = ImGui::GetContentRegionAvail().x;
    {
        const ui::Group words;
        ui::text_cut(line.title, {ui::em_body, true}, all - width - ui::px(140));
        if (fits) {
            ImGui::SameLine(0, ui::px(10));
            ui::badge({given.text("checklist.fits"), ui::Tone::ok, nullptr});
        }
        ui::text(facts_of(given, line), ui::note_text());
    }
    const ImVec2 bottom = ImGui::GetCursorPos();
    ImGui::SetCursorPos({top.x + all - width, top.y + ui::px(2)});
    if (ui::button(given.text("checklist.use"), {.kind = fits ? ui::ButtonKind::primary : ui::ButtonKind::secondary}))
        take_form(given, visit, line, answers, state, asked);
    ImGui::SetCursorPos(bottom);
    ImGui::Dummy({0, 0});
}

// The newest version in use of the same form, when the visit uses an older one.
const FormLine* newer_version(const Given& given, const FormLine& line) {
    for (const FormLine* offered : offered_forms(given.snapshot.forms))
        if (offered->form_id == line.form_id && offered->version != line.version &&
            compare_versions(offered->version, line.version) > 0)
            return offered;
    return nullptr;
}

} // namespace

void draw_checklist_choice(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts,
                           Asked& asked) {
    const sync::Record& visit = detail.record;
    const std::string form_id = drafts.text(visit, form_id_field);
    if (!form_id.empty() && !state.checklist.choosing) {
        // Named by the visit, but not here or not to be read.
        const std::string words = say("checklist.not_here", given.language(),
                                      {{"form", form_id}, {"version", drafts.text(visit, form_version_field)}});
        if (ui::notice(ui::Tone::warn, words, given.text("checklist.other"))) state.checklist.choosing = true;
        return;
    }
    const Answers answers = answers_now(visit, drafts);
    auto offered = offered_forms(given.snapshot.forms);
    const auto fits = [&](const FormLine* line) { return detail.site && fits_site(*line, *detail.site); };
    std::stable_partition(offered.begin(), offered.end(), fits);
    ui::section_header(given.text("checklist.choose"));
    ui::text_wrapped(given.text("checklist.choose_note"), ui::note_text());
    ui::space(8);
    if (offered.empty()) ui::text_wrapped(given.text("checklist.none"), ui::second_text());
    for (const FormLine* line : offered) {
        draw_offer(given, visit, *line, fits(line), answers, state, asked);
        ui::space(8);
    }
    if (state.checklist.choosing && ui::link(given.text("checklist.keep"))) state.checklist.choosing = false;
}

void draw_checklist_head(const ChecklistPage& page, const FormLine& line) {
    const Given& given = page.given;
    const FormProgress all = progress_of(page.list, page.rows, 0, page.rows.size());
    const std::string done = std::to_string(all.answered) + "/" + std::to_string(all.asked);
    ui::section_header(line.title, done,
                       all.asked == 0 ? 0 : static_cast<float>(all.answered) / static_cast<float>(all.asked));
    ui::text(say("checklist.version", given.language(), {{"version", line.version}}), ui::note_text());
    ImGui::SameLine(0, ui::px(14));
    if (ui::link(given.text("checklist.other"))) page.state.checklist.choosing = true;
    ImGui::SameLine(0, ui::px(14));
    ui::text_cut(given.text("checklist.keys"), ui::note_text());
    if (const FormLine* newer = newer_version(given, line)) {
        ui::space(6);
        const std::string words = say("checklist.newer", given.language(), {{"version", newer->version}});
        if (ui::notice(ui::Tone::info, words, given.text("checklist.go_over")))
            take_form(given, page.visit(), *newer, page.answers, page.state, page.asked);
    }
}

} // namespace takan::app
