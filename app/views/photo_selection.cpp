#include "app/views/photo_selection.hpp"

#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {

namespace {

std::ptrdiff_t place_of(PhotoSpan photos, const sync::RecordId& id) {
    const auto found = std::find_if(photos.begin(), photos.end(), [&](const auto* one) { return one->id == id; });
    return found == photos.end() ? -1 : found - photos.begin();
}

void pick_range(PhotoSelection& selection, PhotoSpan order, const sync::RecordId& id) {
    auto from = place_of(order, selection.anchor);
    auto to = place_of(order, id);
    if (from < 0 || to < 0) return;
    if (from > to) std::swap(from, to);
    for (auto at = from; at <= to; ++at)
        selection.ids.insert(order[static_cast<std::size_t>(at)]->id);
}

// The record of a photo or finding wherever the snapshot has it; null when it is nowhere.
const sync::Record* find_record(const Snapshot& snapshot, const sync::RecordId& id) {
    const auto in = [&](const std::vector<sync::Record>& records) -> const sync::Record* {
        const auto found = std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.id == id; });
        return found == records.end() ? nullptr : &*found;
    };
    if (snapshot.detail) {
        if (snapshot.detail->record.id == id) return &snapshot.detail->record;
        for (const auto* records : {&snapshot.detail->photos, &snapshot.detail->findings})
            if (const auto* found = in(*records)) return found;
    }
    return in(snapshot.list_records);
}

} // namespace

bool press_tile(PhotoSelection& selection, PhotoSpan order, const sync::RecordId& id, bool at_circle) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyShift && !selection.anchor.is_nil()) {
        pick_range(selection, order, id);
        return false;
    }
    if (!at_circle && !io.KeyCtrl && !io.KeyShift && selection.empty()) return true;
    if (selection.ids.erase(id) == 0) {
        selection.ids.insert(id);
        selection.anchor = id;
    } else if (selection.empty()) {
        selection = {};
    }
    return false;
}

void keep_only(PhotoSelection& selection, PhotoSpan photos) {
    if (selection.empty()) return;
    std::set<sync::RecordId> here;
    for (const auto* photo : photos)
        if (selection.has(photo->id)) here.insert(photo->id);
    if (here.empty())
        selection = {};
    else
        selection.ids = std::move(here);
}

void take_selection_keys(PhotoSelection& selection, PhotoSpan photos) {
    if (ImGui::GetIO().WantTextInput ||
        ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
        return;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A))
        for (const auto* photo : photos)
            selection.ids.insert(photo->id);
    if (selection.empty()) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) selection = {};
    if (ImGui::IsKeyPressed(ImGuiKey_Delete, false)) selection.ask_delete = true;
}

std::vector<sync::RecordId> dragged_with(const PhotoSelection& selection, const sync::RecordId& id) {
    if (!selection.has(id)) return {id};
    return {selection.ids.begin(), selection.ids.end()};
}

void move_photos(const Given& given, std::span<const sync::RecordId> photos, const sync::RecordId& finding,
                 Asked& asked) {
    const sync::Record* to = finding.is_nil() ? nullptr : find_record(given.snapshot, finding);
    const std::string visit = to == nullptr ? std::string() : sync::shown_text(*to, "visit");
    const std::string wanted = finding.is_nil() ? std::string() : finding.text();
    SetMany move{{}, {{"finding", wanted.empty() ? sync::Value() : sync::Value(wanted)}}};
    bool elsewhere = false;
    for (const auto& id : photos) {
        const sync::Record* photo = find_record(given.snapshot, id);
        if (photo == nullptr || sync::shown_text(*photo, "finding") == wanted) continue;
        move.ids.push_back(id);
        elsewhere = elsewhere || sync::shown_text(*photo, "visit") != visit;
    }
    if (move.ids.empty()) return;
    if (elsewhere && !visit.empty()) move.fields.emplace_back("visit", visit);
    const std::string count = std::to_string(move.ids.size());
    const std::string title = to == nullptr ? std::string() : title_of(*to, given.language());
    asked.toast = Toast{say(finding.is_nil() ? "photo_many.moved_out" : "photo_many.moved", given.language(),
                            {{"count", count}, {"finding", title}}),
                        true};
    asked.command(std::move(move));
}

} // namespace takan::app
