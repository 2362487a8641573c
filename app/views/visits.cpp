#include "app/forms/answers.hpp"
#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/palette.hpp"
#include "app/views/screens.hpp"
#include "app/views/view_memory.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace takan::app {

namespace {

class Visits : public Screen {
public:
    void want(const Spot& spot, Request& request) const override {
        request.list = filter_of(m_list);
        request.records = true;
        request.history = m_page.parts.history && m_page.open == spot.open;
        want_clock(m_page.viewer.clock, request);
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (m_page.open != spot.open) {
            m_page = {};
            m_page.open = spot.open;
        }
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ImVec2 size = ImGui::GetWindowSize();
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        {
            const ui::Pane list("visit list", {frame.list, size.y},
                                {.edges = ui::edge_right, .padding = {ui::px(16), ui::px(14)}});
            const ui::StyleVar gap = usual_gap();
            draw_visit_list(given, spot, m_list, asked);
        }
        ImGui::SameLine();
        draw_open(given, spot, {size.x - frame.list, size.y}, frame.side, drafts, asked);
    }

    void keep(Settings& kept) const override {
        keep_choice(kept, "visits.filter", static_cast<std::size_t>(m_list.filter));
    }
    void take_up(const Settings& kept) override {
        m_list.filter = static_cast<VisitFilter>(kept_choice(kept, "visits.filter", 5));
    }

private:
    static ui::StyleVar usual_gap() { return {ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6))}; }

    void draw_open(const Given& given, const Spot& spot, ImVec2 size, float side, Drafts& drafts, Asked& asked) {
        const auto& detail = given.snapshot.detail;
        const bool shown = detail && detail->record.id == spot.open && detail->record.kind == "visit";
        if (!shown) {
            const ui::Pane empty("visit", size, {.fill = ui::theme().background});
            const ui::StyleVar gap = usual_gap();
            draw_nothing(given, spot, asked);
            return;
        }
        go_to_aim(*detail, drafts);
        {
            const ui::Pane work("visit", {size.x - side, size.y}, {.fill = ui::theme().background});
            draw_work(given, *detail, size.y, drafts, asked);
        }
        if (side > 0) {
            ImGui::SameLine();
            const ui::Pane pane("visit side", {side, size.y},
                                {.edges = ui::edge_left, .padding = {ui::px(16), ui::px(14)}, .scrolls = true});
            const ui::StyleVar gap = usual_gap();
            draw_visit_side(given, *detail, m_page, asked);
        } else if (const ui::Drawer drawer(given.text("visits.side"), m_page.side, ui::px(320)); drawer) {
            const ui::StyleVar gap = usual_gap();
            draw_visit_side(given, *detail, m_page, asked);
        }
        draw_photo_viewer(given, detail->photos, m_page.viewer, drafts, asked);
        take_keys(given, *detail, asked);
        if (!m_page.viewer.open) draw_clock(given, find_photo(*detail), m_page.viewer.clock, asked);
        take(given, *detail, asked);
    }

    // Alt+1 … 6 turn to a page, Ctrl+Shift+N begins a finding, Ctrl+Shift+P asks for photos of the finding at hand,
    // Ctrl+Enter does what the visit needs next.
    void take_keys(const Given& given, const Detail& detail, Asked& asked) {
        if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
        const auto pressed = [](ImGuiKeyChord chord) {
            return ImGui::Shortcut(chord, ImGuiInputFlags_RouteGlobal | ImGuiInputFlags_RouteOverFocused |
                                              ImGuiInputFlags_RouteOverActive);
        };
        const int pages = detail.before ? page_compare + 1 : page_compare;
        for (int i = 0; i < pages; ++i)
            if (pressed(ImGuiMod_Alt | static_cast<ImGuiKey>(ImGuiKey_1 + i))) m_page.page = i;
        if (pressed(chord_of(Key::new_finding))) begin_finding(given, detail, m_page, asked);
        const bool writing = ImGui::GetIO().WantTextInput; // there it begins a line
        if (!writing && pressed(chord_of(Key::next_step))) take_next_step(given, detail, asked);
        if (!pressed(chord_of(Key::add_photos))) return;
        m_page.ask_photos = true;
        m_page.photo_finding = m_page.page == page_findings ? m_page.current_finding : sync::RecordId{};
    }

    // Shows the page on which the person is to arrive; the field itself takes the aim when it is drawn.
    void go_to_aim(const Detail& detail, Drafts& drafts) {
        Aim& aim = drafts.aim();
        if (aim.record.is_nil()) return;
        const auto among = [&](const std::vector<sync::Record>& records) {
            return std::any_of(records.begin(), records.end(), [&](const auto& one) { return one.id == aim.record; });
        };
        if (among(detail.photos)) {
            m_page.page = page_photos;
            if (!m_page.viewer.open || m_page.viewer.photo != aim.record) open_viewer(m_page.viewer, aim.record);
            if (!aim.field.empty()) return;
            drafts.comment(aim.record, {}).now = true;
            aim = {};
        } else if (among(detail.findings)) {
            m_page.page = page_findings;
            if (!aim.field.empty()) return;
            m_page.focus = aim.record;
            aim = {};
        } else if (aim.record != detail.record.id) {
            return;
        } else if (aim.field.empty()) {
            m_page.page = page_comments;
            m_page.parts.comment.now = true;
            aim = {};
        } else if (aim.field.starts_with(answer_prefix)) {
            m_page.page = page_checklist;
            m_page.checklist.current = m_page.checklist.move_to = aim.field;
        } else {
            m_page.page = page_record;
        }
    }

    void draw_work(const Given& given, const Detail& detail, float height, Drafts& drafts, Asked& asked) {
        const float head = ui::px(visit_header_height);
        {
            const ui::Pane header("visit header", {0, head},
                                  {.edges = ui::edge_bottom, .padding = {ui::px(24), ui::px(14)}});
            const ui::StyleVar gap = usual_gap();
            draw_visit_header(given, detail, m_page, drafts, asked);
        }
        const PhotoRefs selected = selected_photos(detail);
        const float bar = selection_bar_height(m_page.selection, ImGui::GetContentRegionAvail().x);
        // Every page has its own place to which it is scrolled.
        const std::string name = "visit page " + std::to_string(m_page.page);
        {
            const ui::Pane body(name.c_str(), {0, height - head - bar},
                                {.fill = ui::theme().background, .padding = {ui::px(24), ui::px(18)}, .scrolls = true});
            const ui::StyleVar gap = usual_gap();
            draw_visit_body(given, detail, m_page, drafts, asked);
            ui::space(10);
        }
        draw_selection_bar(given, selected, detail.findings, m_page.selection, m_page.viewer.clock, asked);
        draw_drop_shelf(given, detail.findings, asked);
        if (std::exchange(m_page.selection.compare, false) && selected.size() == 2)
            open_compare(m_page.viewer.compare, *selected.front(), *selected.back());
    }

    // Those that are selected and still here; on other pages none stay selected.
    PhotoRefs selected_photos(const Detail& detail) {
        if (m_page.page != page_photos) m_page.selection = {};
        PhotoRefs photos = refs_to(detail.photos);
        if (m_page.page == page_photos && !m_page.viewer.open) take_selection_keys(m_page.selection, photos);
        keep_only(m_page.selection, photos);
        std::erase_if(photos, [&](const auto* photo) { return !m_page.selection.has(photo->id); });
        return photos;
    }

    // Nothing is open, or what is open is not here, or it is something else.
    static void draw_nothing(const Given& given, const Spot& spot, Asked& asked) {
        if (spot.open.is_nil()) {
            if (ui::empty_state(ui::icons::assignment, given.text("visits.choose"), given.text("visits.new_here")))
                start_visit(given, asked);
            return;
        }
        if (given.snapshot.request.open != spot.open) return; // the answer is on its way
        const auto& detail = given.snapshot.detail;
        if (!detail) {
            ui::empty_state(ui::icons::cloud_off, given.text("visits.not_here"));
            return;
        }
        if (!ui::empty_state(ui::icons::comment, given.text("visits.other_kind"), given.text("visits.go_there")))
            return;
        if (detail->record.kind != "comment") return asked.open(place_of_kind(detail->record.kind), detail->record.id);
        if (const auto about = sync::RecordId::parse(sync::shown_text(detail->record, "record")))
            asked.open(Place::visits, *about);
    }

    void take(const Given& given, const Detail& detail, Asked& asked) {
        const bool press = std::exchange(m_page.ask_photos, false);
        take_photos(given, detail.record.id, m_page.photo_finding, press, m_page.waiting, asked);
        if (!m_page.waiting) m_page.photo_finding = {};
    }

    // Whose camera's clock is being corrected; null: it is none of the visit's.
    const sync::Record* find_photo(const Detail& detail) const {
        const auto found = std::find_if(detail.photos.begin(), detail.photos.end(),
                                        [&](const auto& photo) { return photo.id == m_page.viewer.clock.photo; });
        return found == detail.photos.end() ? nullptr : &*found;
    }

    VisitListState m_list;
    VisitPageState m_page;
};

} // namespace

std::unique_ptr<Screen> make_visits() {
    return std::make_unique<Visits>();
}

} // namespace takan::app
