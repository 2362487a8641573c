#include "app/views/position_entry.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/typed_position.hpp"
#include "app/domain/typed_text.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"

#include <array>

namespace takan::app {

namespace {

constexpr std::size_t longest_kept = 300; // characters of what was pasted

// Writes what was read; the position's own words stay beside it, so that anybody can check the conversion.
void write_position(const Given& given, const sync::Record& record, const PositionEntry& entry,
                    const TypedPosition& read, Drafts& drafts) {
    const auto set = [&](const char* field, sync::Value value) {
        drafts.set(record.id, field, std::move(value), given.now);
    };
    set("lat", degrees_text(read.wgs84.lat));
    set("lon", degrees_text(read.wgs84.lon));
    set("position_typed", first_words(entry.typed, longest_kept) + " (" + name_of(read.system) + ")");
    const KindSpec* kind = find_kind(record.kind);
    if (kind != nullptr && find_field_spec(*kind, "position_source") != nullptr) set("position_source", "typed");
}

void draw_reading(const Given& given, const sync::Result<TypedPosition>& read) {
    if (!read) {
        ui::text_wrapped(given.text(read.error().text_key), {ui::em_note, false, ui::theme().danger});
        return;
    }
    const std::string position = degrees_text(read->wgs84.lat) + ", " + degrees_text(read->wgs84.lon);
    ui::text_wrapped(say("position.reads", given.language(), {{"position", position}}), ui::second_text(ui::em_note));
}

void draw_dialog(const Given& given, const sync::Record& record, Drafts& drafts) {
    PositionEntry& entry = drafts.position_entry();
    const ui::Dialog dialog(given.text("position.paste"), entry.open, ui::px(460));
    if (!dialog) return;
    ui::FieldOptions field;
    field.hint = given.text("position.hint");
    ui::text_field(given.text("position.typed"), entry.typed, field);
    ui::space(6);
    ui::field_label(given.text("position.system"), {});
    const std::array systems{ui::Segment{.label = given.text("position.wgs84"), .code = "wgs84"},
                             ui::Segment{.label = given.text("position.gcj02"), .code = "gcj02"},
                             ui::Segment{.label = given.text("position.bd09"), .code = "bd09"}};
    const auto read = read_position(entry.typed, static_cast<CoordinateSystem>(entry.system));
    // What names its own system shows that one.
    int system = read ? static_cast<int>(read->system) : entry.system;
    if (ui::segmented("position.system", systems, system)) entry.system = system;
    ui::space(6);
    if (!entry.typed.empty()) draw_reading(given, read);
    ui::space(10);
    const ui::Disabled nothing(!read);
    if (!ui::button(given.text("position.convert"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::check}))
        return;
    write_position(given, record, entry, *read, drafts);
    entry = {};
}

} // namespace

void draw_position_entry(const Given& given, const sync::Record& record, Drafts& drafts, Asked& asked) {
    PositionEntry& entry = drafts.position_entry();
    const ui::Id scope(record.id.text());
    ui::space(4);
    if (ui::link(given.text("position.paste"))) entry = {record.id, true, {}, 0};
    ImGui::SameLine(0, ui::px(18));
    if (ui::link(given.text("position.on_map"), true)) asked.go = Spot{Place::map, record.id, true};
    if (entry.open && entry.record == record.id) draw_dialog(given, record, drafts);
}

} // namespace takan::app
