// What the window costs with many records: every place's frame, scrolling, typing, search, start, memory, idling.
//   bench_window [records] [photos]      (100000, of which 20000 photos, when left out)

#include "app/views/frame.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/window/display.hpp"
#include "tests/bench/window/headless.hpp"
#include "tests/bench/window/large_laptop.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <unistd.h>

using namespace takan;
using namespace takan::bench;

namespace {

constexpr int frames = 60;
constexpr double greatest_frame = 4;   // ms, the goal for any frame's own work
constexpr double greatest_search = 20; // ms

double resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    double all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

struct Frames {
    double middle = 0;
    double worst = 0;
};
Frames measure(Headless& window, const std::function<void(int)>& before = {}) {
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        if (before) before(i);
        times.push_back(window.frame());
    }
    return {median(times), *std::ranges::max_element(times)};
}

const char* verdict(double value, double goal) {
    return value <= goal ? "" : "   MISSED";
}

// The mouse over the list at the left and over what is open beside it: wheels turn one after the other.
void scroll(test::Driver& driver, int turn) {
    driver.move(turn % 2 == 0 ? ImVec2{220, 400} : ImVec2{800, 400});
    ImGui::SetCurrentContext(driver.context());
    ImGui::GetIO().AddMouseWheelEvent(0, turn < frames / 2 ? -3.0f : 3.0f);
}

void measure_place(Headless& window, const app::RailPlace& place) {
    window.root().go({place.place, {}});
    const double answer = window.until_answered();
    const Frames still = measure(window);
    const Frames scrolled = measure(window, [&](int turn) { scroll(window.driver(), turn); });
    std::printf("  %-16s answered in %7.1f ms   a frame %6.2f ms (worst %6.2f)   scrolling %6.2f ms (worst %6.2f)%s\n",
                app::text_of(place.text_key, app::Language::en).c_str(), answer, still.middle, still.worst,
                scrolled.middle, scrolled.worst, verdict(std::max(still.middle, scrolled.middle), greatest_frame));
    std::fflush(stdout);
}

// From the key that is pressed to the frame that shows its answer.
void measure_search(Headless& window, const char* words) {
    auto& driver = window.driver();
    const std::string all = words;
    std::size_t last = all.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(all[last]) & 0xC0) == 0x80) // of a character of several bytes
        --last;
    driver.key(ImGuiMod_Ctrl | ImGuiKey_K);
    driver.type(all.substr(0, last));
    window.until_answered();
    const double taken = 1000 * seconds([&] {
                             driver.type(all.substr(last));
                             window.until([&] { return window.snapshot()->request.search == all; });
                         });
    const std::size_t hits = window.snapshot()->hits.size();
    driver.key(ImGuiKey_Escape);
    window.until_answered();
    std::printf("  search %-28s %7.1f ms   (%zu hits, goal %.0f)%s\n", words, taken, hits, greatest_search,
                verdict(taken, greatest_search));
}

void headless(const std::filesystem::path& laptop) {
    std::unique_ptr<Headless> window;
    const double open = 1000 * seconds([&] {
                            window = std::make_unique<Headless>(laptop);
                            window->until_answered();
                        });
    std::printf("opening the store to the first answered frame, without renderer %.1f ms\n", open);
    for (const auto& place : app::rail_places(*window->snapshot()))
        measure_place(*window, place);
    for (const char* words : {"炭", "超标", "活性炭", "喷漆房活性炭 缺失", "IMG_5000"})
        measure_search(*window, words);
    std::printf("memory without renderer %.0f MB\n", resident_megabytes());
}

} // namespace

int main(int count, char** values) {
    if (count > 2 && std::string(values[1]) == "fill") { // a process of its own: its memory is not the window's
        fill_laptop(values[2], argument(count, values, 3, 0), argument(count, values, 4, 0));
        return 0;
    }
    const std::size_t records = argument(count, values, 1, 100'000);
    const std::size_t photos = argument(count, values, 2, 20'000);
    const test::Scratch scratch;
    const auto laptop = scratch / "laptop";
    run({"/proc/self/exe", "fill", laptop.string(), std::to_string(records), std::to_string(photos)});
    std::printf("%zu records, %zu of them photos; goal for a frame's own work %.0f ms\n", records, photos,
                greatest_frame);
    headless(laptop);
    measure_on_display(TAKAN_PROGRAM, laptop);
    return 0;
}
