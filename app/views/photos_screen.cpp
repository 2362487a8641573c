// Photos: all of them by day in a grid, those that need something at one press, many changed at once, the full view.
#include "app/domain/china_time.hpp"
#include "app/ui/ui.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/screens.hpp"
#include "app/views/view_memory.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace takan::app {

namespace {

enum class Chip { all, attention, no_caption, no_finding };

constexpr std::size_t first_page = 300;
constexpr float tile_width = 190; // design pixels
constexpr float day_height = 38;

bool passes(const Snapshot& snapshot, const sync::Record& photo, Chip chip) {
    switch (chip) {
    case Chip::attention:
        return snapshot.photo_checks.contains(photo.id);
    case Chip::no_caption:
        return sync::shown_text(photo, "caption").empty();
    case Chip::no_finding:
        return sync::shown_text(photo, "finding").empty();
    case Chip::all:
        break;
    }
    return true;
}

// The photos of one day, a part of all that are shown.
struct Day {
    std::string title;
    std::size_t first = 0;
    std::size_t count = 0;
};

// What is shown of a snapshot. Made anew only when another snapshot comes: thousands of photos are not looked through
// in every frame.
struct Shown {
    std::uint64_t snapshot = 0;
    const sync::Record* from = nullptr;
    std::size_t count = 0;
    Chip chip = Chip::all;
    PhotoRefs photos;
    PhotoRefs by_id; // the same, to find one in
    std::vector<Day> days;
    FetchPhotos missing; // those of them that are not here: who filters wants what passes
};

std::string day_of(const Given& given, const Row& row) {
    const auto taken = sync::parse_instant(row.sort_key);
    if (!taken) return given.text("photos.no_day");
    const sync::CivilDate day = sync::date_of(*taken, china_offset_minutes);
    if (day == sync::date_of(given.now, china_offset_minutes)) return given.text("photos.today");
    return date_text(day);
}

// `kept`: stays although it got what the filter looks for, as it is just worked on. True when it was made anew.
bool show(const Given& given, Chip chip, const sync::RecordId& kept, Shown& shown) {
    const Snapshot& snapshot = given.snapshot;
    const bool ours = snapshot.request.list.kind == "photo" && snapshot.list.size() == snapshot.list_records.size();
    const std::size_t count = ours ? snapshot.list_records.size() : 0;
    if (shown.snapshot == snapshot.number && shown.from == snapshot.list_records.data() && shown.count == count &&
        shown.chip == chip)
        return false;
    shown = {snapshot.number, snapshot.list_records.data(), count, chip, {}, {}, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        const sync::Record& photo = snapshot.list_records[i];
        if (!passes(snapshot, photo, chip) && photo.id != kept) continue;
        std::string title = day_of(given, snapshot.list[i]);
        if (shown.days.empty() || shown.days.back().title != title)
            shown.days.push_back({std::move(title), shown.photos.size(), 0});
        ++shown.days.back().count;
        shown.photos.push_back(&photo);
        if (snapshot.not_here.contains(photo.id)) shown.missing.ids.push_back(photo.id);
    }
    shown.by_id = shown.photos;
    std::sort(shown.by_id.begin(), shown.by_id.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    return true;
}

// Null: it is not among those that are shown.
const sync::Record* find_photo(const Shown& shown, const sync::RecordId& id) {
    const auto found = std::lower_bound(shown.by_id.begin(), shown.by_id.end(), id,
                                        [](const auto* one, const sync::RecordId& wanted) { return one->id < wanted; });
    return found == shown.by_id.end() || (*found)->id != id ? nullptr : *found;
}

sync::RecordId visit_of(const sync::Record& photo) {
    const auto visit = sync::RecordId::parse(sync::shown_text(photo, "visit"));
    return visit ? *visit : sync::RecordId{};
}

class Photos final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.list.kind = "photo";
        request.list.limit = m_limit;
        request.records = true;
        request.open = m_visit;
        want_clock(m_viewer.clock, request);
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (show(given, m_chip, m_viewer.open ? m_viewer.photo : sync::RecordId{}, m_shown))
            keep_only(m_selection, m_shown.photos);
        bool add = false;
        {
            const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
            add = draw_head(given, asked);
            const float bar = selection_bar_height(m_selection, ImGui::GetContentRegionAvail().x);
            {
                const ui::Pane body("photo grid", {0, ImGui::GetContentRegionAvail().y - bar},
                                    {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(10)}, true});
                if (m_shown.photos.empty())
                    add |= draw_empty(given);
                else
                    draw_days(given);
            }
            draw_selection_bar(given, selected(), findings(given), m_selection, m_viewer.clock, asked);
            draw_drop_shelf(given, findings(given), asked);
            compare_selected();
        }
        take_photos(given, {}, {}, add, m_waiting, asked);
        if (!m_viewer.open) take_selection_keys(m_selection, m_shown.photos);
        follow(spot);
        m_visit = wanted_visit();
        draw_viewer(given, spot, drafts, asked);
        if (!m_viewer.open) draw_clock(given, find_photo(m_shown, m_viewer.clock.photo), m_viewer.clock, asked);
    }

    void keep(Settings& kept) const override { keep_choice(kept, "photos.chip", static_cast<std::size_t>(m_chip)); }
    void take_up(const Settings& kept) override { m_chip = static_cast<Chip>(kept_choice(kept, "photos.chip", 4)); }

