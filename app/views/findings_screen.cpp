// Findings: all of them in a list; one open, with everything that belongs to it.
#include "app/domain/kinds.hpp"
#include "app/domain/typed_text.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/record_list.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/screens.hpp"
#include "app/views/view_memory.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace takan::app {

namespace {

constexpr float widest_form = 1180; // design pixels
constexpr float header_height = 88;
constexpr float tile_width = 108;

constexpr std::array chips{
    ListChip{"list.all"},
    ListChip{"findings.chip.major", "severity", "major"},
    ListChip{"findings.chip.serious", "severity", "serious"},
    ListChip{"list.returned", "review.state", "returned"},
};

constexpr RecordListOptions list_options{
    Place::findings, "finding", "place.findings", "findings.new", "findings.empty", ui::icons::flag, "list.count",
    chips,           true};

sync::RecordId id_in(const sync::Record& record, std::string_view field) {
    const auto id = sync::RecordId::parse(sync::shown_text(record, field));
    return id ? *id : sync::RecordId{};
}

// What another record is called that this one names; empty when it names none or it is not here.
std::string title_in(const Detail& detail, std::string_view field) {
    const auto title = detail.titles.find(id_in(detail.record, field));
    return title == detail.titles.end() ? std::string() : title->second;
}

class Findings final : public Screen {
public:
    void want(const Spot& spot, Request& request) const override {
        request.list = list_filter("finding", m_list, chips);
        request.history = m_parts.history && m_open == spot.open;
        want_clock(m_viewer.clock, request);
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (spot.open != m_open) {
            m_open = spot.open;
            m_parts = {};
            m_viewer = {};
            m_to_photos = false;
        }
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        const ImVec2 size = ImGui::GetWindowSize();
        bool fresh = draw_record_list(given, spot, list_options, {frame.list, size.y}, m_list, asked);
        ImGui::SameLine();
        if (const Detail* detail = open_detail(given, spot, "finding"); detail != nullptr)
            draw_open(given, *detail, {size.x - frame.list, size.y}, frame.side, drafts, asked);
        else
            fresh |= draw_no_record(given, spot, list_options, "findings.choose");
        if (fresh) create(given, asked);
    }

    void keep(Settings& kept) const override { keep_choice(kept, "findings.chip", m_list.chip); }
    void take_up(const Settings& kept) override { m_list.chip = kept_choice(kept, "findings.chip", chips.size()); }

private:
    void create(const Given& given, Asked& asked) {
        m_fresh = sync::RecordId::random(given.now);
        asked.command(Create{m_fresh, "finding", {{"source", "on_site"}, {"found_at", sync::to_text(given.now)}}});
        asked.open(Place::findings, m_fresh);
    }

    void draw_open(const Given& given, const Detail& detail, ImVec2 size, float side, Drafts& drafts, Asked& asked) {
        go_to_aim(detail, drafts);
        bool add = false;
        {
            const ui::Pane page("finding", {size.x - side, size.y}, {.fill = ui::theme().background});
            draw_header(given, detail, drafts, asked);
            const ui::Pane body("body", {0, 0},
                                {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(18)}, true});
            const ui::StyleVar gap = usual_gap();
            add |= draw_body(given, detail, side <= 0, drafts, asked);
        }
        if (side > 0) {
            ImGui::SameLine();
            const ui::Pane pane("finding side", {side, size.y}, {0, ui::edge_left, {ui::px(16), ui::px(14)}, true});
            const ui::StyleVar gap = usual_gap();
            add |= draw_side(given, detail, asked);
        }
        take_photos(given, id_in(detail.record, "visit"), detail.record.id, add, m_waiting, asked);
        draw_photo_viewer(given, detail.photos, m_viewer, drafts, asked);
    }

    // Of what has no field of its own; a field takes the aim itself.
    void go_to_aim(const Detail& detail, Drafts& drafts) {
        if (drafts.aim().record == detail.record.id && drafts.aim().field.empty() && drafts.aim().thread) {
            m_parts.comment.now = true;
            drafts.aim() = {};
        }
        m_to_photos = m_to_photos || drafts.arrive(detail.record.id, photos_place);
    }

