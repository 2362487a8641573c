// Photos: all of them by time in a grid, those without a caption or a finding at one press, and the full view.
#include "app/ui/ui.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/screens.hpp"

#include <array>
#include <vector>

namespace takan::app {

namespace {

enum class Chip { all, no_caption, no_finding };

constexpr std::size_t first_page = 300;

bool passes(const sync::Record& photo, Chip chip) {
    switch (chip) {
    case Chip::no_caption:
        return sync::shown_text(photo, "caption").empty();
    case Chip::no_finding:
        return sync::shown_text(photo, "finding").empty();
    case Chip::all:
        break;
    }
    return true;
}

class Photos final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.list.kind = "photo";
        request.list.limit = m_limit;
        request.records = true;
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        const ui::Pane page("photos", ImGui::GetContentRegionAvail(),
                            {0, ui::edge_none, {ui::px(24), ui::px(16)}, false});
        std::vector<sync::Record> photos;
        for (const auto& photo : given.snapshot.list_records)
            if (passes(photo, m_chip)) photos.push_back(photo);
        const bool add = draw_head(given);
        take_photos(given, {}, {}, add, m_waiting, asked);
        ui::space(8);
        {
            const ui::Child grid("grid");
            if (photos.empty()) {
                if (ui::empty_state(ui::icons::photos, given.text("photos.empty"), given.text("photo.add")))
                    take_photos(given, {}, {}, true, m_waiting, asked);
            }
            const int pressed = draw_photo_grid(given, photos, ui::px(196));
            if (pressed >= 0) open_viewer(m_viewer, photos[static_cast<std::size_t>(pressed)].id);
            draw_more(given);
        }
        if (!spot.open.is_nil() && spot.open != m_opened) open_viewer(m_viewer, spot.open);
        m_opened = spot.open;
        draw_photo_viewer(given, photos, m_viewer, drafts, asked);
    }

private:
    bool draw_head(const Given& given) {
        const float top = ImGui::GetCursorPosY();
        ui::text(given.text("place.photos"), ui::page_title());
        ImGui::SameLine(0, ui::px(10));
        ui::text(std::to_string(given.snapshot.list_total), ui::note_text());
        const std::string& label = given.text("photo.add");
        ImGui::SetCursorPos(
            {ImGui::GetWindowWidth() - ui::px(24) - ui::button_width(label, ui::icons::add_photo), top});
        const bool add = ui::button(label, {.kind = ui::ButtonKind::primary, .icon = ui::icons::add_photo});
        ui::space(4);
        constexpr std::array chips{std::pair{Chip::all, "list.all"}, std::pair{Chip::no_caption, "photos.no_caption"},
                                   std::pair{Chip::no_finding, "photos.no_finding"}};
        for (const auto& [chip, key] : chips) {
            if (ui::chip(given.text(key), m_chip == chip)) m_chip = chip;
            ImGui::SameLine(0, ui::px(6));
        }
        ImGui::NewLine();
        return add;
    }

    void draw_more(const Given& given) {
        if (given.snapshot.list_records.size() >= given.snapshot.list_total) return;
        ui::space(10);
        if (ui::button(given.text("photos.more"), {.width = -1})) m_limit += first_page;
    }

    Chip m_chip = Chip::all;
    std::size_t m_limit = first_page;
    PhotoViewerState m_viewer;
    sync::RecordId m_opened;
    bool m_waiting = false;
};

} // namespace

std::unique_ptr<Screen> make_photos() {
    return std::make_unique<Photos>();
}

} // namespace takan::app
