// A visit's checklist: groups as sections with their progress, repeats as cards, and the keys 1 to 9 that answer the
// current question.

#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"
#include "app/views/writers.hpp"

#include <algorithm>

namespace takan::app {

namespace {

float part_of(const FormProgress& progress) {
    return progress.asked == 0 ? -1 : static_cast<float>(progress.answered) / static_cast<float>(progress.asked);
}

std::string count_of(const FormProgress& progress) {
    return progress.asked == 0 ? std::string()
                               : std::to_string(progress.answered) + "/" + std::to_string(progress.asked);
}

// Draws the rows of a checklist from the first to the last one.
class Walker {
public:
    explicit Walker(const ChecklistPage& page) : m_page(page) {}

    void draw() {
        for (std::size_t row = 0; row < m_page.rows.size();) {
            const std::size_t end = end_at_top(row);
            draw_section(row, end);
            row = end;
        }
    }

private:
    // A group or repeat at the top is a section; what stands outside of them makes one together.
    std::size_t end_at_top(std::size_t row) const {
        if (is_block(row)) return end_of_group(m_page.list, m_page.rows, row);
        std::size_t end = row;
        while (end < m_page.rows.size() && !is_block(end))
            ++end;
        return end;
    }
    bool is_block(std::size_t row) const {
        const QuestionType type = m_page.question(row).type;
        return type == QuestionType::group || type == QuestionType::repeat;
    }

    void draw_section(std::size_t from, std::size_t end) {
        if (!has_something(from, end)) return;
        ++m_section;
        m_item = 0;
        const FormProgress progress = progress_of(m_page.list, m_page.rows, from, end);
        const bool is_group = m_page.question(from).type == QuestionType::group;
        ui::space(6);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (is_block(from))
            ui::section_header(title(from),
                               count_of(progress).empty()
                                   ? std::string()
                                   : say("checklist.section", m_page.given.language(), {{"count", count_of(progress)}}),
                               part_of(progress));
        if (is_block(from)) draw_section_writers(m_page.given, m_page.visit(), fields_of(from, end), title(from), at);
        ui::space(4);
        {
            const ui::Card card("section " + m_page.row(from).field);
            m_first = true;
            draw_rows(is_group ? from + 1 : from, end);
            ui::space(2);
        }
        ui::space(8);
    }

    std::vector<std::string_view> fields_of(std::size_t from, std::size_t end) const {
        std::vector<std::string_view> fields;
        for (std::size_t row = from; row < end; ++row)
            if (!is_block(row)) fields.emplace_back(m_page.row(row).field);
        if (fields.empty()) fields.emplace_back(m_page.row(from).field);
        return fields;
    }

    // Whether anything of it is to be seen now.
    bool has_something(std::size_t from, std::size_t end) const {
        for (std::size_t row = from; row < end; ++row) {
            if (!m_page.row(row).relevant) continue;
            if (is_visible(row) || m_page.question(row).type == QuestionType::repeat) return true;
        }
        return false;
    }

    bool is_visible(std::size_t row) const {
        if (!m_page.row(row).relevant || is_block(row)) return false;
        const bool calculated = m_page.list.rules(m_page.row(row).question).calculation.has_value();
        return !calculated || !m_page.question(row).label.empty();
    }

    std::string title(std::size_t row) const {
        const std::string words = label_of(m_page.list, m_page.rows, row, m_page.given.language());
        return m_page.question(row).label.empty() ? std::string() : words;
    }

    void draw_rows(std::size_t from, std::size_t end) {
        for (std::size_t row = from; row < end;) {
            const QuestionType type = m_page.question(row).type;
            if (type == QuestionType::group) {
                const std::size_t inner = end_of_group(m_page.list, m_page.rows, row);
                if (has_something(row, inner)) draw_heading(row, inner);
                ++row;
            } else if (type == QuestionType::repeat) {
                const std::size_t inner = end_of_group(m_page.list, m_page.rows, row);
                if (m_page.row(row).relevant) draw_repeat(row, inner);
                row = inner;
            } else {
                if (is_visible(row)) draw_row(row);
                ++row;
            }
        }
    }

    void separate(bool line) {
        if (!m_first) {
            ui::space(7);
            if (line) ui::divider();
            ui::space(line ? 9 : 2);
        }
        m_first = false;
    }

    void draw_heading(std::size_t row, std::size_t end) {
        const std::string words = title(row);
        if (words.empty()) return;
        separate(true);
        ui::text(words, {ui::em_body, true});
        ImGui::SameLine(0, ui::px(10));
        ui::text_right(count_of(progress_of(m_page.list, m_page.rows, row, end)), ui::note_text());
        m_first = false;
    }

    // A row out of sight takes the room that it took when it was last drawn.
    void draw_row(std::size_t row) {
        const bool asked = is_open_question(m_page, row);
        separate(asked);
        if (asked) ++m_item;
        auto& heights = m_page.state.checklist.heights;
        const std::string& field = m_page.row(row).field;
        const auto known = heights.find(field);
        const float top = ImGui::GetCursorScreenPos().y;
        if (known != heights.end() && is_far(top, known->second) && m_page.state.checklist.move_to != field) {
            ImGui::Dummy({1, known->second});
            return;
        }
        draw_checklist_row(m_page, row, std::to_string(m_section) + "." + std::to_string(m_item));
        heights[field] = ImGui::GetItemRectSize().y;
    }

