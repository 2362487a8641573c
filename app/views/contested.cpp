#include "app/views/contested.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/origins.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_words.hpp"

#include <algorithm>
#include <optional>

namespace takan::app {

namespace {

// One of the values, with everybody who wrote just that.
struct Candidate {
    sync::Value value;
    std::vector<sync::Edit> edits; // those that first wrote it, latest first
};

std::vector<Candidate> candidates_of(const sync::Record& record, const sync::Field& field) {
    std::vector<Candidate> candidates;
    for (const auto& [written, value] : field) {
        const sync::Edit edit = origin_of(record, written);
        auto same =
            std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) { return one.value == value; });
        if (same == candidates.end()) same = candidates.insert(same, {value, {}});
        same->edits.push_back(edit);
    }
    for (auto& candidate : candidates)
        std::sort(candidate.edits.begin(), candidate.edits.end(),
                  [](const auto& a, const auto& b) { return a.time > b.time; });
    std::sort(candidates.begin(), candidates.end(),
              [](const auto& a, const auto& b) { return a.edits.front().time > b.edits.front().time; });
    return candidates;
}

// The edit that took back a settlement of the field; nothing when it was never settled.
std::optional<sync::Edit> brought_back(const sync::Record& record, const sync::Field& field) {
    for (const auto& [edit, value] : field)
        if (origin_of(record, edit) != edit) return edit;
    return std::nullopt;
}

std::string writers(const Snapshot& snapshot, const Candidate& candidate) {
    const char* comma = snapshot.language == Language::zh ? "、" : ", ";
    std::string text;
    for (const auto& edit : candidate.edits)
        text += (text.empty() ? "" : comma) + person_and_time(snapshot, edit);
    return text;
}

// `number`: the key that takes it in review. True when the value is taken.
bool draw_candidate(const Given& given, const sync::Record& record, std::string_view field, const Candidate& candidate,
                    std::size_t number) {
    const ui::Id id(sync::to_text(candidate.edits.front()));
    const std::string& take = given.text("contested.take");
    const float button = ui::button_width(take, ui::icons::check);
    const float width = ImGui::GetContentRegionAvail().x - button - ui::px(16);
    const ImVec2 top = ImGui::GetCursorPos();
    {
        const ui::Group words;
        ui::text(std::to_string(number) + " · " + writers(given.snapshot, candidate), ui::note_text());
        const std::string value =
            readable(given, record.kind, field, value_text(record.kind, field, candidate.value, given.language()));
        ui::text_wrapped(value.empty() ? given.text("value.none") : value, {}, width);
    }
    const float below = ImGui::GetCursorPosY();
    ImGui::SetCursorPos({top.x + width + ui::px(16), top.y + std::max(0.0f, (below - top.y - ui::px(34)) / 2)});
    const bool taken = ui::button(take, {.icon = ui::icons::check});
    ImGui::SetCursorPos({top.x, std::max(below, ImGui::GetCursorPosY())});
    return taken;
}

} // namespace

std::string readable(const Given& given, std::string_view kind, std::string_view field, const std::string& words) {
    const KindSpec* known = find_kind(kind);
    const FieldSpec* spec = known == nullptr ? nullptr : find_field_spec(*known, field);
    if (spec != nullptr && spec->type == FieldType::answers) {
        const std::string answer = answer_words(given, kind, field, words);
        return answer.empty() ? words : answer;
    }
    if (spec == nullptr || spec->type != FieldType::reference) return words;
    const auto id = sync::RecordId::parse(words);
    if (!id) return words;
    if (given.snapshot.detail) {
        const auto title = given.snapshot.detail->titles.find(*id);
        if (title != given.snapshot.detail->titles.end()) return title->second;
    }
    const auto& sites = given.snapshot.sites;
    const auto site = std::find_if(sites.begin(), sites.end(), [&](const Row& row) { return row.id == *id; });
    return site == sites.end() ? words : site->title;
}

std::string person_of(const Snapshot& snapshot, const sync::DeviceId& device) {
    const auto found = snapshot.people.find(device);
    return found == snapshot.people.end() ? device.text() : found->second;
}

std::string person_and_time(const Snapshot& snapshot, const sync::Edit& edit) {
    return person_of(snapshot, edit.device) + " " + ui::moment_text(edit.time).substr(5);
}

std::vector<sync::Value> contested_values(const sync::Record& record, std::string_view field) {
    std::vector<sync::Value> values;
    const sync::Field* found = sync::find_field(record, field);
    if (found == nullptr) return values;
    for (auto& candidate : candidates_of(record, *found))
        values.push_back(std::move(candidate.value));
    return values;
}

void draw_contested(const Given& given, const sync::Record& record, std::string_view field, Drafts& drafts,
                    Asked& asked) {
    const sync::Field* values = sync::find_field(record, field);
    if (values == nullptr || !sync::is_contested(field, *values)) return;
    (void)asked; // the drafts carry the decision
    const ui::Card card("contested " + std::string(field),
                        {.fill = ui::theme().warn_soft, .padding = ui::px(12), .bar = ui::Tone::warn});
    ui::meta(ui::icons::call_merge, given.text("contested.title"), ui::theme().warn);
    std::size_t number = 0;
    if (const auto back = brought_back(record, *values))
        ui::text_wrapped(
            say("contested.taken_back", given.language(), {{"who", person_and_time(given.snapshot, *back)}}),
            ui::note_text());
    for (const auto& candidate : candidates_of(record, *values)) {
        ui::space(6);
        if (++number > 1) {
            ui::divider();
            ui::space(6);
        }
        if (draw_candidate(given, record, field, candidate, number))
            drafts.set(record.id, field, candidate.value, given.now);
    }
    ui::space(4);
    ui::text_wrapped(given.text("contested.or_write"), ui::note_text());
}

} // namespace takan::app
