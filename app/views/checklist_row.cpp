// One question of a checklist: its number and words at the left, its widget at the right or below, what is wrong with
// it, and the way to a finding.

#include "app/domain/typed_text.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"
#include "app/views/comments.hpp"
#include "app/views/contested.hpp"

#include "imgui_internal.h"

#include <algorithm>

namespace takan::app {

namespace {

constexpr float number_width = 40; // design pixels
constexpr float flag_width = 32;

const sync::Record* finding_of(const ChecklistPage& page, const std::string& field, int& number) {
    number = 0;
    for (const auto& finding : page.detail.findings) {
        ++number;
        if (sync::shown_text(finding, "item") == field) return &finding;
    }
    return nullptr;
}

// Our own checklists name the law in the hint of an item.
bool names_law(const std::string& hint) {
    return hint.starts_with("《") || hint.find(", art. ") != std::string::npos;
}

void add_finding(const ChecklistPage& page, std::size_t row) {
    const std::string label = label_of(page.list, page.rows, row, page.given.language());
    const std::string hint = filled(page.list, page.rows, row, page.question(row).hint, page.given.language());
    const std::string answer = answer_text(page.list, page.row(row), page.given.language());
    Create create{sync::RecordId::random(page.given.now), "finding", {{"visit", page.visit().id.text()}}};
    if (const std::string site = sync::shown_text(page.visit(), "site"); !site.empty())
        create.fields.emplace_back("site", site);
    create.fields.emplace_back("source", "on_site");
    create.fields.emplace_back("found_at", sync::to_text(page.given.now));
    create.fields.emplace_back("item", page.row(row).field);
    constexpr std::size_t title_length = 40; // characters
    create.fields.emplace_back("title", first_words(label, title_length));
    const std::string colon = page.given.text("checklist.colon");
    create.fields.emplace_back("description", answer.empty() ? label : label + colon + answer);
    if (names_law(hint)) create.fields.emplace_back("legal_basis", hint);
    page.state.focus = create.id;
    page.state.page = page_findings;
    page.asked.command(std::move(create));
}

// A flag that makes a finding of the item, or the way to the one that was made.
void draw_flag(const ChecklistPage& page, std::size_t row, ImVec2 at) {
    int number = 0;
    const sync::Record* finding = finding_of(page, page.row(row).field, number);
    ImGui::SetCursorScreenPos(at);
    const ui::IconButtonOptions look{
        .border = false, .size = ui::px(30), .chosen = finding != nullptr, .tone = ui::Tone::danger};
    if (finding == nullptr) {
        if (ui::icon_button(ui::icons::flag, page.given.text("checklist.make_finding"), look)) add_finding(page, row);
        return;
    }
    const std::string words = say("visits.finding_number", page.given.language(), {{"number", std::to_string(number)}});
    if (!ui::icon_button(ui::icons::flag, words, look)) return;
    page.state.focus = finding->id;
    page.state.page = page_findings;
}

void draw_message(const char* icon, ui::Color color, const std::string& words) {
    ui::space(3);
    ui::icon(icon, color, 12);
    ImGui::SameLine(0, ui::px(6));
    ui::text_wrapped(words, {ui::em_note, false, color});
}

// What is odd about the answer stands below it and stops nobody.
void draw_messages(const ChecklistPage& page, std::size_t row) {
    const Standing& standing = page.row(row);
    const FormQuestion& question = page.question(row);
    const auto words = [&](const FormWords& given_words, const char* key) {
        const std::string own = filled(page.list, page.rows, row, given_words, page.given.language());
        return own.empty() ? page.given.text(key) : own;
    };
    if (!standing.problem.empty())
        draw_message(ui::icons::error, ui::theme().danger, page.given.text(standing.problem));
    else if (standing.violated)
        draw_message(ui::icons::error, ui::theme().danger, words(question.constraint_message, "checklist.violated"));
    else if (standing.missing() && !question.required_message.empty())
        draw_message(ui::icons::info, ui::theme().text_second, words(question.required_message, "checklist.missing"));
    draw_contested(page.given, page.visit(), standing.field, page.drafts, page.asked);
}

// Notes that stand there only because of an answer are warnings.
void draw_note(const ChecklistPage& page, std::size_t row) {
    const std::string words = label_of(page.list, page.rows, row, page.given.language());
    const std::string hint = filled(page.list, page.rows, row, page.question(row).hint, page.given.language());
    const bool warns = page.list.rules(page.row(row).question).relevant.has_value();
    const ui::Indent indent(ui::px(number_width));
    ui::icon(warns ? ui::icons::warning : ui::icons::info, warns ? ui::theme().warn : ui::theme().text_third, 14);
    ImGui::SameLine(0, ui::px(8));
    const ui::Group text;
    ui::text_wrapped(words, {ui::em_body, false, warns ? ui::theme().warn : ui::theme().text_second});
    if (!hint.empty()) ui::text_wrapped(hint, ui::note_text());
}

void draw_calculated(const ChecklistPage& page, std::size_t row) {
    const std::string label = label_of(page.list, page.rows, row, page.given.language());
    const std::string text = answer_text(page.list, page.row(row), page.given.language());
    const ui::Indent indent(ui::px(number_width));
    const float value = ui::measure(text.empty() ? "—" : text, {ui::em_body, true}).x;
    const float room = ImGui::GetContentRegionAvail().x - value - ui::px(16);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::text_wrapped(label, ui::second_text(), std::max(room, ui::px(80)));
    ui::draw_text({at.x + ImGui::GetContentRegionAvail().x - value, at.y}, text.empty() ? "—" : text,
                  {ui::em_body, true});
}

// The words of a question, `width` wide.
void draw_words(const ChecklistPage& page, std::size_t row, float width) {
    const ui::Group words;
    const ui::Width room(width);
    std::string label = label_of(page.list, page.rows, row, page.given.language());
    const bool wanted = page.row(row).missing();
    if (wanted) label += " *";
    ui::text_wrapped(label, {ui::em_body, false, ui::theme().text});
    const std::string hint = filled(page.list, page.rows, row, page.question(row).hint, page.given.language());
    if (!hint.empty()) ui::text_wrapped(hint, ui::note_text());
}

// The keyboard is on one of the question's segments: it is the current one.
void follow_focus(const ChecklistPage& page, std::size_t row, ImRect box) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    if (!context.NavCursorVisible || context.NavWindow != ImGui::GetCurrentWindow()) return;
    const ImRect focused = ImGui::WindowRectRelToAbs(context.NavWindow, context.NavWindow->NavRectRel[0]);
    if (box.Contains(focused.GetCenter())) page.state.checklist.current = page.row(row).field;
}

void draw_question(const ChecklistPage& page, std::size_t row, std::string_view number) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetContentRegionAvail().x;
    const bool current = page.state.checklist.current == page.row(row).field;
    ui::draw_text(from, number, {ui::em_body, current, current ? ui::theme().accent : ui::theme().text_third});
    const float beside = checklist_widget_width(page, row, line);
    const float left = from.x + ui::px(number_width);
    const float words =
        line - ui::px(number_width) - ui::px(flag_width) - ui::px(8) - (beside > 0 ? beside + ui::px(12) : 0);
    ImGui::SetCursorScreenPos({left, from.y});
    draw_words(page, row, words);
    const float below = ImGui::GetItemRectMax().y;
    draw_flag(page, row, {from.x + line - beside - (beside > 0 ? ui::px(8) : 0) - ui::px(30), from.y - ui::px(4)});
    const auto aim = page.drafts.arrive(page.visit().id, page.row(row).field);
    const bool go_here = page.state.checklist.move_to == page.row(row).field;
    ImGui::SetCursorScreenPos(
        {beside > 0 ? from.x + line - beside : left, beside > 0 ? from.y - ui::px(4) : below + ui::px(6)});
    if (go_here) {
        ImGui::SetKeyboardFocusHere();
        ImGui::SetScrollHereY(0.4f);
        page.state.checklist.move_to.clear();
    }
    {
        const ui::Group widget;
        const ui::Width room(beside > 0 ? beside : line - ui::px(number_width));
        draw_checklist_widget(page, row, beside);
    }
    const ImRect box(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    follow_focus(page, row, box);
    ImGui::SetCursorScreenPos({from.x, std::max(below, box.Max.y)});
    ImGui::Dummy({line, 0});
    const bool near = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(from, {from.x + line, box.Max.y});
    draw_thread_mark(page.given, page.visit(), page.row(row).field, {from.x, from.y + ui::px(22)}, near,
                     aim && aim->thread, page.drafts, page.asked);
    const ui::Indent indent(ui::px(number_width));
    draw_messages(page, row);
}

} // namespace

bool is_open_question(const ChecklistPage& page, std::size_t row) {
    const FormQuestion& question = page.question(row);
    return page.row(row).relevant && is_asked(question.type) && !question.read_only &&
           !page.list.rules(page.row(row).question).calculation;
}

void draw_checklist_row(const ChecklistPage& page, std::size_t row, std::string_view number) {
    const Standing& standing = page.row(row);
    const ui::Id scope(standing.field);
    const ui::Group whole;
    if (page.question(row).type == QuestionType::note) return draw_note(page, row);
    if (!is_open_question(page, row)) return draw_calculated(page, row);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    draw_question(page, row, number);
    if (!is_bad_choice(standing.text)) return;
    const float left = from.x - ui::px(16);
    ImGui::GetWindowDrawList()->AddRectFilled(
        {left, from.y - ui::px(8)}, {left + ui::px(3), ImGui::GetCursorScreenPos().y + ui::px(2)}, ui::theme().danger);
}

} // namespace takan::app
