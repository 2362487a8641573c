#include "tests/bench/window/display.hpp"

#include "tests/bench/measure.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::bench {
namespace {

using Millis = std::chrono::milliseconds;
constexpr Millis patience{60'000};
constexpr int starts = 5;
constexpr int idle_seconds = 10;
// Letters have soft edges: an empty surface has a handful of colours, a list of names has hundreds.
constexpr std::size_t colours_of_text = 60;

struct CloseDisplay {
    void operator()(Display* display) const { ::XCloseDisplay(display); }
};
using DisplayHandle = std::unique_ptr<Display, CloseDisplay>;

class Program {
public:
    Program(const std::string& takan, const std::filesystem::path& laptop) {
        const std::string folder = laptop.string();
        std::array<std::string, 4> words{takan, "open", "--store", folder};
        std::vector<char*> arguments;
        for (auto& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        if (::posix_spawn(&m_process, takan.c_str(), nullptr, nullptr, arguments.data(), environ) != 0)
            need(sync::fail(sync::ErrorKind::broken, "the window does not start", takan));
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        ::kill(m_process, SIGTERM);
        ::waitpid(m_process, nullptr, 0);
    }

    long ticks() const { // of the processor: user and system
        std::ifstream file("/proc/" + std::to_string(m_process) + "/stat");
        std::string word;
        long sum = 0;
        for (int at = 1; file >> word && at <= 15; ++at)
            if (at >= 14) sum += std::stol(word);
        return sum;
    }
    double megabytes() const {
        std::ifstream file("/proc/" + std::to_string(m_process) + "/statm");
        double all = 0, resident = 0;
        file >> all >> resident;
        return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
    }

private:
    pid_t m_process = 0;
};

// The greatest window that is shown on the display, if it is ours: the display is empty but for it.
std::size_t colours_seen(Display* display) {
    Window root = DefaultRootWindow(display), parent = 0;
    Window* children = nullptr;
    unsigned count = 0;
    if (::XQueryTree(display, root, &root, &parent, &children, &count) == 0) return 0;
    std::size_t most = 0;
    for (unsigned i = 0; i < count; ++i) {
        XWindowAttributes about{};
        const bool shown = ::XGetWindowAttributes(display, children[i], &about) != 0 && about.map_state == IsViewable;
        if (!shown || about.width < 400 || about.height < 400) continue;
        // The rail and the list beside it.
        XImage* image = ::XGetImage(display, children[i], 0, 60, 320, 300, AllPlanes, ZPixmap);
        if (image == nullptr) continue;
        std::set<unsigned long> colours;
        for (int y = 0; y < image->height; ++y)
            for (int x = 80; x < image->width; ++x)
                colours.insert(XGetPixel(image, x, y));
        most = std::max(most, colours.size());
        XDestroyImage(image);
    }
    if (children != nullptr) ::XFree(children);
    return most;
}

int ignore_error(Display*, XErrorEvent*) {
    return 0; // a window may go while it is looked at
}

} // namespace

void measure_on_display(const std::string& takan, const std::filesystem::path& laptop) {
    const DisplayHandle display(::XOpenDisplay(nullptr));
    if (!display) {
        std::printf("start and idling of the real window: not measured, there is no display\n");
        return;
    }
    ::XSetErrorHandler(ignore_error);
    std::vector<double> times;
    for (int start = 0; start < starts; ++start) {
        const auto begin = std::chrono::steady_clock::now();
        const Program program(takan, laptop);
        while (colours_seen(display.get()) < colours_of_text && std::chrono::steady_clock::now() - begin < patience)
            std::this_thread::sleep_for(Millis(3));
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::printf("%-52s %9.1f ms   goal 400\n", "start of the program to a list on the display", median(times));
    const Program program(takan, laptop);
    std::this_thread::sleep_for(Millis(5000)); // until all is drawn
    const long before = program.ticks();
    std::this_thread::sleep_for(std::chrono::seconds(idle_seconds));
    std::printf("%-52s %9ld ticks of 10 ms in %d s   goal 0\n", "an idle window uses", program.ticks() - before,
                idle_seconds);
    std::printf("%-52s %9.0f MB   goal 300 (with the software renderer's own)\n", "its memory", program.megabytes());
}

} // namespace takan::bench
