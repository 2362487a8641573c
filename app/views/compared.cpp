#include "app/views/compared.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/text_diff.hpp"

#include <utility>

namespace takan::app {

namespace {

bool is_prose(std::string_view kind, std::string_view field) {
    const KindSpec* known = find_kind(kind);
    const FieldSpec* spec = known == nullptr ? nullptr : find_field_spec(*known, field);
    return spec != nullptr && (spec->type == FieldType::text || spec->type == FieldType::long_text);
}

} // namespace

Compared compare(std::string_view kind, std::string_view field, std::string before, std::string after) {
    Compared both{std::move(before), std::move(after), {}, {}};
    if (both.before.empty()) return both;
    if (both.after.empty() || !is_prose(kind, field)) {
        both.taken.push_back({0, both.before.size(), ui::Mark::struck});
        return both;
    }
    std::size_t old = 0, now = 0;
    for (const auto& piece : text_diff(both.before, both.after)) {
        const std::size_t size = piece.text.size();
        if (piece.piece == Piece::taken) both.taken.push_back({old, old + size, ui::Mark::struck});
        if (piece.piece == Piece::added) both.added.push_back({now, now + size, ui::Mark::added});
        if (piece.piece != Piece::added) old += size;
        if (piece.piece != Piece::taken) now += size;
    }
    return both;
}

float box_height(const std::string& text, float width) {
    return ui::measure(text.empty() ? "—" : text, {}, width - ui::px(22)).y + ui::px(14);
}

void draw_box(ImVec2 at, float width, float height, const std::string& text, std::span<const ui::MarkedPart> marks,
              ui::Tone tone) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ui::Color color = tone == ui::Tone::plain ? theme.text_third : theme.text;
    if (tone != ui::Tone::plain) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, ui::tone_soft(tone), ui::px(4));
        list->AddRectFilled(at, {at.x + ui::px(3), at.y + height}, ui::tone_color(tone), ui::px(2));
    }
    ui::draw_text_marked({at.x + ui::px(12), at.y + ui::px(7)}, width - ui::px(22), text.empty() ? "—" : text, marks,
                         {.color = color});
}

} // namespace takan::app
