// The widgets of a checklist's questions, one for each type.

#include "app/domain/decimal.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <memory>

namespace takan::app {

namespace {

constexpr std::size_t most_segments = 5;
constexpr float narrow_field = 216;    // design pixels: numbers, dates and short choices stand beside their words
constexpr float widest_text = 880;     // about 60 characters of Chinese
constexpr std::size_t most_steps = 12; // of a range, as chips

const std::string& words_of(const ChecklistPage& page, const FormChoice& choice) {
    const std::string& words = words_in(choice.label, page.given.language(), page.list.form().default_language);
    return words.empty() ? choice.name : words;
}

// The choices that are allowed now, and the one that was chosen before they were narrowed.
std::vector<const FormChoice*> shown_choices(const ChecklistPage& page, std::size_t row) {
    const auto& all = choices_of(page.list.form(), page.question(row));
    std::vector<const FormChoice*> shown;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& allowed = page.row(row).choices;
        if (std::find(allowed.begin(), allowed.end(), static_cast<int>(i)) != allowed.end() ||
            all[i].name == page.row(row).text)
            shown.push_back(&all[i]);
    }
    return shown;
}

float width_of_segments(const ChecklistPage& page, const std::vector<const FormChoice*>& choices) {
    float width = 0;
    for (const FormChoice* choice : choices)
        width += ui::measure(words_of(page, *choice), {13, true}).x + ui::px(34);
    return width;
}

ui::Tone tone_of_choice(std::string_view name) {
    if (is_bad_choice(name)) return ui::Tone::danger;
    return name == "na" || name == "n_a" || name == "not_applicable" || name == "unknown" ? ui::Tone::plain
                                                                                          : ui::Tone::accent;
}

ui::FieldOptions options_of(const ChecklistPage& page, std::size_t row, float width) {
    ui::FieldOptions options;
    options.width = width > 0 ? width : std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_text));
    options.read_only = page.question(row).read_only;
    return options;
}

// Keeps what is typed as a draft and sends it when the field is left.
void take(const ChecklistPage& page, std::size_t row, const ui::Edited& edited, const std::string& text) {
    const auto& id = page.visit().id;
    const std::string& field = page.row(row).field;
    if (edited.changed) page.drafts.type(id, field, text.empty() ? sync::Value{} : sync::Value(text), page.given.now);
    if (edited.committed) page.drafts.commit(id, field);
}

void draw_segmented(const ChecklistPage& page, std::size_t row, const std::vector<const FormChoice*>& choices,
                    float width) {
    std::vector<ui::Segment> segments;
    int chosen = -1;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        ui::Segment segment{words_of(page, *choices[i]), tone_of_choice(choices[i]->name), nullptr, choices[i]->name};
        if (segment.tone == ui::Tone::danger) segment.icon = ui::icons::close;
        segments.push_back(segment);
        if (choices[i]->name == page.row(row).text) chosen = static_cast<int>(i);
    }
    if (!ui::segmented("choices", segments, chosen, width, true)) return;
    page.write(page.row(row).field,
               chosen < 0 ? sync::Value{} : sync::Value(choices[static_cast<std::size_t>(chosen)]->name));
    page.state.checklist.current = page.row(row).field;
}

void draw_one(const ChecklistPage& page, std::size_t row, float width) {
    const auto choices = shown_choices(page, row);
    const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    if (choices.size() <= most_segments && width_of_segments(page, choices) <= room)
        return draw_segmented(page, row, choices, width > 0 ? width : 0);
    std::vector<ui::Option> options;
    for (const FormChoice* choice : choices)
        options.push_back({choice->name, words_of(page, *choice)});
    ui::ChoiceOptions field;
    field.width = std::min(room, ui::px(420));
    field.hint = page.given.text("form.choose");
    std::string code = page.row(row).text;
    if (ui::choice("##choice", options, code, field).changed)
        page.write(page.row(row).field, code.empty() ? sync::Value{} : sync::Value(code));
}

