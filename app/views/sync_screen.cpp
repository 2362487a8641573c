// Sync: what waits to be sent, one sync step by step, its receipt, and by which route.
#include "app/domain/amounts.hpp"
#include "app/ui/ui.hpp"
#include "app/views/access_form.hpp"
#include "app/views/centered_page.hpp"
#include "app/views/frame.hpp"
#include "app/views/screens.hpp"
#include "app/views/sync_receipt.hpp"
#include "app/views/team_setup.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

// The steps that people see, in their order; names as in sync/exchange.
constexpr std::array steps{"collect", "commit",  "fetch",       "judge",       "merge",
                           "push",    "take_in", "send_photos", "fetch_photos"};

constexpr std::int64_t speed_holds_ms = 5000; // without a byte for so long there is no speed to tell

std::string number(std::size_t count) {
    return std::to_string(count);
}

std::size_t index_of(const std::string& step) {
    return static_cast<std::size_t>(std::find(steps.begin(), steps.end(), step) - steps.begin());
}

// A big number over its word.
void draw_figure(const std::string& figure, const std::string& word, ui::Color color = 0) {
    const ui::Group group;
    ui::text(figure, {.em = 26, .bold = true, .color = color});
    ui::text(word, ui::note_text());
}

class SyncScreen final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.team = true;
        request.ahead = true;
        request.arrived = true;
    }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        const CenteredPage page("sync", given.text("place.sync"), ui::px(900));
        if (given.snapshot.me.team_address.empty()) {
            draw_team_setup(given, m_setup, asked);
            return;
        }
        draw_now(given, asked);
        ui::space(14);
        draw_receipt(given, asked);
        draw_arrivals(given, asked);
        draw_routes(given, asked);
    }

private:
    void draw_now(const Given& given, Asked& asked) {
        const Syncing& syncing = given.snapshot.syncing;
        const Counts& counts = given.snapshot.counts;
        const ui::Card card("now", {.padding = ui::px(20)});
        const ui::Theme& theme = ui::theme();
        draw_figure(number(counts.unsynced_records), given.text("sync.records_waiting"),
                    counts.unsynced_records > 0 ? theme.warn : theme.accent);
        ImGui::SameLine(0, ui::px(44));
        draw_figure(number(counts.unsynced_photos), given.text("sync.photos_waiting"),
                    counts.unsynced_photos > 0 ? theme.warn : theme.accent);
        ImGui::SameLine(0, ui::px(44));
        draw_figure(syncing.last_success ? ui::moment_text(*syncing.last_success) : given.text("sync.never"),
                    given.text("sync.last"));
        draw_button(given, asked);
        if (!syncing.running && syncing.ahead) {
            ui::space(14);
            ui::text_wrapped(
                say("sync.ahead", given.language(), {{"what", ahead_text(*syncing.ahead, given.language())}}),
                ui::second_text());
        }
        if (syncing.running)
            draw_steps(given);
        else if (syncing.failed)
            draw_failure(given, asked);
        else if (syncing.waiting_for_admission) {
            ui::space(14);
            ui::notice(ui::Tone::info, given.text("sync.waiting_for_admission"));
        }
    }

    static void draw_button(const Given& given, Asked& asked) {
        const bool running = given.snapshot.syncing.running;
        const std::string& label = given.text(running ? "sync.cancel" : "sync.start");
        const char* icon = running ? ui::icons::close : ui::icons::sync;
        ImGui::SameLine();
        if (ImGui::GetContentRegionAvail().x < ui::button_width(label, icon)) ImGui::NewLine();
        ui::push_right(ui::button_width(label, icon));
        if (running) {
            if (ui::button(label, {.icon = icon, .height = ui::px(42)})) asked.command(CancelSync{});
        } else if (ui::button(label, {.kind = ui::ButtonKind::primary, .icon = icon, .height = ui::px(42)})) {
            asked.command(StartSync{});
        }
    }

    static void draw_steps(const Given& given) {
        const Syncing& syncing = given.snapshot.syncing;
        // Each step is as long as another; within one the bytes tell how far it is.
        const float done = syncing.bytes_total > 0
                               ? static_cast<float>(syncing.bytes) / static_cast<float>(syncing.bytes_total)
                               : 0.5f;
        const float at = static_cast<float>(index_of(syncing.step)) + std::min(done, 1.f);
        ui::space(16);
        ui::progress(at / static_cast<float>(steps.size()));
        ui::space(8);
        ui::text(given.text("sync.step." + syncing.step), {.bold = true});
        ImGui::SameLine(0, ui::px(14));
        ui::text(progress_text(given), ui::second_text());
    }

    static std::string progress_text(const Given& given) {
        const Syncing& syncing = given.snapshot.syncing;
        std::string text;
        const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
        if (syncing.objects_total > 0) add(number(syncing.objects_done) + " / " + number(syncing.objects_total));
        if (syncing.bytes_total > 0)
            add(byte_text(syncing.bytes) + " / " + byte_text(syncing.bytes_total));
        else if (syncing.bytes > 0)
            add(byte_text(syncing.bytes));
        const bool moving = syncing.moved_at && given.now.ms - syncing.moved_at->ms < speed_holds_ms;
        if (moving && syncing.bytes_per_second > 0) add(byte_text(syncing.bytes_per_second) + "/s");
        if (moving && syncing.seconds_left > 0)
            add(say("sync.left", given.language(), {{"time", duration_text(syncing.seconds_left, given.language())}}));
        if (syncing.running && syncing.moved_at && !moving) add(given.text("sync.silent"));
        if (syncing.round > 1) add(say("sync.round", given.language(), {{"round", std::to_string(syncing.round)}}));
        return text;
    }

    void draw_failure(const Given& given, Asked& asked) {
        ui::space(14);
        ui::notice(ui::Tone::warn, error_text(*given.snapshot.syncing.failed, given.language()));
        ui::space(4);
        ui::text_wrapped(given.text("sync.nothing_lost"), ui::note_text());
        if (draw_access_form(given, m_access, asked)) asked.command(StartSync{given.snapshot.syncing.address, true});
    }

    void draw_routes(const Given& given, Asked& asked) {
        const ui::Card card("routes", {.padding = ui::px(20)});
        ui::section_header(given.text("sync.routes"));
        ui::space(6);
        ui::key_value(given.text("sync.team_address"), given.snapshot.me.team_address, ui::px(150));
        ui::space(8);
        ui::text_wrapped(given.text("sync.other_route_note"), ui::note_text());
        ui::space(8);
        const ui::Disabled running(given.snapshot.syncing.running);
        if (ui::button(given.text("sync.other_route"), {.icon = ui::icons::usb})) {
            asked.files = FileQuestion{FileWish::folder, given.text("sync.other_route"), {}};
            m_choosing = true;
        }
        if (!m_choosing || !given.chosen) return;
        m_choosing = false;
        if (!given.chosen->empty()) asked.command(StartSync{sync::utf8(given.chosen->front()), true});
    }

    TeamSetupState m_setup;
    AccessFormState m_access;
    bool m_choosing = false;
};

} // namespace

std::unique_ptr<Screen> make_sync() {
    return std::make_unique<SyncScreen>();
}

} // namespace takan::app
