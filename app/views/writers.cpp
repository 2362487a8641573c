#include "app/views/writers.hpp"

#include "app/domain/review.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_words.hpp"
#include "app/views/contested.hpp"

#include <algorithm>
#include <set>

namespace takan::app {

namespace {

constexpr float side = 20; // design pixels
constexpr std::size_t most_fields = 4;

bool belongs(std::string_view name, const std::vector<std::string_view>& fields) {
    if (fields.empty()) return true;
    return std::any_of(fields.begin(), fields.end(), [&](std::string_view field) {
        return name == field || (name.size() > field.size() && name.starts_with(field) && name[field.size()] == '.');
    });
}

// "周敏 03-22 16:12 最后填写" and which fields.
std::string tip_of(const Given& given, const sync::Record& record, const Writer& writer) {
    std::string text = say("writers.last", given.language(),
                           {{"person", writer.person}, {"time", ui::moment_text(writer.newest).substr(5)}});
    std::set<std::string> named;
    for (const auto& field : writer.fields) {
        const std::string name = field_name(given, record.kind, field);
        if (!named.insert(name).second) continue;
        if (named.size() > most_fields) return text + "…";
        text += (named.size() == 1 ? "\n" : given.text("value.list_separator")) + name;
    }
    return text;
}

} // namespace

std::vector<Writer> writers_of(const Snapshot& snapshot, const sync::Record& record,
                               const std::vector<std::string_view>& fields) {
    std::vector<Writer> writers;
    for (const auto& [name, field] : record.fields) {
        if (is_review_field(name) || !belongs(name, fields)) continue;
        for (const auto& [edit, value] : field) {
            if (value.is_null()) continue;
            const std::string person = person_of(snapshot, edit.device);
            auto same =
                std::find_if(writers.begin(), writers.end(), [&](const auto& one) { return one.person == person; });
            if (same == writers.end()) same = writers.insert(same, Writer{person, edit.time, {}});
            same->newest = std::max(same->newest, edit.time);
            same->fields.push_back(name);
        }
    }
    std::stable_sort(writers.begin(), writers.end(), [](const auto& a, const auto& b) { return a.newest > b.newest; });
    return writers;
}

bool has_several_writers(const Snapshot& snapshot, const Detail& visit) {
    std::set<sync::DeviceId> devices; // few, and compared without words: this is asked for every section
    const auto look = [&](const sync::Record& record) {
        for (const auto& [name, field] : record.fields)
            for (const auto& [edit, value] : field)
                if (!is_review_field(name)) devices.insert(edit.device);
    };
    look(visit.record);
    std::for_each(visit.findings.begin(), visit.findings.end(), look);
    std::set<std::string> people;
    for (const auto& device : devices)
        people.insert(person_of(snapshot, device));
    return people.size() > 1;
}

float draw_writers(const Given& given, const sync::Record& record, const std::vector<std::string_view>& fields,
                   ImVec2 at) {
    const auto& detail = given.snapshot.detail;
    if (!detail || !has_several_writers(given.snapshot, *detail)) return 0;
    const ui::Aside aside(at);
    const ui::Id scope(record.id.text());
    float x = at.x;
    for (const auto& writer : writers_of(given.snapshot, record, fields)) {
        ImGui::SetCursorScreenPos({x, at.y});
        const ui::Id person(writer.person);
        ui::avatar(writer.person, ui::px(side));
        ui::tooltip(tip_of(given, record, writer));
        x += ui::px(side + 4);
    }
    return x - at.x;
}

void draw_section_writers(const Given& given, const sync::Record& record, const std::vector<std::string_view>& fields,
                          std::string_view title, ImVec2 at) {
    const float behind = ui::measure(title, ui::section_title()).x + ui::px(10);
    draw_writers(given, record, fields, {at.x + behind, at.y + ui::px(3)});
}

} // namespace takan::app
