#pragma once
// What every benchmark needs: an end when something fails, medians, and a line beside a reference.

#include "sync/base/result.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>

namespace takan::bench {

// Ends the program: a measurement of something that failed says nothing.
inline void need(const sync::Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", sync::describe(status.error()).c_str());
    std::exit(1);
}
template <class T>
T need(sync::Result<T> result) {
    if (!result) need(sync::Status(result.error()));
    return std::move(*result);
}

inline void shell(const std::string& command, int expected = 0) {
    const int status = std::system(command.c_str()); // NOLINT(cert-env33-c): the commands are our own
    if (WIFEXITED(status) && WEXITSTATUS(status) == expected) return;
    std::fprintf(stderr, "failed: %s\n", command.c_str());
    std::exit(1);
}

inline double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

inline void print(const std::string& what, double ours, const char* other, double theirs) {
    std::printf("%-44s %9.3f s   %-28s %9.3f s   ratio %.2f\n", what.c_str(), ours, other, theirs, ours / theirs);
    std::fflush(stdout);
}

} // namespace takan::bench
