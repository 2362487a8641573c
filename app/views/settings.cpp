// Settings: language, theme and size of this laptop's window, and who uses it.
#include "app/ui/ui.hpp"
#include "app/views/centered_page.hpp"
#include "app/views/phrases.hpp"
#include "app/views/screens.hpp"
#include "app/views/settings_maps.hpp"

#include <array>

namespace takan::app {

namespace {

constexpr std::array zooms{"80", "90", "100", "110", "125", "150", "175", "200"};

std::string setting(const Given& given, const char* name, const char* otherwise) {
    const std::string kept = setting_in(given.snapshot.settings, name);
    return kept.empty() ? otherwise : kept;
}

// A setting as a choice of one among few; `codes` are the values that are stored.
template <std::size_t N>
void draw_choice(const Given& given, const char* name, const std::array<ui::Segment, N>& segments,
                 const char* otherwise, float width, Asked& asked) {
    const std::string now = setting(given, name, otherwise);
    int chosen = -1;
    for (std::size_t i = 0; i < N; ++i)
        if (segments[i].code == now) chosen = static_cast<int>(i);
    ui::field_label(given.text(std::string("settings.") + name), {});
    if (ui::segmented(name, segments, chosen, width))
        asked.command(SetSetting{name, std::string(segments[static_cast<std::size_t>(chosen)].code)});
}

class SettingsScreen final : public Screen {
public:
    void want(const Spot&, Request& request) const override { request.map.files = true; }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        const CenteredPage page("settings", given.text("settings.title"), ui::px(720));
        draw_appearance(given, asked);
        ui::space(14);
        draw_photos(given, asked);
        ui::space(14);
        draw_phrase_card(given, m_phrases, asked);
        ui::space(14);
        draw_map_files(given, m_waiting, asked);
        ui::space(14);
        draw_laptop(given);
    }

private:
    static void draw_appearance(const Given& given, Asked& asked) {
        const ui::Card card("appearance", {.padding = ui::px(20)});
        ui::section_header(given.text("settings.appearance"));
        ui::space(6);
        draw_choice(
            given, "language",
            std::array{ui::Segment{.label = "中文", .code = "zh-CN"}, ui::Segment{.label = "English", .code = "en"}},
            tag_of(given.language()), ui::px(220), asked);
        ui::space(12);
        draw_choice(given, "theme",
                    std::array{ui::Segment{.label = given.text("settings.theme.light"), .code = "light"},
                               ui::Segment{.label = given.text("settings.theme.dark"), .code = "dark"},
                               ui::Segment{.label = given.text("settings.theme.contrast"), .code = "contrast"}},
                    "light", ui::px(420), asked);
        ui::space(12);
        std::array<std::string, zooms.size()> labels;
        std::array<ui::Segment, zooms.size()> segments;
        for (std::size_t i = 0; i < zooms.size(); ++i) {
            labels[i] = std::string(zooms[i]) + "%";
            segments[i] = {.label = labels[i], .code = zooms[i]};
        }
        draw_choice(given, "zoom", segments, "100", 0, asked);
    }

    // What comes with a sync and how long it stays; without a choice the way to the team decides.
    static void draw_photos(const Given& given, Asked& asked) {
        const ui::Card card("photos", {.padding = ui::px(20)});
        ui::section_header(given.text("settings.photos"));
        ui::space(6);
        draw_choice(
            given, "photos.fetch",
            std::array{ui::Segment{.label = given.text("settings.photos.fetch.all"), .code = "all"},
                       ui::Segment{.label = given.text("settings.photos.fetch.recent"), .code = "recent"},
                       ui::Segment{.label = given.text("settings.photos.fetch.on_demand"), .code = "on_demand"}},
            "", ui::px(420), asked);
        const std::string fetch = setting(given, "photos.fetch", "");
        ui::text_wrapped(given.text(fetch.empty() ? "settings.photos.by_route" : "settings.photos.fetch_note"),
                         ui::note_text());
        if (fetch == "recent") {
            ui::space(12);
            draw_days(given, "photos.fetch_days", {"3", "7", "14", "30"}, "7", asked);
        }
        ui::space(12);
        draw_days(given, "photos.keep_days", {"0", "30", "90", "365"}, "0", asked);
        ui::text_wrapped(given.text("settings.photos.keep_note"), ui::note_text());
    }

    static void draw_days(const Given& given, const char* name, const std::array<const char*, 4>& days,
                          const char* otherwise, Asked& asked) {
        std::array<std::string, 4> labels;
        std::array<ui::Segment, 4> segments;
        for (std::size_t i = 0; i < days.size(); ++i) {
            const bool for_good = std::string_view(days[i]) == "0";
            labels[i] = for_good ? given.text("settings.photos.for_good")
                                 : say("settings.photos.days", given.language(), {{"count", days[i]}});
            segments[i] = {.label = labels[i], .code = days[i]};
        }
        draw_choice(given, name, segments, otherwise, ui::px(420), asked);
    }

    static void draw_laptop(const Given& given) {
        const Me& me = given.snapshot.me;
        const ui::Card card("laptop", {.padding = ui::px(20)});
        ui::section_header(given.text("settings.laptop"));
        ui::space(6);
        ui::key_value(given.text("settings.person"), me.name, ui::px(120));
        ui::key_value(given.text("settings.device"), me.device.text(), ui::px(120));
        ui::key_value(given.text("settings.team"),
                      me.team_address.empty() ? given.text("settings.no_team") : me.team_address, ui::px(120));
        ui::key_value(given.text("settings.folder"), me.folder, ui::px(120));
    }

    PhraseCardState m_phrases;
    bool m_waiting = false; // for the system's answer to our question for map files
};

} // namespace

std::unique_ptr<Screen> make_settings() {
    return std::make_unique<SettingsScreen>();
}

} // namespace takan::app