void draw_several(const ChecklistPage& page, std::size_t row) {
    const Standing& standing = page.row(row);
    const std::string chosen = " " + standing.text + " ";
    std::vector<ui::Option> options;
    std::deque<bool> on;
    const auto& all = choices_of(page.list.form(), page.question(row));
    for (const int index : standing.choices) {
        const FormChoice& choice = all[static_cast<std::size_t>(index)];
        options.push_back({choice.name, words_of(page, choice)});
        on.push_back(chosen.find(" " + choice.name + " ") != std::string::npos);
    }
    std::unique_ptr<bool[]> flags(new bool[options.size() + 1]);
    std::copy(on.begin(), on.end(), flags.get());
    const int pressed = ui::multi_choice("##choices", options, {flags.get(), options.size()});
    if (pressed < 0) return;
    const auto at = static_cast<std::size_t>(pressed);
    page.write(standing.field + "." + std::string(options[at].code), !flags[at]);
}

// The steps of a range, when they are few.
std::vector<std::string> steps_of(const FormQuestion& question) {
    std::vector<std::string> steps;
    const double start = number_of(question.start), end = number_of(question.end);
    const double step = std::abs(number_of(question.step));
    if (!(step > 0) || !(std::abs(end - start) / step < static_cast<double>(most_steps))) return steps;
    const auto count = static_cast<int>(std::floor(std::abs(end - start) / step + 1e-9));
    const std::size_t places = std::max(decimals_of(question.start), decimals_of(question.step));
    const double scale = std::pow(10.0, static_cast<double>(places));
    for (int i = 0; i <= count; ++i) {
        const double value = start + (end < start ? -step : step) * i;
        steps.push_back(text_of(std::round(value * scale) / scale));
    }
    return steps;
}

void draw_range(const ChecklistPage& page, std::size_t row, float width) {
    const auto steps = steps_of(page.question(row));
    std::string text = page.row(row).text;
    if (steps.empty()) return take(page, row, ui::decimal_field("##answer", text, options_of(page, row, width)), text);
    std::vector<ui::Option> options;
    std::unique_ptr<bool[]> on(new bool[steps.size()]);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        options.push_back({steps[i], steps[i]});
        on[i] = !text.empty() && number_of(text) == number_of(steps[i]);
    }
    const int pressed = ui::multi_choice("##steps", options, {on.get(), steps.size()});
    if (pressed < 0) return;
    const auto at = static_cast<std::size_t>(pressed);
    page.write(page.row(row).field, on[at] ? sync::Value{} : sync::Value(steps[at]));
}

// A clock that was typed is written as it is read: "8.5" stays as it is, "8:05" becomes "08:05".
void draw_time(const ChecklistPage& page, std::size_t row, float width) {
    std::string text = page.row(row).text;
    ui::FieldOptions options = options_of(page, row, width);
    options.hint = "16:12";
    const ui::Edited edited = ui::text_field("##answer", text, options);
    if (edited.committed)
        if (const auto values = answer_values(page.list, page.rows, {row, {}}, text))
            return page.write(values->front().first, values->front().second);
    take(page, row, edited, text);
}

void draw_position(const ChecklistPage& page, std::size_t row, float width) {
    std::string text = page.row(row).text;
    ui::FieldOptions options = options_of(page, row, width);
    options.width = ui::px(narrow_field);
    options.hint = "29.3571 113.1289";
    take(page, row, ui::text_field("##answer", text, options), text);
    const std::string lat = page.drafts.text(page.visit(), "lat"), lon = page.drafts.text(page.visit(), "lon");
    if (lat.empty() || lon.empty()) return;
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(page.given.text("checklist.take_position"), {.icon = ui::icons::gps}))
        page.write(page.row(row).field, lat + " " + lon);
}

