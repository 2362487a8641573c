// The bar of a photo selection, and the shelf of findings that appears while photos are dragged.
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/photo_selection.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace takan::app {

namespace {

constexpr float bar_row = 50; // design pixels: a field with room above and below
constexpr float bar_edge = 14;
constexpr float wide_bar = 1060; // from that on everything stands on one line
constexpr float shelf_height = 84;

// What all of them show in a field; nothing when they differ.
std::optional<std::string> shared_text(PhotoSpan photos, std::string_view field) {
    if (photos.empty()) return std::nullopt;
    std::string first = sync::shown_text(*photos.front(), field);
    const bool same = std::all_of(photos.begin(), photos.end(),
                                  [&](const auto* photo) { return sync::shown_text(*photo, field) == first; });
    return same ? std::optional(std::move(first)) : std::nullopt;
}

// The number of the finding within its visit and its title, as the visit's page calls it.
std::string finding_name(const Given& given, const sync::Record& finding, std::size_t number) {
    return say("photo_many.finding", given.language(),
               {{"number", std::to_string(number)}, {"title", title_of(finding, given.language())}});
}

class Bar {
public:
    Bar(const Given& given, PhotoSpan selected, std::span<const sync::Record> findings, PhotoSelection& selection,
        ClockState& clock, Asked& asked)
        : m_given(given), m_selected(selected), m_findings(findings), m_selection(selection), m_clock(clock),
          m_asked(asked) {}

    void draw() {
        const bool one_line = ImGui::GetContentRegionAvail().x >= ui::px(wide_bar);
        const ImVec2 top = ImGui::GetCursorPos();
        draw_count();
        ImGui::SameLine(0, ui::px(14));
        const float acts = acts_width();
        draw_words(ImGui::GetContentRegionAvail().x - (one_line ? acts + ui::px(20) : 0));
        if (one_line)
            ImGui::SameLine(0, ui::px(20));
        else
            ImGui::SetCursorPos({top.x, top.y + ui::px(bar_row - 4)});
        draw_acts();
        ask_deletion();
    }

private:
    void draw_count() {
        if (ui::icon_button(ui::icons::close, m_given.text("photo_many.let_go"), {.border = false})) m_let_go = true;
        ImGui::SameLine(0, ui::px(6));
        ui::text(say("photo_many.selected", m_given.language(), {{"count", std::to_string(m_selected.size())}}),
                 {ui::em_body, true});
    }

    // One field for all of them. The hint says what stands there now.
    void draw_word(const char* field, std::string& typed, float width) {
        const auto shared = shared_text(m_selected, field);
        const std::string label = field_text("photo", field, m_given.language());
        const std::string hint = !shared           ? say("photo_many.differ", m_given.language(), {{"field", label}})
                                 : shared->empty() ? say("photo_many.write", m_given.language(), {{"field", label}})
                                                   : label + ": " + *shared;
        const auto edited =
            ui::text_field(std::string("##") + label, typed, {.hint = hint, .width = std::max(width, ui::px(80))});
        if (edited.committed && ImGui::IsKeyPressed(ImGuiKey_Enter, false)) m_write = true;
    }

    void draw_words(float room) {
        const std::string& write = m_given.text("photo_many.apply");
        const float button = ui::button_width(write, ui::icons::check);
        const float each = (room - button - 2 * ui::px(8)) / 2;
        draw_word("caption", m_selection.caption, each);
        ImGui::SameLine(0, ui::px(8));
        draw_word("proves", m_selection.proves, each);
        ImGui::SameLine(0, ui::px(8));
        const bool typed = !sync::trimmed(m_selection.caption).empty() || !sync::trimmed(m_selection.proves).empty();
        const ui::Disabled nothing(!typed);
        if (ui::button(write, {.kind = ui::ButtonKind::primary, .icon = ui::icons::check})) m_write = true;
        if (std::exchange(m_write, false) && typed) write_words();
    }

    void write_words() {
        FieldValues fields;
        for (const auto& [field, typed] :
             {std::pair("caption", &m_selection.caption), std::pair("proves", &m_selection.proves)})
            if (const std::string text = sync::trimmed(*typed); !text.empty()) fields.emplace_back(field, text);
        SetMany many{{}, std::move(fields)};
        for (const auto* photo : m_selected)
            many.ids.push_back(photo->id);
        m_asked.toast =
            Toast{say("photo_many.written", m_given.language(), {{"count", std::to_string(many.ids.size())}}), true};
        m_asked.command(std::move(many));
        m_selection.caption.clear();
        m_selection.proves.clear();
    }

    float acts_width() const {
        const float icons = 2 * (ui::px(34) + ui::px(6));
        return ui::px(190) + ui::px(8) + ui::button_width(m_given.text("photo_many.compare"), ui::icons::compare) +
               ui::px(6) + icons;
    }

    void draw_acts() {
        draw_finding_choice();
        ImGui::SameLine(0, ui::px(8));
        {
            const ui::Disabled not_two(m_selected.size() != 2);
            if (ui::button(m_given.text("photo_many.compare"), {.icon = ui::icons::compare}))
                m_selection.compare = true;
        }
        ImGui::SameLine(0, ui::px(6));
        const auto timed = std::find_if(m_selected.begin(), m_selected.end(), [](const auto* photo) {
            return !sync::shown_text(*photo, "taken_at").empty();
        });
        {
            const ui::Disabled no_time(timed == m_selected.end());
            if (ui::icon_button(ui::icons::schedule, m_given.text("photo_clock.open"))) open_clock(m_clock, **timed);
        }
        ImGui::SameLine(0, ui::px(6));
        if (ui::icon_button(ui::icons::remove, m_given.text("photo_many.delete"))) m_selection.ask_delete = true;
    }

    void draw_finding_choice() {
        constexpr const char* none = "-"; // "belongs to no finding" is a choice of its own, not the lack of one
        std::vector<std::string> titles;
        std::vector<std::string> codes;
        for (std::size_t i = 0; i < m_findings.size(); ++i) {
            titles.push_back(finding_name(m_given, m_findings[i], i + 1));
            codes.push_back(m_findings[i].id.text());
        }
        std::vector<ui::Option> options;
        for (std::size_t i = 0; i < titles.size(); ++i)
            options.push_back({codes[i], titles[i]});
        options.push_back({none, m_given.text("photo_many.no_finding")});
        const auto shared = shared_text(m_selected, "finding");
        std::string chosen = !shared ? std::string() : shared->empty() ? none : *shared;
        const std::string hint = m_given.text("photo_many.move");
        ui::ChoiceOptions field;
        field.hint = hint;
        field.width = ui::px(190);
        field.may_clear = false;
        if (!ui::choice("##" + hint, options, chosen, field).changed) return;
        const auto finding = sync::RecordId::parse(chosen);
        std::vector<sync::RecordId> ids;
        for (const auto* photo : m_selected)
            ids.push_back(photo->id);
        move_photos(m_given, ids, finding ? *finding : sync::RecordId{}, m_asked);
    }

    void ask_deletion() {
        if (m_let_go) {
            m_selection = {};
            return;
        }
        const std::string count = std::to_string(m_selected.size());
        const std::string title = say("photo_many.delete_title", m_given.language(), {{"count", count}});
        const ui::Question question{.title = title,
                                    .sentence = m_given.text("delete.sentence"),
                                    .confirm = m_given.text("delete.confirm"),
                                    .reason_label = m_given.text("delete.reason"),
                                    .reason_hint = m_given.text("delete.reason_hint")};
        if (ui::confirm(question, m_selection.ask_delete, &m_selection.delete_reason) != ui::Answer::confirmed) return;
        Delete wish{{}, m_selection.delete_reason};
        for (const auto* photo : m_selected)
            wish.ids.push_back(photo->id);
        m_asked.command(std::move(wish));
        m_asked.toast = Toast{say("photo_many.deleted", m_given.language(), {{"count", count}}), true};
        m_selection = {};
    }

    const Given& m_given;
    PhotoSpan m_selected;
    std::span<const sync::Record> m_findings;
    PhotoSelection& m_selection;
    ClockState& m_clock;
    Asked& m_asked;
    bool m_write = false;
    bool m_let_go = false;
};

} // namespace

float selection_bar_height(const PhotoSelection& selection, float width) {
    if (selection.empty()) return 0;
    const bool one_line = width - 2 * ui::px(24) >= ui::px(wide_bar);
    return ui::px(one_line ? bar_row + bar_edge : 2 * bar_row + bar_edge);
}

void draw_selection_bar(const Given& given, PhotoSpan selected, std::span<const sync::Record> findings,
                        PhotoSelection& selection, ClockState& clock, Asked& asked) {
    if (selection.empty()) return;
    const float height = selection_bar_height(selection, ImGui::GetContentRegionAvail().x);
    const ui::Pane pane("photo selection", {0, height}, {0, ui::edge_top, {ui::px(24), ui::px(15)}, false});
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
    Bar(given, selected, findings, selection, clock, asked).draw();
}

namespace {

// One place of the shelf; true while something is dropped there.
std::vector<sync::RecordId> draw_place(const std::string& words, const char* icon, ImVec2 from, ImVec2 size) {
    const ImVec2 to{from.x + size.x, from.y + size.y};
    const bool over = ImGui::IsMouseHoveringRect(from, to, false);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(from, to, over ? ui::theme().accent_soft : ui::theme().raised, ui::px(8));
    list.AddRect(from, to, over ? ui::theme().accent : ui::theme().strong_border, ui::px(8));
    ui::draw_icon({from.x + ui::px(20), from.y + size.y / 2}, icon, ui::theme().text_second, 14);
    ui::draw_text_cut_middle(from.x + ui::px(36), from.y + size.y / 2, size.x - ui::px(46), words,
                             {ui::em_body, over, over ? ui::theme().accent : ui::theme().text});
    return ui::drop_target(dragged_photos, words, from, to);
}

} // namespace

void draw_drop_shelf(const Given& given, std::span<const sync::Record> findings, Asked& asked) {
    const auto photos = ui::dragged(dragged_photos);
    if (photos.empty()) return;
    const ImVec2 window = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    ImGui::SetCursorScreenPos({window.x, window.y + size.y - ui::px(shelf_height)});
    const ui::Pane shelf("drop shelf", {size.x, ui::px(shelf_height)},
                         {0, ui::edge_top, {ui::px(24), ui::px(16)}, false});
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    const float gap = ui::px(10);
    const auto places = static_cast<float>(findings.size() + 1);
    const float width = std::min(ui::px(260), (room - gap * (places - 1)) / places);
    const ImVec2 place{width, ui::px(shelf_height - 32)};
    float x = from.x;
    const auto drop = [&](const std::string& words, const char* icon, const sync::RecordId& finding) {
        const auto dropped = draw_place(words, icon, {x, from.y}, place);
        if (!dropped.empty()) move_photos(given, dropped, finding, asked);
        x += width + gap;
    };
    for (std::size_t i = 0; i < findings.size(); ++i)
        drop(finding_name(given, findings[i], i + 1), ui::icons::flag, findings[i].id);
    drop(given.text("photo_many.no_finding"), ui::icons::close, {});
}

} // namespace takan::app
