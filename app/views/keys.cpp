#include "app/views/keys.hpp"

#include "imgui.h"
#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {

namespace {

enum class Where { everywhere, visit, review, map };

struct KeySpec {
    Key key;
    Where where;
    const char* text_key;
    ImGuiKeyChord chord;
    ImGuiKeyChord other = ImGuiKey_None; // does the same
};

constexpr int ctrl = ImGuiMod_Ctrl;

constexpr std::array table{
    KeySpec{Key::palette, Where::everywhere, "keys.palette", ctrl | ImGuiKey_K},
    KeySpec{Key::find, Where::everywhere, "keys.find", ctrl | ImGuiKey_F},
    KeySpec{Key::fresh, Where::everywhere, "keys.new", ctrl | ImGuiKey_N},
    KeySpec{Key::previous_record, Where::everywhere, "keys.previous_record", ImGuiMod_Alt | ImGuiKey_UpArrow},
    KeySpec{Key::next_record, Where::everywhere, "keys.next_record", ImGuiMod_Alt | ImGuiKey_DownArrow},
    KeySpec{Key::undo, Where::everywhere, "keys.undo", ctrl | ImGuiKey_Z},
    KeySpec{Key::redo, Where::everywhere, "keys.redo", ctrl | ImGuiKey_Y, ctrl | ImGuiMod_Shift | ImGuiKey_Z},
    KeySpec{Key::save, Where::everywhere, "keys.save", ctrl | ImGuiKey_S},
    KeySpec{Key::help, Where::everywhere, "keys.shortcuts", ImGuiKey_F1},
    KeySpec{Key::new_finding, Where::visit, "keys.finding", ctrl | ImGuiMod_Shift | ImGuiKey_N},
    KeySpec{Key::add_photos, Where::visit, "keys.photos", ctrl | ImGuiMod_Shift | ImGuiKey_P},
    KeySpec{Key::next_step, Where::visit, "keys.step", ctrl | ImGuiKey_Enter},
    KeySpec{Key::comment_field, Where::visit, "keys.comment", ctrl | ImGuiKey_M},
    KeySpec{Key::next_change, Where::review, "keys.next_change", ImGuiKey_N},
    KeySpec{Key::previous_change, Where::review, "keys.previous_change", ImGuiKey_P},
    KeySpec{Key::done_with, Where::review, "keys.done_with", ImGuiKey_Y},
    KeySpec{Key::comment, Where::review, "keys.comment_change", ImGuiKey_C},
    KeySpec{Key::write_anew, Where::review, "keys.write_anew", ImGuiKey_E},
    KeySpec{Key::only_open, Where::review, "keys.only_open", ImGuiKey_O},
    KeySpec{Key::approve, Where::review, "keys.approve", ImGuiKey_A, ctrl | ImGuiKey_Enter},
    KeySpec{Key::give_back, Where::review, "keys.give_back", ImGuiKey_R},
    KeySpec{Key::tick, Where::review, "keys.tick", ImGuiKey_X},
    KeySpec{Key::tick_all, Where::review, "keys.tick_all", ctrl | ImGuiKey_A},
    KeySpec{Key::zoom_in, Where::map, "keys.zoom_in", ImGuiKey_Equal, ImGuiKey_KeypadAdd},
    KeySpec{Key::zoom_out, Where::map, "keys.zoom_out", ImGuiKey_Minus, ImGuiKey_KeypadSubtract},
    KeySpec{Key::zoom_fit, Where::map, "keys.zoom_fit", ImGuiKey_0, ImGuiKey_Keypad0},
    KeySpec{Key::last_point, Where::map, "keys.last_point", ImGuiKey_Backspace},
};

const KeySpec& spec_of(Key key) {
    return *std::find_if(table.begin(), table.end(), [key](const KeySpec& spec) { return spec.key == key; });
}

std::string name_of(ImGuiKey key) {
    switch (key) {
    case ImGuiKey_UpArrow:
        return "↑";
    case ImGuiKey_DownArrow:
        return "↓";
    case ImGuiKey_Equal:
    case ImGuiKey_KeypadAdd:
        return "+";
    case ImGuiKey_Minus:
    case ImGuiKey_KeypadSubtract:
        return "-";
    default:
        return ImGui::GetKeyName(key);
    }
}

std::string name_of_chord(ImGuiKeyChord chord) {
    std::string name;
    if (chord & ImGuiMod_Ctrl) name += "Ctrl ";
    if (chord & ImGuiMod_Shift) name += "Shift ";
    if (chord & ImGuiMod_Alt) name += "Alt ";
    return name + name_of(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_));
}