void draw_photo(const ChecklistPage& page, std::size_t row) {
    const float width = ui::px(92);
    const std::string chosen = page.row(row).text;
    std::deque<std::string> ids; // options only look at their words
    std::deque<std::string> names;
    std::vector<ui::Option> options;
    for (const auto& photo : page.detail.photos) {
        ids.push_back(photo.id.text());
        const std::string caption = sync::shown_text(photo, "caption");
        names.push_back(caption.empty() ? sync::shown_text(photo, "name") : caption);
        options.push_back({ids.back(), names.back()});
        if (ids.back() == chosen && draw_photo_tile(page.given, photo, width)) open_viewer(page.state.viewer, photo.id);
    }
    std::string code = chosen;
    ui::ChoiceOptions field;
    field.width = ui::px(300);
    field.hint = page.given.text(options.empty() ? "checklist.no_photos" : "checklist.choose_photo");
    field.read_only = options.empty();
    if (ui::reference("##photo", options, code, field).changed)
        page.write(page.row(row).field, code.empty() ? sync::Value{} : sync::Value(code));
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(page.given.text("visits.add_photo"), {.icon = ui::icons::add_photo})) page.state.ask_photos = true;
}

void draw_text(const ChecklistPage& page, std::size_t row, float width) {
    std::string text = page.row(row).text;
    const ui::FieldOptions options = options_of(page, row, width);
    if (page.question(row).appearance.find("multiline") == std::string::npos)
        return take(page, row, ui::text_field("##answer", text, options), text);
    ui::LongTextOptions lines;
    static_cast<ui::FieldOptions&>(lines) = options;
    take(page, row, ui::long_text("##answer", text, lines), text);
}

} // namespace

bool is_bad_choice(std::string_view name) {
    static constexpr std::array<std::string_view, 6> names{"bad",    "fail",         "failed",
                                                           "not_ok", "noncompliant", "not_compliant"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

float checklist_widget_width(const ChecklistPage& page, std::size_t row, float line) {
    const float most = line * 0.5f;
    switch (page.question(row).type) {
    case QuestionType::integer:
    case QuestionType::decimal:
    case QuestionType::date:
    case QuestionType::time:
    case QuestionType::date_time:
        return std::min(ui::px(narrow_field), most);
    case QuestionType::range:
        return steps_of(page.question(row)).empty() ? std::min(ui::px(narrow_field), most) : 0;
    case QuestionType::acknowledge:
        return ui::px(34);
    case QuestionType::select_one: {
        const auto choices = shown_choices(page, row);
        const float width = std::max(width_of_segments(page, choices), ui::px(narrow_field));
        return choices.size() <= most_segments && width <= most ? width : 0;
    }
    default:
        return 0;
    }
}

void draw_checklist_widget(const ChecklistPage& page, std::size_t row, float width) {
    std::string text = page.row(row).text;
    switch (page.question(row).type) {
    case QuestionType::select_one:
        return draw_one(page, row, width);
    case QuestionType::select_multiple:
        return draw_several(page, row);
    case QuestionType::integer:
    case QuestionType::decimal:
        return take(page, row, ui::decimal_field("##answer", text, options_of(page, row, width)), text);
    case QuestionType::range:
        return draw_range(page, row, width);
    case QuestionType::date:
        return take(page, row, ui::date_field("##answer", text, page.given.now, options_of(page, row, width)), text);
    case QuestionType::date_time:
        return take(page, row, ui::moment_field("##answer", text, page.given.now, options_of(page, row, width)), text);
    case QuestionType::time:
        return draw_time(page, row, width);
    case QuestionType::geopoint:
        return draw_position(page, row, width);
    case QuestionType::image:
        return draw_photo(page, row);
    case QuestionType::acknowledge: {
        bool on = !text.empty();
        if (ui::check_box("##answer", on)) page.write(page.row(row).field, on);
        return;
    }
    default:
        return draw_text(page, row, width);
    }
}

bool take_choice(const ChecklistPage& page, std::size_t row, std::size_t choice) {
    const Standing& standing = page.row(row);
    const FormQuestion& question = page.question(row);
    const auto& all = choices_of(page.list.form(), question);
    if (!is_select(question.type) || question.read_only || choice >= standing.choices.size()) return false;
    const std::string& name = all[static_cast<std::size_t>(standing.choices[choice])].name;
    if (question.type == QuestionType::select_one) {
        page.write(standing.field, name);
        return true;
    }
    const bool on = (" " + standing.text + " ").find(" " + name + " ") != std::string::npos;
    page.write(standing.field + "." + name, !on);
    return true;
}

} // namespace takan::app
