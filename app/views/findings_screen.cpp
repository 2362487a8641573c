// Findings: all of them in a list; one open, with everything that belongs to it.
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/record_list.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/screens.hpp"

#include <array>

namespace takan::app {

namespace {

constexpr std::array chips{
    ListChip{"list.all"},
    ListChip{"findings.chip.major", "severity", "major"},
    ListChip{"findings.chip.serious", "severity", "serious"},
    ListChip{"list.returned", "review.state", "returned"},
};

ui::Tone tone_of_severity(const std::string& code) {
    if (code == "major" || code == "serious") return ui::Tone::danger;
    return code == "moderate" ? ui::Tone::warn : ui::Tone::plain;
}

class Findings final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.list = list_filter("finding", m_list, chips);
        request.history = m_parts.history;
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (spot.open != m_open) {
            m_open = spot.open;
            m_parts = {};
        }
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        const float height = ImGui::GetContentRegionAvail().y;
        const RecordListOptions options{Place::findings,  "place.findings", "findings.new",
                                        "findings.empty", ui::icons::flag,  chips};
        if (draw_record_list(given, spot, options, {frame.list, height}, m_list, asked)) create(given, asked);
        ImGui::SameLine(0, 0);
        const bool ready =
            given.snapshot.detail && given.snapshot.detail->record.id == spot.open && !spot.open.is_nil();
        if (!ready) {
            const ui::Pane pane("nothing", ImGui::GetContentRegionAvail(),
                                {ui::theme().background, ui::edge_none, {}, false});
            ui::empty_state(ui::icons::flag, given.text("findings.choose"));
            return;
        }
        const float side = frame.side;
        draw_page(given, {ImGui::GetContentRegionAvail().x - side, height}, drafts, asked);
        const auto& detail = *given.snapshot.detail;
        bool add = false;
        if (side > 0) {
            ImGui::SameLine(0, 0);
            add = draw_side(given, {side, height});
        }
        take_photos(given,
                    sync::RecordId::parse(sync::shown_text(detail.record, "visit")) ? visit_of(detail.record)
                                                                                    : sync::RecordId{},
                    detail.record.id, add, m_waiting, asked);
        draw_photo_viewer(given, detail.photos, m_viewer, drafts, asked);
    }

private:
    static sync::RecordId visit_of(const sync::Record& record) {
        const auto visit = sync::RecordId::parse(sync::shown_text(record, "visit"));
        return visit ? *visit : sync::RecordId{};
    }

    static void create(const Given& given, Asked& asked) {
        const auto id = sync::RecordId::random(given.now);
        asked.command(Create{id, "finding", {{"found_at", sync::to_text(given.now)}}});
        asked.open(Place::findings, id);
    }

    void draw_page(const Given& given, ImVec2 size, Drafts& drafts, Asked& asked) {
        const ui::Pane page("page", size, {ui::theme().background, ui::edge_none, {}, false});
        draw_head(given, asked);
        const ui::Pane body("body", ImGui::GetContentRegionAvail(),
                            {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(16)}, true});
        const sync::Record& record = given.snapshot.detail->record;
        draw_record_notices(given, record, asked);
        const auto card = [&](const char* title, std::span<const std::string_view> names) {
            const ui::Card box(title, {.padding = ui::px(18)});
            ui::section_header(given.text(title));
            ui::space(6);
            draw_fields(given, record, names, drafts, asked);
        };
        constexpr std::array<std::string_view, 6> content{"title",       "types",       "severity",
                                                          "description", "legal_basis", "flags"};
        constexpr std::array<std::string_view, 5> place{"visit", "site", "place", "found_at", "source"};
        constexpr std::array<std::string_view, 4> mending{"unit", "due", "lat", "lon"};
        card("findings.content", content);
        ui::space(14);
        card("findings.place", place);
        ui::space(14);
        card("findings.mending", mending);
        ui::space(14);
        const ui::Card comments("comments", {.padding = ui::px(18)});
        ui::section_header(given.text("review.comments"));
        ui::space(6);
        draw_comments(given, record, {}, m_parts, asked);
    }

    void draw_head(const Given& given, Asked& asked) {
        const Detail& detail = *given.snapshot.detail;
        const ui::Pane head("head", {ImGui::GetContentRegionAvail().x, ui::px(92)},
                            {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
        const ImVec2 top = ImGui::GetCursorPos();
        ui::text_cut(detail.row.title, ui::page_title(), ImGui::GetContentRegionAvail().x - ui::px(180));
        ImGui::SameLine(0, ui::px(12));
        const std::string severity = sync::shown_text(detail.record, "severity");
        if (!severity.empty())
            ui::badge({term_text("severity", severity, given.language()), tone_of_severity(severity)});
        ImGui::SetCursorPos({ImGui::GetWindowWidth() - ui::px(24) - ui::px(34), top.y});
        draw_record_menu(given, detail.record, m_parts, asked);
        ImGui::SetCursorPos({top.x, top.y + ui::px(40)});
        const auto visit = visit_of(detail.record);
        if (!visit.is_nil() && ui::link(given.text("findings.open_visit"), true)) asked.open(Place::visits, visit);
    }

    bool draw_side(const Given& given, ImVec2 size) {
        const ui::Pane side("side", size, {0, ui::edge_left, {ui::px(16), ui::px(14)}, true});
        const auto& photos = given.snapshot.detail->photos;
        ui::section_header(given.text("review.side_photos"), std::to_string(photos.size()));
        ui::space(8);
        const int pressed = draw_photo_grid(given, photos, ui::px(112));
        if (pressed >= 0) open_viewer(m_viewer, photos[static_cast<std::size_t>(pressed)].id);
        ui::space(8);
        return ui::add_tile(ui::icons::add_photo, given.text("photo.add"), ImGui::GetContentRegionAvail().x);
    }

    sync::RecordId m_open;
    RecordListState m_list;
    RecordPartsState m_parts;
    PhotoViewerState m_viewer;
    bool m_waiting = false;
};

} // namespace

std::unique_ptr<Screen> make_findings() {
    return std::make_unique<Findings>();
}

} // namespace takan::app
