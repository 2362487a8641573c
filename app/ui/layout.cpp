#include "app/ui/layout.hpp"

#include "app/ui/icons.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app::ui {

void line_of(float height) {
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    window.DC.CursorPosPrevLine.y = window.DC.CursorPos.y;
    window.DC.IsSameLine = true;
    window.DC.CurrLineSize.y = std::max(window.DC.CurrLineSize.y, height);
    window.DC.CurrLineTextBaseOffset =
        std::max(window.DC.CurrLineTextBaseOffset, std::floor((height - line_height(em_body)) / 2));
}

namespace {

bool begin_pane(const char* name, ImVec2 size, const PaneOptions& options) {
    const StyleVar padding(ImGuiStyleVar_WindowPadding, options.padding);
    const StyleColor back(ImGuiCol_ChildBg, options.fill != 0 ? options.fill : theme().surface);
    const ImGuiWindowFlags flags =
        options.scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    const bool open = ImGui::BeginChild(name, size, ImGuiChildFlags_AlwaysUseWindowPadding, flags);
    const ImVec2 from = ImGui::GetWindowPos();
    const ImVec2 to(from.x + ImGui::GetWindowWidth(), from.y + ImGui::GetWindowHeight());
    const Clip whole(from, to);
    const Color color = theme().border;
    const float half = hairline() / 2;
    if (options.edges & edge_left) line({from.x + half, from.y}, {from.x + half, to.y}, color);
    if (options.edges & edge_right) line({to.x - half, from.y}, {to.x - half, to.y}, color);
    if (options.edges & edge_top) line({from.x, from.y + half}, {to.x, from.y + half}, color);
    if (options.edges & edge_bottom) line({from.x, to.y - half}, {to.x, to.y - half}, color);
    return open;
}

} // namespace

Pane::Pane(const char* name, ImVec2 size, const PaneOptions& options)
    : Scope(begin_pane(name, size, options)), m_scrolls(options.scrolls) {}
Pane::~Pane() {
    if (!must_end()) return;
    // A line that was begun at a place of its own and then stayed empty would be a mistake to ImGui; here it is none.
    if (!m_scrolls) ImGui::Dummy({0, 0});
    ImGui::EndChild();
}

Card::Card(std::string_view id, const CardOptions& options)
    : Scope(true), m_from(ImGui::GetCursorScreenPos()), m_width(width_or_rest(options.width)),
      m_padding(options.padding >= 0 ? options.padding : px(16)), m_options(options),
      m_layers(std::make_unique<ImDrawListSplitter>()) {
    ImGui::PushID(id.data(), id.data() + id.size());
    m_layers->Split(&canvas(), 2);
    m_layers->SetCurrentChannel(&canvas(), 1);
    ImGui::SetCursorScreenPos({m_from.x + m_padding, m_from.y + m_padding});
    ImGui::BeginGroup();
    m_inner = std::make_unique<Width>(m_width - 2 * m_padding);
}

Card::~Card() {
    if (!must_end()) return;
    m_inner.reset();
    ImGui::EndGroup();
    const float content = ImGui::GetItemRectMax().y + m_padding - m_from.y;
    const float height = std::max(m_options.min_height, content);
    const ImRect box(m_from, {m_from.x + m_width, m_from.y + height});
    m_layers->SetCurrentChannel(&canvas(), 0);
    fill(box, m_options.fill != 0 ? m_options.fill : theme().surface, px(8));
    stroke(box, theme().border, px(8));
    if (m_options.bar != Tone::plain)
        fill({box.Min, {box.Min.x + px(3), box.Max.y}}, tone_color(m_options.bar), px(8), ImDrawFlags_RoundCornersLeft);
    m_layers->Merge(&canvas());
    ImGui::PopID();
    ImGui::SetCursorScreenPos(m_from);
    ImGui::Dummy({m_width, height});
}

FormColumns::FormColumns(float least, int most_columns) : m_from(ImGui::GetCursorScreenPos()) {
    m_all = ImGui::GetContentRegionAvail().x;
    const float gap = px(16);
    m_columns = std::clamp(static_cast<int>((m_all + gap) / (least + gap)), 1, std::max(1, most_columns));
    m_width = std::floor((m_all - gap * static_cast<float>(m_columns - 1)) / static_cast<float>(m_columns));
    m_row_end = m_from.y;
}

void FormColumns::end_cell() {
    if (!m_open) return;
    m_cell.reset();
    ImGui::EndGroup();
    m_row_end = std::max(m_row_end, ImGui::GetItemRectMax().y);
    m_open = false;
}

void FormColumns::next(bool whole_line) {
    end_cell();
    const bool new_row = m_column < 0 || whole_line || m_whole || m_column + 1 >= m_columns;
    if (new_row) {
        if (m_column >= 0) m_from.y = m_row_end + px(14);
        m_row_end = m_from.y;
        m_column = 0;
    } else {
        ++m_column;
    }
    m_whole = whole_line;
    ImGui::SetCursorScreenPos({m_from.x + static_cast<float>(m_column) * (m_width + px(16)), m_from.y});
    ImGui::BeginGroup();
    m_cell = std::make_unique<Width>(whole_line ? m_all : m_width);
    m_open = true;
}

FormColumns::~FormColumns() {
    end_cell();
    ImGui::SetCursorScreenPos({m_from.x, m_row_end});
    ImGui::Dummy({0, 0});
}

Frame frame_for(ImVec2 window) {
    const float design = window.x / look().scale;
    Frame frame;
    frame.rail = px(72);
    frame.list = px(design < 1280 ? 248 : design < 1600 ? 268 : 320);
    frame.side = px(design < 1200 ? 0 : design < 1600 ? 276 : 360);
    frame.status = px(30);
    frame.work = std::max(px(200), window.x - frame.rail - frame.list - frame.side);
    return frame;
}

namespace {

bool begin_rail(ImVec2 size) {
    const StyleVar padding(ImGuiStyleVar_WindowPadding, ImVec2(px(8), px(16)));
    const StyleColor back(ImGuiCol_ChildBg, theme().rail);
    return ImGui::BeginChild("rail", size, ImGuiChildFlags_AlwaysUseWindowPadding,
                             ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
}

} // namespace

Rail::Rail(ImVec2 size) : Scope(begin_rail(size)) {}
Rail::~Rail() {
    if (must_end()) ImGui::EndChild();
}

void mark() {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImRect box(at, {at.x + px(32), at.y + px(32)});
    ImGui::ItemSize(box.GetSize());
    if (!ImGui::ItemAdd(box, 0)) return;
    fill(box, rgb(0x2FAE84), px(8));
    draw_icon(box.GetCenter(), icons::drop, rgb(0xFFFFFF), 14);
}

} // namespace takan::app::ui
