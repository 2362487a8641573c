#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::bench {
namespace {

double seconds_of(const struct timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double processor(int whose) {
    struct rusage usage {};
    ::getrusage(whose, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

} // namespace

void need(const sync::Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", sync::describe(status.error()).c_str());
    std::exit(1);
}

Cost& Cost::operator+=(const Cost& other) {
    wall += other.wall;
    cpu += other.cpu;
    megabytes = std::max(megabytes, other.megabytes);
    return *this;
}

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Cost cost_of(const std::function<void()>& work) {
    const double before = processor(RUSAGE_SELF) + processor(RUSAGE_CHILDREN);
    Cost cost;
    cost.wall = seconds(work);
    cost.cpu = processor(RUSAGE_SELF) + processor(RUSAGE_CHILDREN) - before;
    return cost;
}

Cost run(const std::vector<std::string>& words, int expected) {
    std::vector<char*> arguments;
    for (const auto& word : words)
        arguments.push_back(const_cast<char*>(word.c_str())); // posix_spawn's old interface
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    struct rusage usage {};
    Cost cost;
    cost.wall = seconds([&] {
        pid_t child = 0;
        int status = 1;
        const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
        if (failed == 0) ::wait4(child, &status, 0, &usage);
        if (failed != 0 || !WIFEXITED(status) || WEXITSTATUS(status) != expected) {
            std::string all;
            for (const auto& word : words)
                all += word + " ";
            need(sync::fail(sync::ErrorKind::broken, "a program failed", all));
        }
    });
    cost.cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    cost.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
    posix_spawn_file_actions_destroy(&actions);
    return cost;
}

std::vector<std::string> git(std::vector<std::string> words) {
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    std::vector<std::string> all{"git", "-c", "safe.directory=*", "-c", "user.name=a", "-c", "user.email=a@b"};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

double median(std::vector<double> numbers) {
    std::ranges::sort(numbers);
    return numbers[numbers.size() / 2];
}

void print(const Contest& contest, const std::vector<Cost>& ours, const std::vector<Cost>& theirs) {
    const auto median_of = [](const std::vector<Cost>& costs, double Cost::*part) {
        std::vector<double> numbers;
        std::ranges::transform(costs, std::back_inserter(numbers), part);
        return median(numbers);
    };
    const auto ratio_of = [&](double Cost::*part) {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < ours.size(); ++i)
            ratios.push_back(ours[i].*part / theirs[i].*part);
        return median(ratios);
    };
    const double ratio = ratio_of(&Cost::wall);
    std::printf("%s\n  %-36s %9.4f s (processor %9.4f s)\n  %-36s %9.4f s (processor %9.4f s)\n", contest.what.c_str(),
                "Takan", median_of(ours, &Cost::wall), median_of(ours, &Cost::cpu), contest.reference.c_str(),
                median_of(theirs, &Cost::wall), median_of(theirs, &Cost::cpu));
    std::printf("  ratio %.3f (processor %.3f)", ratio, ratio_of(&Cost::cpu));
    if (contest.goal > 0) std::printf(", goal %.2f: %s", contest.goal, ratio <= contest.goal ? "reached" : "MISSED");
    std::printf("\n");
    std::fflush(stdout);
}

void compare(const Contest& contest, const std::function<Cost()>& ours, const std::function<Cost()>& theirs) {
    std::vector<Cost> our_costs;
    std::vector<Cost> their_costs;
    for (std::size_t round = 0; round < contest.rounds; ++round) {
        our_costs.push_back(ours());
        their_costs.push_back(theirs());
    }
    print(contest, our_costs, their_costs);
}

std::size_t argument(int count, char** values, int at, std::size_t otherwise) {
    return count > at ? std::strtoul(values[at], nullptr, 10) : otherwise;
}

std::string noise_photo(std::uint64_t seed, std::size_t size) {
    std::mt19937_64 random(seed);
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        const std::uint64_t number = random();
        std::copy_n(reinterpret_cast<const char*>(&number), sizeof number, bytes.begin() + static_cast<long>(at));
    }
    bytes.replace(0, 4, "\xFF\xD8\xFF\xDA");
    return bytes;
}

} // namespace takan::bench
