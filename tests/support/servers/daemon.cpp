#include "tests/support/servers/daemon.hpp"
#include "tests/support/servers/loopback.hpp"

#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::test {
namespace {

using namespace std::chrono_literals;

bool answers(int port) {
    const int link = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool connected = ::connect(link, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(link);
    return connected;
}

pid_t spawn(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
    std::vector<std::string> words = arguments;
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setpgroup(&attributes, 0); // what it starts ends with it
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t process = -1;
    const int code = ::posix_spawnp(&process, words[0].c_str(), &actions, &attributes, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code == 0 ? process : -1;
}

} // namespace

std::filesystem::path find_program(const std::vector<std::filesystem::path>& candidates) {
    for (const auto& one : candidates) {
        if (::access(one.c_str(), X_OK) == 0) return one;
    }
    return {};
}

int free_port() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(listener);
    return ntohs(address.sin_port);
}

bool run_quietly(const std::vector<std::string>& arguments) {
    const pid_t process = spawn(arguments, "/dev/null");
    int status = -1;
    return process > 0 && ::waitpid(process, &status, 0) == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::optional<Daemon> Daemon::start(const std::vector<std::string>& arguments, int port,
                                    const std::filesystem::path& log) {
    const pid_t process = spawn(arguments, log);
    if (process < 0) return std::nullopt;
    Daemon daemon(process);
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!answers(port)) {
        if (::waitpid(process, nullptr, WNOHANG) != 0) {
            daemon.m_process = -1;
            return std::nullopt;
        }
        if (std::chrono::steady_clock::now() > deadline) return std::nullopt;
        std::this_thread::sleep_for(5ms);
    }
    return daemon;
}

Daemon::Daemon(Daemon&& other) noexcept : m_process(std::exchange(other.m_process, -1)) {}

Daemon::~Daemon() {
    if (m_process <= 0) return;
    ::kill(-m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
}

} // namespace takan::test