    static ui::StyleVar usual_gap() { return {ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6))}; }

    void draw_header(const Given& given, const Detail& detail, const Drafts& drafts, Asked& asked) {
        const ui::Pane head("head", {0, ui::px(header_height)}, {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
        const ui::StyleVar gap = usual_gap();
        const ImVec2 top = ImGui::GetCursorPos();
        const float line = ImGui::GetContentRegionAvail().x;
        const auto visit = id_in(detail.record, "visit");
        const std::string& open = given.text("findings.open_visit");
        const float actions =
            ui::px(34) + (visit.is_nil() ? 0 : ui::px(8) + ui::button_width(open, ui::icons::assignment));
        draw_title(given, detail, drafts, line - actions - ui::px(24));
        ImGui::SetCursorPos({top.x + line - actions, top.y - ui::px(1)});
        draw_record_menu(given, detail.record, m_parts, asked);
        if (!visit.is_nil()) {
            ImGui::SameLine(0, ui::px(8));
            if (ui::button(open, {.icon = ui::icons::assignment})) asked.open(Place::visits, visit);
        }
        ImGui::SetCursorPos({top.x, top.y + ui::px(44)});
        draw_meta(given, detail);
    }

    // The title with what is to be known at first sight, in `room` screen pixels.
    static void draw_title(const Given& given, const Detail& detail, const Drafts& drafts, float room) {
        std::vector<ui::Badge> badges;
        if (const std::string severity = drafts.text(detail.record, "severity"); !severity.empty())
            badges.push_back({term_text("severity", severity, given.language()), tone_of("severity", severity), {}});
        if (detail.row.contested > 0)
            badges.push_back({given.text("list.contested"), ui::Tone::warn, ui::icons::call_merge});
        float needed = 0;
        for (const auto& badge : badges)
            needed += ui::badge_size(badge).x + ui::px(8);
        if (room - needed < ui::px(120)) badges.clear(); // the form below says the same
        if (!badges.empty()) room -= needed;
        const float width = ui::measure(detail.row.title, ui::page_title()).x + 1;
        ui::text_cut(detail.row.title, ui::page_title(), std::min(width, room));
        for (const auto& badge : badges) {
            ImGui::SameLine(0, ui::px(8));
            ui::badge(badge);
        }
    }

    static void draw_meta(const Given& given, const Detail& detail) {
        const sync::Record& record = detail.record;
        const std::string due = sync::shown_text(record, "due");
        const std::array<std::pair<const char*, std::string>, 4> facts{{
            {ui::icons::schedule, short_moment(sync::shown_text(record, "found_at"), given.now)},
            {ui::icons::business, first_words(title_in(detail, "site"), 20)},
            {ui::icons::place, first_words(sync::shown_text(record, "place"), 16)},
            {ui::icons::alarm, due.empty() ? std::string() : say("findings.due", given.language(), {{"date", due}})},
        }};
        const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
        bool first = true;
        for (const auto& [icon, words] : facts) {
            if (words.empty()) continue;
            if (!std::exchange(first, false)) {
                ImGui::SameLine(0, ui::px(18));
                if (ImGui::GetCursorScreenPos().x + ui::px(19) + ui::measure(words, {ui::em_note}).x > right) return;
            }
            ui::meta(icon, words);
        }
    }

    // True when photos are to be added.
    bool draw_body(const Given& given, const Detail& detail, bool photos, Drafts& drafts, Asked& asked) {
        const ui::Width form(std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_form)));
        const sync::Record& record = detail.record;
        draw_record_notices(given, record, asked);
        draw_content(given, record, drafts, asked);
        ui::space(14);
        bool add = false;
        if (photos) {
            const ui::Card card("photos");
            add = draw_photos(given, detail);
        }
        if (photos) ui::space(14);
        constexpr std::array<std::string_view, 3> mending{"unit", "due", "flags"};
        draw_card(given, record, "findings.mending", mending, drafts, asked);
        ui::space(14);
        constexpr std::array<std::string_view, 6> place{"visit", "site", "source", "found_at", "lat", "lon"};
        draw_card(given, record, "findings.place", place, drafts, asked);
        ui::space(14);
        {
            const ui::Card comments("comments");
            ui::section_header(given.text("findings.comments"));
            ui::space(8);
            draw_comments(given, record, {}, m_parts.comment, asked);
        }
        ui::space(10);
        return add;
    }

    void draw_content(const Given& given, const sync::Record& record, Drafts& drafts, Asked& asked) {
        constexpr std::array<std::string_view, 3> words{"title", "severity", "place"};
        constexpr std::array<std::string_view, 3> body{"types", "description", "legal_basis"};
        const ui::Card card("content", {.bar = tone_of("severity", drafts.text(record, "severity"))});
        ui::section_header(given.text("findings.content"));
        ui::space(8);
        if (m_fresh == record.id) {
            ImGui::SetKeyboardFocusHere(); // its title is written first
            m_fresh = {};
        }
        draw_fields(given, record, words, drafts, asked);
        ui::space(14);
        draw_fields(given, record, body, drafts, asked);
    }

    static void draw_card(const Given& given, const sync::Record& record, const char* title,
                          std::span<const std::string_view> fields, Drafts& drafts, Asked& asked) {
        const ui::Card card(title);
        ui::section_header(given.text(title));
        ui::space(8);
        draw_fields(given, record, fields, drafts, asked);
    }

    // Title and tiles; true when photos are to be added.
    bool draw_photos(const Given& given, const Detail& detail) {
        const ImVec2 top = ImGui::GetCursorPos();
        ui::text(given.text("place.photos"), ui::section_title());
        ImGui::SameLine(0, ui::px(8));
        ui::text(say("photos.count", given.language(), {{"count", std::to_string(detail.photos.size())}}),
                 ui::second_text(ui::em_note));
        ImGui::SetCursorPos({top.x, top.y - ui::px(4)});
        ui::push_right(ui::px(34));
        bool add = ui::icon_button(ui::icons::camera, given.text("photo.add"));
        ImGui::SetCursorPos({top.x, top.y + ui::px(40)});
        if (detail.photos.empty()) {
            const float width = std::min(ImGui::GetContentRegionAvail().x, ui::px(244));
            if (std::exchange(m_to_photos, false)) {
                ImGui::SetKeyboardFocusHere();
                ImGui::SetNavCursorVisible(true);
                ImGui::SetScrollHereY(0.3f);
            }
            add |= ui::add_tile(ui::icons::add_photo, given.text("photos.add_first"), width);
            ui::space(2);
            ui::text_wrapped(given.text("findings.drop_hint"), ui::note_text());
            return add;
        }
        const int pressed = draw_photo_grid(given, detail.photos, ui::px(tile_width));
        if (pressed >= 0) open_viewer(m_viewer, detail.photos[static_cast<std::size_t>(pressed)].id);
        return add;
    }

    bool draw_side(const Given& given, const Detail& detail, Asked& asked) {
        const bool add = draw_photos(given, detail);
        const auto belongs = [&](const char* field, const char* title, const char* icon, Place place) {
            const auto id = id_in(detail.record, field);
            if (id.is_nil()) return;
            ui::space(10);
            ui::divider();
            ui::space(10);
            ui::text(given.text(title), ui::section_title());
            ui::space(4);
            ui::icon(icon, ui::theme().text_third, 13);
            ImGui::SameLine(0, ui::px(8));
            const std::string name = title_in(detail, field);
            const ui::Id scope(field);
            if (ui::link(name.empty() ? given.text("list.open_it") : first_words(name, 16), true))
                asked.open(place, id);
        };
        belongs("visit", "findings.visit", ui::icons::assignment, Place::visits);
        belongs("site", "findings.site", ui::icons::business, Place::sites);
        return add;
    }

    sync::RecordId m_open;
    sync::RecordId m_fresh; // just made
    RecordListState m_list;
    RecordPartsState m_parts;
    PhotoViewerState m_viewer;
    bool m_waiting = false;
    bool m_to_photos = false; // the tile that adds them is to get the keyboard
};

} // namespace

std::unique_ptr<Screen> make_findings() {
    return std::make_unique<Findings>();
}

} // namespace takan::app
