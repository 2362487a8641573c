#pragma once
// The git command line as the judge of what we write, cut off from the person's and the machine's settings.

#include <filesystem>
#include <string>
#include <string_view>

namespace takan::test {

struct Answer {
    int code = -1;
    std::string output; // what it printed and what it complained about
};

// Runs `git <arguments>` inside `folder`, through the shell. `input` is what it reads.
Answer run_git(const std::filesystem::path& folder, const std::string& arguments, std::string_view input = {});
// The same, and the output; a failure of git is a failure of the test.
std::string git(const std::filesystem::path& folder, const std::string& arguments, std::string_view input = {});

} // namespace takan::test
