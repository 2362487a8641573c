#pragma once
// Process: a program of the system that we talk with over its input and output; no shell in between.

#include "sync/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace takan::sync {

class Process {
public:
    // Starts `arguments[0]`, looked up in PATH. `variables` ("NAME=value") replace those of our environment. Error
    // missing when there is no such program.
    static Result<Process> start(const std::vector<std::string>& arguments, const std::vector<std::string>& variables);
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    ~Process(); // ends it and what it started

    // Waits for bytes or the end (0). Errors: cancelled, offline (no byte came for `silence`).
    Result<std::size_t> read(char* into, std::size_t most, const std::stop_token& stop,
                             std::chrono::milliseconds silence);
    // Writes all; takes in meanwhile what the program says, so that neither waits for the other. Error offline when the
    // program has ended.
    Status write(std::string_view bytes, const std::stop_token& stop, std::chrono::milliseconds silence);
    void end_input();
    // Waits a little for the end of a program that has closed its output. Returns its exit code; -1 when it was ended.
    int wait();
    // What it said on its error output, as far as it was read; at most 16 KiB of it.
    const std::string& complaints() const { return m_complaints; }

private:
    Process() = default;
    enum class Ready { nothing, readable, writable };
    Result<Ready> wait_ready(bool to_write, const std::stop_token& stop);
    bool take_in(); // false at the end
    void take_complaints();
    void end();

    pid_t m_process = -1;
    int m_link = -1;   // its input and output
    int m_errors = -1; // its error output
    bool m_at_end = false;
    std::string m_read; // taken in and not yet asked for
    std::size_t m_given = 0;
    std::string m_complaints;
};

struct Outcome {
    int code = -1;
    std::string output;
    std::string complaints;
};
// Runs a program to its end. Errors: missing, cancelled, offline.
Result<Outcome> run_program(const std::vector<std::string>& arguments, std::string_view input,
                            std::chrono::milliseconds silence, const std::stop_token& stop);

} // namespace takan::sync
