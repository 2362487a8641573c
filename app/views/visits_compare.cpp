// The open visit beside the one before it to the same place: fields and answers, as they were and as they are.

#include "app/domain/kinds.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"
#include "app/views/compared.hpp"
#include "app/views/contested.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

// What says something about the place: not when it was and where, which differ always.
constexpr std::array<std::string_view, 8> compared_fields{"mode", "purpose",  "weather",     "inspectors",
                                                          "met",  "met_role", "rights_told", "narrative"};

struct Line {
    std::string key; // the same for the same question in both visits
    std::string field;
    std::string name;
    std::string was;
    std::string is;

    bool changed() const { return was != is; }
};

std::string words_of(const Given& given, const sync::Record& visit, std::string_view field) {
    const sync::Value* value = sync::shown(visit, field);
    if (value == nullptr) return {};
    return readable(given, visit.kind, field, value_text(visit.kind, field, *value, given.language()));
}

std::vector<Line> field_lines(const Given& given, const Detail& detail) {
    std::vector<Line> lines;
    for (const auto field : compared_fields) {
        Line line{std::string(field), std::string(field), field_text("visit", field, given.language()),
                  words_of(given, *detail.before, field), words_of(given, detail.record, field)};
        if (!line.was.empty() || !line.is.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

// Each question that the visit was asked, with its answer. Instances of repeats have other keys in every visit: they
// are paired by their position.
std::vector<Line> answers_in(const Given& given, const sync::Record& visit) {
    std::vector<Line> lines;
    const FormLine* form = form_of(given.snapshot, visit);
    if (form == nullptr) return lines;
    const Checklist& list = *form->checklist;
    const Evaluation rows = evaluate(list, answers_of(visit), given.now, given.language());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const FormQuestion& question = list.question(rows[row].question);
        if (!rows[row].relevant || !is_asked(question.type)) continue;
        lines.push_back({question.name + "#" + std::to_string(rows[row].position),
                         rows[row].field,
                         label_of(list, rows, row, given.language()),
                         {},
                         answer_text(list, rows[row], given.language())});
    }
    return lines;
}

// In the order of this visit's checklist; what only the former one asked stands behind.
std::vector<Line> answer_lines(const Given& given, const Detail& detail) {
    std::vector<Line> lines = answers_in(given, detail.record);
    for (auto& before : answers_in(given, *detail.before)) {
        std::swap(before.was, before.is);
        const auto now =
            std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return line.key == before.key; });
        if (now == lines.end())
            lines.push_back(std::move(before));
        else
            now->was = std::move(before.was);
    }
    std::erase_if(lines, [](const Line& line) { return line.was.empty() && line.is.empty(); });
    return lines;
}

struct Columns {
    Columns(float room, float widest_name)
        : all(room), name(std::min(ui::px(widest_name), room * 0.32f)), value((room - name - mark - gap * 3) / 2),
          left(name + gap), right(left + value + gap), marked(right + value + gap) {}
    float gap = ui::px(12);
    float mark = ui::px(22);
    float all;
    float name;
    float value;
    float left;
    float right;
    float marked;
};

void draw_heads(const Given& given, const Detail& detail, const Columns& columns) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string date = short_moment(sync::shown_text(*detail.before, "started_at"), given.now);
    ui::draw_text({at.x + columns.left, at.y}, say("visits.was", given.language(), {{"date", date}}), ui::note_text());
    ui::draw_text({at.x + columns.right, at.y}, given.text("visits.is"), ui::note_text());
    ImGui::Dummy({columns.all, ui::line_height(ui::em_small)});
}

void draw_line(const Line& line, const Columns& columns) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool changed = line.changed();
    Compared both{line.was, line.is, {}, {}};
    if (changed) both = compare("visit", line.field, line.was, line.is);
    const float height = std::max({box_height(both.before, columns.value), box_height(both.after, columns.value),
                                   ui::measure(line.name, {ui::em_note}, columns.name).y + ui::px(14)});
    if (ImGui::IsRectVisible(at, {at.x + columns.all, at.y + height})) {
        ui::draw_text_wrapped({at.x, at.y + ui::px(7)}, columns.name, line.name,
                              changed ? ui::TextStyle{ui::em_note} : ui::second_text(ui::em_note));
        draw_box({at.x + columns.left, at.y}, columns.value, height, both.before, both.taken,
                 changed && !both.before.empty() ? ui::Tone::danger : ui::Tone::plain);
        draw_box({at.x + columns.right, at.y}, columns.value, height, both.after, both.added,
                 changed ? ui::Tone::ok : ui::Tone::plain);
        if (changed)
            ui::draw_icon({at.x + columns.marked + ui::px(9), at.y + ui::px(16)}, ui::icons::edit, ui::theme().warn,
                          13);
    }
    ImGui::Dummy({columns.all, height + ui::px(3)});
}

void draw_lines(const Given& given, const Detail& detail, const char* title, const std::vector<Line>& lines,
                float widest_name, bool only_changed) {
    if (lines.empty()) return;
    const auto changed = std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.changed(); });
    const ui::Card card(title);
    ui::section_header(given.text(title),
                       say("visits.changed_of", given.language(),
                           {{"changed", std::to_string(changed)}, {"count", std::to_string(lines.size())}}));
    if (only_changed && changed == 0) {
        ui::text(given.text("visits.same"), ui::note_text());
        return;
    }
    const Columns columns(ImGui::GetContentRegionAvail().x, widest_name);
    draw_heads(given, detail, columns);
    for (const auto& line : lines)
        if (line.changed() || !only_changed) draw_line(line, columns);
}

} // namespace

void draw_visit_compare(const Given& given, const Detail& detail, VisitPageState& state) {
    const std::string& words = given.text(state.only_changed ? "visits.all_fields" : "visits.only_changed");
    ui::push_right(ui::measure(words, {12.5f}).x);
    if (ui::link(words)) state.only_changed = !state.only_changed;
    ui::space(4);
    draw_lines(given, detail, "visits.page.record", field_lines(given, detail), 118, state.only_changed);
    ui::space(14);
    draw_lines(given, detail, "visits.page.checklist", answer_lines(given, detail), 300, state.only_changed);
}

} // namespace takan::app
