#include "app/views/sync_receipt.hpp"

#include "app/domain/amounts.hpp"
#include "app/domain/kinds.hpp"
#include "app/ui/ui.hpp"
#include "app/views/palette.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>

namespace takan::app {

namespace {

using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;

constexpr float names = 150;            // design pixels
constexpr float highest_arrivals = 420; // of their list; it scrolls inside

std::string number(std::size_t count) {
    return std::to_string(count);
}

void draw_numbers(const Given& given) {
    const Syncing& syncing = given.snapshot.syncing;
    const auto line = [&](const char* name, const char* key, Words words) {
        ui::key_value(given.text(name), say(key, given.language(), words), ui::px(names));
    };
    line("sync.sent", "sync.amount",
         {{"records", number(syncing.records_sent)},
          {"photos", number(syncing.photos_sent)},
          {"size", byte_text(syncing.bytes_sent)}});
    line("sync.received", "sync.amount",
         {{"records", number(syncing.records_received)},
          {"photos", number(syncing.photos_received)},
          {"size", byte_text(syncing.bytes_received)}});
    line("sync.merged", "sync.count_records", {{"records", number(syncing.records_merged)}});
    line("sync.contested", "sync.count_records", {{"records", number(given.snapshot.counts.contested)}});
    if (syncing.photos_known > 0)
        line("sync.originals", "sync.photos_here",
             {{"here", number(syncing.photos_here)}, {"known", number(syncing.photos_known)}});
    if (syncing.photos_freed > 0)
        line("sync.freed", "sync.photos_freed",
             {{"count", number(syncing.photos_freed)}, {"size", byte_text(syncing.bytes_freed)}});
}

void draw_warnings(const Given& given, Asked& asked) {
    const Syncing& syncing = given.snapshot.syncing;
    const auto warn = [&](const std::string& sentence, const std::string& action = {}) {
        ui::space(8);
        return ui::notice(ui::Tone::warn, sentence, action);
    };
    if (syncing.photos_not_here > 0)
        warn(say("sync.photos_not_here", given.language(), {{"count", number(syncing.photos_not_here)}}));
    for (const auto& clock : syncing.clocks)
        warn(say(clock.key, given.language(),
                 {{"name", clock.person}, {"laptop", clock.laptop}, {"time", ui::moment_text(clock.time)}}));
    if (syncing.set_aside == 0) return;
    if (warn(say("sync.set_aside", given.language(), {{"count", number(syncing.set_aside)}}),
             given.text("sync.look_at_set_aside")))
        asked.go = Spot{Place::team, {}};
    std::map<std::string, std::size_t> reasons;
    for (const auto& line : given.snapshot.quarantine)
        ++reasons[line.fault];
    for (const auto& [fault, count] : reasons) {
        ui::space(4);
        ui::text_wrapped("· " + (count > 1 ? number(count) + " × " : "") + given.text("quarantine." + fault),
                         ui::note_text());
    }
}

} // namespace

void draw_receipt(const Given& given, Asked& asked) {
    const Syncing& syncing = given.snapshot.syncing;
    if (!syncing.receipt_at) return;
    {
        const ui::Card card("receipt", {.padding = ui::px(20)});
        ui::section_header(given.text("sync.receipt"), ui::moment_text(*syncing.receipt_at));
        ui::space(6);
        draw_numbers(given);
        draw_warnings(given, asked);
    }
    ui::space(14);
}

void draw_arrivals(const Given& given, Asked& asked) {
    const auto& arrived = given.snapshot.arrived;
    if (arrived.empty()) return;
    {
        const ui::Card card("arrived", {.padding = ui::px(20)});
        ui::section_header(
            given.text("sync.arrived"),
            say("sync.count_records", given.language(), {{"records", number(given.snapshot.syncing.arrived_total)}}));
        ui::space(6);
        const float row = ui::list_row_height(false, true);
        const float all = row * static_cast<float>(arrived.size()) + ui::px(4);
        {
            const ui::Child list("arrivals", {0, std::min(all, ui::px(highest_arrivals))});
            ui::long_list(static_cast<int>(arrived.size()), row, [&](int i) {
                const Arrival& one = arrived[static_cast<std::size_t>(i)];
                const std::string id = one.row.id.text();
                std::string note = kind_text(one.row.kind, given.language());
                for (const auto& part : {one.by, one.note})
                    if (!part.empty()) note += " · " + part;
                if (ui::list_row({.id = id, .title = one.row.title, .subtitle = note}))
                    asked.open(place_of_kind(one.kind), one.open);
            });
        }
        if (given.snapshot.syncing.arrived_total > arrived.size())
            ui::text(given.text("sync.arrived_more"), ui::note_text());
    }
    ui::space(14);
}

} // namespace takan::app
