#include "tests/sync/git/git_command.hpp"

#include "sync/base/files.hpp"
#include "tests/support/scratch.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include <doctest/doctest.h>
#include <sys/wait.h>

namespace takan::test {

Answer run_git(const std::filesystem::path& folder, const std::string& arguments, std::string_view input) {
    const Scratch scratch;
    REQUIRE(sync::write_file(scratch / "input", input));
    const std::string command = "cd '" + folder.string() +
                                "' && GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME='" +
                                scratch.path().string() +
                                "' LC_ALL=C GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a "
                                "GIT_COMMITTER_EMAIL=a@b git -c safe.directory='*' " +
                                arguments + " <'" + (scratch / "input").string() + "' 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Answer answer;
    std::array<char, 4096> block{};
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe)) {
        answer.output.append(block.data(), got);
    }
    const int status = ::pclose(pipe);
    answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return answer;
}

std::string git(const std::filesystem::path& folder, const std::string& arguments, std::string_view input) {
    Answer answer = run_git(folder, arguments, input);
    INFO("git " << arguments << ": " << answer.output);
    REQUIRE(answer.code == 0);
    return std::move(answer.output);
}

} // namespace takan::test
