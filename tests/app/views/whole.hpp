#pragma once
// The whole window of the sample day, driven without a display.

#include "app/views/root.hpp"
#include "tests/app/views/sample.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace takan::test {

// The whole window, with a desk that answers at once.
struct Whole {
    explicit Whole(const DriverOptions& options = {})
        : language(options.language), driver(std::make_unique<Driver>([this] { draw(); }, options)) {
        snapshot = day.answer({}, language);
        driver->settle();
        clear();
    }
    ~Whole() {
        textures.reset();
        store.reset();
    }

    void draw() {
        store->new_frame();
        textures->new_frame();
        const app::Given given{snapshot, pictures, *textures, now, {}, std::exchange(answer, {})};
        const app::Asked asked = root.draw(given);
        std::vector<std::uint64_t> numbers;
        bool ask = false;
        for (const auto& command : asked.commands) {
            numbers.push_back(++number);
            if (const auto* wish = std::get_if<app::Ask>(&command)) {
                request = wish->request;
                ask = true;
                ++asks;
            } else {
                commands.push_back(command);
                if (carries_out) carry_out(command);
            }
        }
        root.posted(numbers);
        if (asked.files) files = asked.files;
        if (asked.files && cancels) answer.emplace();
        const bool changed = carries_out && asked.commands.size() > (ask ? 1u : 0u);
        if (!ask && !changed) return;
        const app::Snapshot before = snapshot;
        snapshot = day.answer(request, language);
        snapshot.importing = before.importing;
        snapshot.syncing = before.syncing;
        if (carries_out) snapshot.saving.done = number;
    }
    // What the desk does with records, in the sample day.
    void carry_out(const app::Command& command) {
        const auto write = [&](const sync::RecordId& id, const app::FieldValues& fields) {
            for (const auto& [field, value] : fields)
                sync::write(day.at(id), field, value, day.base.me.device, now);
        };
        const auto create = [&](const sync::RecordId& id, const char* kind, const app::FieldValues& fields) {
            day.records[id].id = id;
            day.at(id).kind = kind;
            write(id, fields);
        };
        if (const auto* made = std::get_if<app::Create>(&command)) create(made->id, made->kind.c_str(), made->fields);
        if (const auto* set = std::get_if<app::SetFields>(&command)) write(set->id, set->fields);
        const auto* photos = std::get_if<app::AddPhotos>(&command);
        for (std::size_t i = 0; photos != nullptr && i < photos->paths.size(); ++i)
            create(sample_id(now, static_cast<int>(1000 + day.records.size())), "photo",
                   {{"visit", photos->visit.text()},
                    {"finding", photos->finding.is_nil() ? sync::Value{} : sync::Value(photos->finding.text())},
                    {"name", photos->paths[i].filename().string()},
                    {"taken_at", sync::to_text(now)}});
    }
    void clear() {
        commands.clear();
        files.reset();
        asks = 0;
    }
    // Another size, zoom and language for the same window.
    void show_as(ImVec2 size, float scale, app::Language tongue) {
        language = tongue;
        snapshot = day.answer(request, language);
        driver->show_as(size, scale, tongue);
    }
    void go(const app::Spot& spot) {
        root.go(spot);
        driver->settle();
        clear();
    }
    template <class T>
    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(
            commands.begin(), commands.end(), [](const auto& command) { return std::holds_alternative<T>(command); }));
    }

    // The last command of that kind; there must be one.
    template <class T>
    T last() const {
        for (auto command = commands.rbegin(); command != commands.rend(); ++command)
            if (const T* one = std::get_if<T>(&*command)) return *one;
        throw std::runtime_error("no such command");
    }

    SampleDay day;
    app::Language language;
    app::Root root;
    app::Snapshot snapshot;
    app::Request request;
    sync::Instant now = sample_now;
    bool carries_out = false; // commands change the sample day, as the desk would
    bool cancels = true;      // every file dialog, at once
    std::optional<std::vector<std::filesystem::path>> answer;
    std::uint64_t number = 0;
    int asks = 0;
    std::vector<app::Command> commands;
    std::optional<app::FileQuestion> files;
    SamplePictures pictures;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures =
        std::make_unique<app::ui::PictureTextures>(*store, 64u << 20, 100);
    std::unique_ptr<Driver> driver;
};

inline const std::vector<app::Place> all_places{app::Place::today,  app::Place::visits, app::Place::findings,
                                                app::Place::photos, app::Place::sites,  app::Place::review,
                                                app::Place::team,   app::Place::sync,   app::Place::settings,
                                                app::Place::map,    app::Place::table,  app::Place::overview};

// A record that can be open at that place.
inline sync::RecordId record_at(const SampleDay& day, app::Place place) {
    switch (place) {
    case app::Place::visits:
    case app::Place::review:
        return day.visit;
    case app::Place::findings:
        return day.drums;
    case app::Place::sites:
        return day.plating;
    default:
        return {};
    }
}

} // namespace takan::test
