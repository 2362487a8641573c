#pragma once
// Daemon: a server program that a test starts on a free port of loopback and stops at its end.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace takan::test {

// The first of these that is there; empty when none is.
std::filesystem::path find_program(const std::vector<std::filesystem::path>& candidates);

// A port of loopback that was free a moment ago.
int free_port();

// Runs a short program to its end; false when it failed.
bool run_quietly(const std::vector<std::string>& arguments);

class Daemon {
public:
    // Starts a program that stays in the foreground and waits until the port answers. Nothing when it ended first.
    // What it says goes into `log`.
    static std::optional<Daemon> start(const std::vector<std::string>& arguments, int port,
                                       const std::filesystem::path& log);
    Daemon(Daemon&& other) noexcept;
    Daemon& operator=(Daemon&&) = delete;
    ~Daemon();

private:
    explicit Daemon(pid_t process) : m_process(process) {}
    pid_t m_process;
};

} // namespace takan::test