private:
    // Draws title, chips and the button. True when photos are to be added.
    bool draw_head(const Given& given, Asked& asked) {
        const ui::Pane head("photo head", {0, ui::px(100)}, {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
        const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
        const ImVec2 top = ImGui::GetCursorPos();
        ui::text(given.text("place.photos"), ui::page_title());
        ImGui::SameLine(0, ui::px(10));
        ui::text(say("photos.count", given.language(), {{"count", std::to_string(given.snapshot.list_total)}}),
                 ui::second_text(ui::em_note));
        ImGui::SameLine(0, ui::px(18));
        draw_photo_counter(given, m_shown.photos.size(), m_shown.missing.ids.size(), m_shown.missing, asked);
        const std::string& label = given.text("photo.add");
        ImGui::SetCursorPos({top.x, top.y - ui::px(1)});
        ui::push_right(ui::button_width(label, ui::icons::add_photo));
        const bool add = ui::button(label, {.kind = ui::ButtonKind::primary, .icon = ui::icons::add_photo});
        ImGui::SetCursorPos({top.x, top.y + ui::px(44)});
        constexpr std::array chips{std::pair{Chip::all, "list.all"}, std::pair{Chip::attention, "photos.attention"},
                                   std::pair{Chip::no_caption, "photos.no_caption"},
                                   std::pair{Chip::no_finding, "photos.no_finding"}};
        for (const auto& [chip, key] : chips) {
            if (chip != Chip::all) ImGui::SameLine(0, ui::px(6));
            if (ui::chip(given.text(key), m_chip == chip)) m_chip = chip;
        }
        return add;
    }

    // Of the visit whose photos are worked on: where they can go.
    std::span<const sync::Record> findings(const Given& given) const {
        const auto& detail = given.snapshot.detail;
        if (m_visit.is_nil() || !detail || detail->record.id != m_visit) return {};
        return detail->findings;
    }

    void compare_selected() {
        if (!std::exchange(m_selection.compare, false)) return;
        const PhotoRefs two = selected();
        if (two.size() == 2) open_compare(m_viewer.compare, *two.front(), *two.back());
    }

    PhotoRefs selected() const {
        PhotoRefs photos;
        for (const auto& id : m_selection.ids)
            if (const auto* photo = find_photo(m_shown, id)) photos.push_back(photo);
        return photos;
    }

    // The visit of the photo in full view, of those that are dragged, or of those that are selected; nil when they are
    // of several.
    sync::RecordId wanted_visit() const {
        if (m_viewer.open) {
            const auto* photo = find_photo(m_shown, m_viewer.photo);
            return photo == nullptr ? sync::RecordId{} : visit_of(*photo);
        }
        std::optional<sync::RecordId> visit;
        const auto look = [&](const sync::RecordId& id) {
            const auto* photo = find_photo(m_shown, id);
            if (photo == nullptr) return true;
            const auto its = visit_of(*photo);
            if (visit && *visit != its) return false;
            visit = its;
            return true;
        };
        const auto dragged = ui::dragged(dragged_photos);
        const bool one = dragged.empty() ? std::all_of(m_selection.ids.begin(), m_selection.ids.end(), look)
                                         : std::all_of(dragged.begin(), dragged.end(), look);
        return one && visit ? *visit : sync::RecordId{};
    }

    bool draw_empty(const Given& given) const {
        if (given.snapshot.request.list.kind != "photo") return false; // the answer is on its way
        if (m_chip != Chip::all) {
            const char* key = m_chip == Chip::no_caption  ? "photos.all_captioned"
                              : m_chip == Chip::attention ? "photos.all_in_order"
                                                          : "photos.all_in_findings";
            ui::empty_state(ui::icons::check_circle, given.text(key));
            return false;
        }
        return ui::empty_state(ui::icons::photos, given.text("photos.empty"), given.text("photos.add_first"));
    }

    // Days one below the other; those out of view only take their room.
    void draw_days(const Given& given) {
        const TileGrid grid(ui::px(tile_width));
        const float row_height = photo_tile_height(grid.width) + grid.gap;
        const float view_top = ImGui::GetScrollY();
        const float view_bottom = view_top + ImGui::GetWindowHeight();
        const float left = ImGui::GetCursorPosX();
        float top = ImGui::GetCursorPosY();
        for (const Day& day : m_shown.days) {
            const std::size_t columns = static_cast<std::size_t>(grid.columns);
            const float height =
                ui::px(day_height) + static_cast<float>((day.count + columns - 1) / columns) * row_height;
            if (top < view_bottom && top + height > view_top) {
                ImGui::SetCursorPos({left, top});
                draw_day(given, day);
            }
            top += height + ui::px(6);
        }
        ImGui::SetCursorPos({left, top});
        ImGui::Dummy({1, ui::px(8)});
        // The next ones are asked for before the last ones are reached.
        const bool more = given.snapshot.list_records.size() < given.snapshot.list_total;
        if (more && view_bottom + 4 * row_height > top && given.snapshot.list_records.size() >= m_limit) m_limit *= 2;
    }

    void draw_day(const Given& given, const Day& day) {
        const ui::Id scope(day.title);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + ui::px(day_height) / 2;
        ui::draw_text_middle(at.x, middle, day.title, {ui::em_body, true});
        ui::draw_text_middle(at.x + ui::measure(day.title, {ui::em_body, true}).x + ui::px(10), middle,
                             say("photos.count", given.language(), {{"count", std::to_string(day.count)}}),
                             ui::second_text(ui::em_small));
        ImGui::SetCursorScreenPos({at.x, at.y + ui::px(day_height)});
        const auto photos = std::span(m_shown.photos).subspan(day.first, day.count);
        const Selecting selecting{m_selection, m_shown.photos};
        const int pressed = draw_photo_grid(given, photos, ui::px(tile_width), &selecting);
        if (pressed >= 0) open_viewer(m_viewer, photos[static_cast<std::size_t>(pressed)]->id);
    }

    // A photo that was found elsewhere is opened at once.
    void follow(const Spot& spot) {
        if (spot.open == m_open) return;
        m_open = spot.open;
        m_viewer = {};
        if (!spot.open.is_nil()) open_viewer(m_viewer, spot.open);
    }

    void draw_viewer(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) {
        if (!m_viewer.open) return draw_photo_viewer(given, m_shown.photos, m_viewer, drafts, asked);
        const auto& detail = given.snapshot.detail;
        if (find_photo(m_shown, m_viewer.photo) != nullptr)
            draw_photo_viewer(given, m_shown.photos, m_viewer, drafts, asked);
        else if (detail && detail->record.id == m_viewer.photo)
            draw_photo_viewer(given, std::span(&detail->record, 1), m_viewer, drafts, asked);
        else if (given.snapshot.request.open == spot.open)
            m_viewer.open = false;
        if (!m_viewer.open && !spot.open.is_nil()) asked.open(Place::photos, {}); // so that it can be found again
    }

    Chip m_chip = Chip::all;
    std::size_t m_limit = first_page;
    Shown m_shown;
    PhotoSelection m_selection;
    PhotoViewerState m_viewer;
    sync::RecordId m_open;
    sync::RecordId m_visit; // of the photos that are worked on: its findings are those that they may belong to
    bool m_waiting = false;
};

} // namespace

std::unique_ptr<Screen> make_photos() {
    return std::make_unique<Photos>();
}

} // namespace takan::app
