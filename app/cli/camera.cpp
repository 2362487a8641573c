#include "app/cli/camera.hpp"

#include "sync/base/files.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <thread>

namespace takan::app::cli {

namespace {

struct Job {
    std::filesystem::path file;
    Scene scene;
    std::uint32_t seed;
    PhotoFacts facts;
};

// "2024-03-22T09:06:00", China's time.
std::string camera_time(sync::Instant at) {
    std::string text = china_text(at) + ":00";
    text[10] = 'T';
    return text;
}

std::optional<double> degrees(const ScenarioStep& site, std::string_view field) {
    for (const auto& [name, value] : site.fields) {
        double number = 0;
        if (name != field) continue;
        if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc{}) return number;
    }
    return std::nullopt;
}

const ScenarioStep* site_of(const Scenario& scenario, const std::string& word) {
    const auto found = std::find_if(scenario.steps.begin(), scenario.steps.end(),
                                    [&](const auto& step) { return step.act == "new" && step.record == word; });
    return found == scenario.steps.end() ? nullptr : &*found;
}

// Some paces around the site's own position, another spot for each photo.
void place(PhotoFacts& facts, const ScenarioStep& site, std::uint32_t seed) {
    constexpr double pace = 0.00007; // degrees: seven metres
    facts.lat = degrees(site, "lat");
    facts.lon = degrees(site, "lon");
    if (!facts.lat || !facts.lon) return;
    *facts.lat += pace * (static_cast<int>(seed * 7 % 9) - 4);
    *facts.lon += pace * (static_cast<int>(seed * 5 % 11) - 5);
    facts.altitude = 32.0 + seed % 7;
}

std::vector<Job> jobs_of(const std::filesystem::path& camera, const Scenario& scenario) {
    std::vector<Job> jobs;
    for (const auto& step : scenario.steps) {
        const ScenarioStep* site = site_of(scenario, step.near);
        for (const auto& shot : step.shots) {
            const auto seed = static_cast<std::uint32_t>(jobs.size() + 1);
            Job job{photo_path(camera, step.who, shot), shot.scene, seed, {}};
            job.facts.time = camera_time(shot.at);
            for (const auto& person : scenario.people) {
                if (person.key != step.who) continue;
                job.facts.make = person.make;
                job.facts.model = person.model;
            }
            if (site != nullptr) place(job.facts, *site, seed);
            jobs.push_back(std::move(job));
        }
    }
    return jobs;
}

Status take(const Job& job, const DrawPhoto& draw) {
    TAKAN_TRY_LET(bytes, draw(job.scene, job.seed, job.facts));
    return sync::write_file(job.file, bytes);
}

} // namespace

std::filesystem::path photo_path(const std::filesystem::path& camera, const std::string& who, const Shot& shot) {
    std::string name = camera_time(shot.at);
    std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
    name[8] = '_';
    return camera / who / ("IMG_" + name + ".jpg");
}

Status take_photos(const std::filesystem::path& camera, const Scenario& scenario, const DrawPhoto& draw) {
    const auto jobs = jobs_of(camera, scenario);
    for (const auto& job : jobs)
        TAKAN_TRY(sync::make_folder(job.file.parent_path()));
    std::vector<Status> done(jobs.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < jobs.size(); i = next++)
            done[i] = take(jobs[i], draw);
    };
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i)
            helpers.emplace_back(work);
        work();
    }
    for (const auto& one : done)
        TAKAN_TRY(one);
    return {};
}

} // namespace takan::app::cli
