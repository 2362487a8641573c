#include "app/views/team_quarantine.hpp"

#include "app/ui/ui.hpp"
#include "app/views/contested.hpp"
#include "app/views/frame.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

constexpr float names = 150; // design pixels, of the fields' words

// When, whose, where and what exactly; what is empty is left out.
std::string facts_of(const Given& given, const QuarantineLine& line) {
    const auto device = sync::DeviceId::parse(line.signer);
    std::string text = ui::moment_text(line.when);
    for (const auto& part : {device ? person_of(given.snapshot, *device) : line.signer, line.path, line.detail})
        if (!part.empty()) text += " · " + part;
    return text;
}

// A photo or a file that is no record holds nothing that somebody could write for another.
bool holds_values(const QuarantineLine& line) {
    static constexpr std::array without{"broken_media", "not_a_file",   "foreign_path",
                                        "removed_file", "not_entitled", "malformed_record"};
    return std::find(without.begin(), without.end(), line.fault) == without.end();
}

void draw_line(const Given& given, const SetAsideLine& line) {
    const std::string& none = given.text("value.none");
    ui::key_value(line.field, line.value.empty() ? none : line.value, ui::px(names));
    ui::key_value(
        {},
        say("set_aside.beside", given.language(),
            {{"ours", line.ours.empty() ? none : line.ours}, {"by", line.by}, {"time", ui::moment_text(line.when)}}),
        ui::px(names), ui::note_text());
    ui::space(4);
}

void draw_record(const Given& given, const SetAsideRecordView& record) {
    const ui::Card card(record.id.text(), {.fill = ui::theme().background, .padding = ui::px(14)});
    ui::text_wrapped(record.kind + " · " + record.title +
                         (record.here ? std::string() : " · " + given.text("set_aside.not_here")),
                     {.bold = true});
    ui::space(6);
    for (const auto& line : record.lines)
        draw_line(given, line);
    if (record.more > 0)
        ui::text(say("set_aside.more_fields", given.language(), {{"count", std::to_string(record.more)}}),
                 ui::note_text());
}

// What stands in the open entry. True when there is something that could be admitted.
bool draw_content(const Given& given, const QuarantineLine& line) {
    const auto& preview = given.snapshot.set_aside;
    ui::space(4);
    if (!preview || preview->id != line.id) {
        ui::text(given.text("set_aside.looking"), ui::note_text());
        return false;
    }
    if (preview->failed) {
        ui::notice(ui::Tone::warn, error_text(*preview->failed, given.language()));
        return false;
    }
    if (preview->records.empty()) {
        ui::text_wrapped(given.text("set_aside.nothing"), ui::note_text());
        return false;
    }
    ui::text_wrapped(given.text("set_aside.judge"), ui::note_text());
    for (const auto& record : preview->records) {
        ui::space(6);
        draw_record(given, record);
    }
    if (preview->more) ui::text(given.text("set_aside.more_records"), ui::note_text());
    return true;
}

void draw_acts(const Given& given, const QuarantineLine& line, bool may_admit, QuarantineState& state, Asked& asked) {
    const bool open = state.open == line.id;
    if (holds_values(line)) {
        if (ui::link(given.text(open ? "set_aside.close" : "set_aside.open"))) state.open = open ? 0 : line.id;
        ImGui::SameLine(0, ui::px(16));
    }
    if (may_admit) {
        if (ui::link(given.text("team.admit_values"))) {
            asked.command(AdmitQuarantined{line.id});
            asked.toast = Toast{given.text("set_aside.admitted"), true};
            state.open = 0;
        }
        ImGui::SameLine(0, ui::px(16));
    }
    if (ui::link(given.text("team.dismiss"))) {
        asked.command(DismissQuarantine{line.id});
        if (open) state.open = 0;
    }
}

} // namespace

void draw_quarantine(const Given& given, QuarantineState& state, Asked& asked) {
    const auto& lines = given.snapshot.quarantine;
    const ui::Card card("quarantine", {.padding = ui::px(20)});
    ui::section_header(given.text("team.quarantine"), std::to_string(lines.size()));
    ui::text_wrapped(given.text(lines.empty() ? "team.quarantine_empty" : "team.quarantine_note"), ui::note_text());
    for (const auto& line : lines) {
        const ui::Id id(std::to_string(line.id));
        ui::space(8);
        ui::notice(ui::Tone::warn, given.text("quarantine." + line.fault));
        ui::space(4);
        ui::text_wrapped(facts_of(given, line), ui::note_text());
        if (!given.snapshot.me.may_admit) continue;
        const bool may_admit = state.open == line.id && draw_content(given, line);
        ui::space(4);
        draw_acts(given, line, may_admit, state, asked);
    }
}

} // namespace takan::app