    // Farther from what is seen than the window is high: Tab and the keys still find their next question.
    static bool is_far(float top, float height) {
        const float room = ImGui::GetWindowSize().y;
        const float from = ImGui::GetWindowPos().y;
        return top + height < from - room || top > from + 2 * room;
    }

    void draw_repeat(std::size_t from, std::size_t end) {
        const std::string name = title(from);
        for (std::size_t row = from + 1; row < end;) {
            const std::size_t inner = end_of_group(m_page.list, m_page.rows, row);
            separate(false);
            draw_instance(row, inner);
            row = inner;
        }
        separate(false);
        const ui::Id scope(m_page.row(from).field);
        if (ui::button(say("checklist.add", m_page.given.language(), {{"what", name}}), {.icon = ui::icons::add}))
            add_instance(m_page.row(from).question);
    }

    void draw_instance(std::size_t from, std::size_t end) {
        const ui::Id scope(m_page.row(from).field);
        const ui::Card card("instance", {.fill = ui::theme().raised});
        const ImVec2 top = ImGui::GetCursorPos();
        const float line = ImGui::GetContentRegionAvail().x;
        ui::text_cut(title(from), {ui::em_body, true}, line - ui::px(120));
        ImGui::SameLine();
        ui::push_right(ui::px(30));
        ImGui::SetCursorPosY(top.y - ui::px(5));
        const std::string remove = say("checklist.remove", m_page.given.language(), {{"what", title(from)}});
        if (ui::icon_button(ui::icons::remove, remove, {.border = false, .size = ui::px(30)})) {
            m_page.write(m_page.row(from).field, false);
            m_page.asked.toast =
                Toast{say("checklist.removed", m_page.given.language(), {{"what", title(from)}}), true};
        }
        m_first = true;
        ui::space(2);
        draw_rows(from + 1, end);
        m_first = false;
    }

    void add_instance(int repeat) {
        const Given& given = m_page.given;
        AnswerValues values = values_of_instance(m_page.list, repeat, m_page.answers, given.snapshot.me.device,
                                                 given.now, given.language());
        m_page.state.checklist.current = values.front().first;
        m_page.asked.command(SetFields{m_page.visit().id, std::move(values)});
    }

    const ChecklistPage& m_page;
    int m_section = 0;
    int m_item = 0;
    bool m_first = true; // of its card: nothing stands above it
};

// The first question from `start` on, in a circle, that has no answer yet.
std::size_t next_open(const ChecklistPage& page, std::size_t start) {
    const std::size_t count = page.rows.size();
    for (std::size_t step = 0; step < count; ++step) {
        const std::size_t row = (start + step) % count;
        if (is_open_question(page, row) && !page.row(row).answered) return row;
    }
    return count;
}

int pressed_digit() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return -1;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return -1;
    for (int i = 0; i < 9; ++i)
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + i), false) ||
            ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_Keypad1 + i), false))
            return i;
    return -1;
}

// 1 answers the current question with its first choice and goes on to the next one without an answer.
void take_keys(const ChecklistPage& page) {
    ChecklistState& state = page.state.checklist;
    const auto is_current = [&](const Standing& row) { return row.field == state.current && row.relevant; };
    const auto found = std::find_if(page.rows.begin(), page.rows.end(), is_current);
    auto current = static_cast<std::size_t>(found - page.rows.begin());
    if (found == page.rows.end()) current = next_open(page, 0);
    const int digit = pressed_digit();
    if (digit < 0 || current >= page.rows.size()) return;
    if (!take_choice(page, current, static_cast<std::size_t>(digit))) return;
    state.current = page.row(current).field;
    if (page.question(current).type != QuestionType::select_one) return;
    const std::size_t next = next_open(page, current + 1);
    if (next >= page.rows.size() || next == current) return;
    state.current = page.row(next).field;
    state.move_to = state.current;
}

} // namespace

Answers answers_now(const sync::Record& visit, const Drafts& drafts) {
    Answers answers = answers_of(visit);
    for (auto& [field, value] : drafts.of(visit.id))
        if (field.starts_with(answer_prefix)) answers.insert_or_assign(field, std::move(value));
    return answers;
}

const FormLine* form_of(const Snapshot& snapshot, const sync::Record& visit) {
    const FormLine* line =
        find_form(snapshot.forms, sync::shown_text(visit, form_id_field), sync::shown_text(visit, form_version_field));
    return line == nullptr || line->checklist == nullptr ? nullptr : line;
}

std::string checklist_count(const Given& given, const Detail& detail, const Drafts& drafts) {
    const FormLine* line = form_of(given.snapshot, detail.record);
    if (line == nullptr) return {};
    const Evaluation rows = evaluate(*line->checklist, answers_now(detail.record, drafts), given.now, given.language());
    return count_of(progress_of(*line->checklist, rows, 0, rows.size()));
}

void draw_visit_checklist(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts,
                          Asked& asked) {
    const FormLine* line = form_of(given.snapshot, detail.record);
    if (line == nullptr || state.checklist.choosing) return draw_checklist_choice(given, detail, state, drafts, asked);
    const Answers answers = answers_now(detail.record, drafts);
    const Evaluation rows = evaluate(*line->checklist, answers, given.now, given.language());
    const ChecklistPage page{given, detail, *line->checklist, answers, rows, state, drafts, asked};
    take_keys(page);
    draw_checklist_head(page, *line);
    Walker(page).draw();
}

} // namespace takan::app
