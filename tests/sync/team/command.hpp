#pragma once
// Runs a command line in a test: what it printed on both outputs, and how it ended.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace takan::test {

struct Ran {
    int code = -1;
    std::string output;
};

inline Ran run(const std::string& command) {
    Ran ran;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return ran;
    std::array<char, 4096> block{};
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe))
        ran.output.append(block.data(), size);
    ran.code = ::pclose(pipe);
    return ran;
}

inline bool has_command(const std::string& name) {
    return run("command -v " + name).code == 0;
}

// A word of a command line, for /bin/sh.
inline std::string quoted(const std::string& word) {
    return "'" + word + "'"; // the tests' own paths hold no quotes
}

} // namespace takan::test