bool pressed_chord(ImGuiKeyChord chord, bool repeat) {
    const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
    int held = ImGui::GetIO().KeyMods;
    if (key == ImGuiKey_Equal) held &= ~ImGuiMod_Shift; // "+" needs it on most keyboards
    return chord != ImGuiKey_None && held == (chord & ImGuiMod_Mask_) && ImGui::IsKeyPressed(key, repeat);
}

std::vector<KeyLine> lines_of(Where where) {
    std::vector<KeyLine> lines;
    for (const KeySpec& spec : table)
        if (spec.where == where) lines.push_back({name_of_chord(spec.chord), spec.text_key});
    return lines;
}

// Keys that fields and lists of app/ui take by themselves, and ranges of keys.
KeyGroup keys_of_texts() {
    return {"keys.texts",
            {{"Ctrl J", "keys.phrases"},
             {"Ctrl F", "keys.find_in_text"},
             {"Ctrl H", "keys.replace"},
             {"F3", "keys.next_hit"},
             {"Tab", "keys.next_field"},
             {"Esc", "keys.leave"}}};
}

std::optional<KeyGroup> keys_of_place(Place place) {
    switch (place) {
    case Place::visits: {
        KeyGroup group{"place.visits", {{"Alt 1 … 6", "keys.pages"}, {"1 … 9", "keys.answer"}}};
        for (KeyLine& line : lines_of(Where::visit))
            group.lines.push_back(std::move(line));
        return group;
    }
    case Place::photos:
        return KeyGroup{"place.photos",
                        {{"Enter", "keys.open_photo"},
                         {"← →", "keys.step_photos"},
                         {name_of_chord(spec_of(Key::zoom_in).chord), "keys.zoom_in"},
                         {name_of_chord(spec_of(Key::zoom_out).chord), "keys.zoom_out"},
                         {name_of_chord(spec_of(Key::zoom_fit).chord), "keys.zoom_fit"}}};
    case Place::table:
        return KeyGroup{"place.table",
                        {{"Enter", "keys.open_row"},
                         {"Ctrl Space", "keys.select_row"},
                         {"Ctrl A", "keys.select_all"},
                         {"Ctrl C", "keys.copy_table"},
                         {"F2", "keys.edit_many"}}};
    case Place::map: {
        KeyGroup group{"place.map", {{"← → ↑ ↓", "keys.pan"}, {"Tab", "keys.next_mark"}}};
        for (KeyLine& line : lines_of(Where::map))
            group.lines.push_back(std::move(line));
        return group;
    }
    case Place::review: {
        KeyGroup group{"place.review", lines_of(Where::review)};
        group.lines.push_back({"1 … 9", "keys.settle"});
        return group;
    }
    default:
        return std::nullopt;
    }
}

} // namespace

int chord_of(Key key) {
    return spec_of(key).chord;
}

bool pressed_anywhere(Key key, bool repeat) {
    const KeySpec& spec = spec_of(key);
    const ImGuiInputFlags flags = ImGuiInputFlags_RouteGlobal | ImGuiInputFlags_RouteOverFocused |
                                  (repeat ? ImGuiInputFlags_Repeat : ImGuiInputFlags_None);
    return ImGui::Shortcut(spec.chord, flags) || (spec.other != ImGuiKey_None && ImGui::Shortcut(spec.other, flags));
}

bool pressed(Key key, bool repeat) {
    const KeySpec& spec = spec_of(key);
    return pressed_chord(spec.chord, repeat) || pressed_chord(spec.other, repeat);
}

std::vector<KeyGroup> keys_at(Place place) {
    std::vector<KeyGroup> groups;
    if (auto own = keys_of_place(place)) groups.push_back(std::move(*own));
    KeyGroup all{"keys.everywhere", lines_of(Where::everywhere)};
    all.lines.insert(all.lines.begin() + 1, {"Ctrl 1 … 9", "keys.places"});
    groups.push_back(std::move(all));
    groups.push_back(keys_of_texts());
    return groups;
}

} // namespace takan::app
