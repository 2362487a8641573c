#pragma once
// What every benchmark needs: an end when something fails, what a piece of work costs, and ours beside a reference.

#include "sync/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace takan::bench {

// Ends the program: a measurement of something that failed says nothing.
void need(const sync::Status& status);
template <class T>
T need(sync::Result<T> result) {
    if (!result) need(sync::Status(result.error()));
    return std::move(*result);
}

// What work took: by the clock on the wall, and of the processor, this process and the programs that it ran together.
// On a machine that others use too the second is the steadier one.
struct Cost {
    double wall = 0;
    double cpu = 0;
    double megabytes = 0; // greatest memory of the program, where one was run

    Cost& operator+=(const Cost& other);
};
Cost cost_of(const std::function<void()>& work);
double seconds(const std::function<void()>& work);

// Runs a program to its end; its output goes nowhere. Ends the benchmark unless it exits with `expected`.
Cost run(const std::vector<std::string>& words, int expected = 0);
// git that reads no settings but the repository's.
std::vector<std::string> git(std::vector<std::string> words);

double median(std::vector<double> numbers);

// Ours and a reference, one after the other, `rounds` times: what disturbs the machine then disturbs both.
// Prints the medians and the median of the ratios, by the wall and by the processor; `goal`: of the first, 0 for none.
struct Contest {
    std::string what;
    std::string reference;
    std::size_t rounds = 3;
    double goal = 0;
};
void compare(const Contest& contest, const std::function<Cost()>& ours, const std::function<Cost()>& theirs);
// The same for rounds that were measured elsewhere.
void print(const Contest& contest, const std::vector<Cost>& ours, const std::vector<Cost>& theirs);

// The `at`th word of the command line as a number, or `otherwise`.
std::size_t argument(int count, char** values, int at, std::size_t otherwise);

// A JPEG's head and noise: bytes that do not get smaller.
std::string noise_photo(std::uint64_t seed, std::size_t size);

} // namespace takan::bench
