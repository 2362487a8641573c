#include "sync/transport/process.hpp"

#include "sync/base/files.hpp"
#include "sync/transport/stream.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::sync {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int look_around_ms = 50; // how late a wish to stop is seen at most
constexpr std::size_t most_complaints = 16 * 1024;
constexpr std::size_t most_taken_in = 1024 * 1024; // while we write

class SpawnSettings {
public:
    SpawnSettings() {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
        // A group of its own: Ctrl+C is for us to handle, and what it starts ends with it.
        posix_spawnattr_setpgroup(&m_attributes, 0);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        sigset_t usual;
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        posix_spawnattr_setsigdefault(&m_attributes, &usual);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    void put(int descriptor, int as) { posix_spawn_file_actions_adddup2(&m_actions, descriptor, as); }
    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
};

std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
    std::vector<std::string> all = variables;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string_view one = *at;
        const std::string_view name = one.substr(0, one.find('=') + 1);
        const auto same = [&](const std::string& other) { return std::string_view(other).starts_with(name); };
        if (std::none_of(variables.begin(), variables.end(), same)) all.emplace_back(one);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

void close_one(int& descriptor) {
    if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

} // namespace

Result<Process> Process::start(const std::vector<std::string>& arguments, const std::vector<std::string>& variables) {
    std::array<int, 2> link{-1, -1};
    std::array<int, 2> errors{-1, -1};
    // A pair of sockets instead of pipes: writing to one whose other end is gone raises no signal.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link.data()) != 0)
        return error_from_errno(errno, "start program", arguments.front());
    if (::pipe2(errors.data(), O_CLOEXEC) != 0) {
        const int code = errno;
        std::for_each(link.begin(), link.end(), close_one);
        return error_from_errno(code, "start program", arguments.front());
    }
    SpawnSettings settings;
    settings.put(link[1], STDIN_FILENO);
    settings.put(link[1], STDOUT_FILENO);
    settings.put(errors[1], STDERR_FILENO);
    std::vector<std::string> words = arguments;
    std::vector<std::string> environment = environment_with(variables);
    Process process;
    const int code = ::posix_spawnp(&process.m_process, words[0].c_str(), settings.actions(), settings.attributes(),
                                    pointers(words).data(), pointers(environment).data());
    close_one(link[1]);
    close_one(errors[1]);
    process.m_link = link[0];
    process.m_errors = errors[0];
    if (code != 0) {
        process.m_process = -1;
        return error_from_errno(code, "start program", arguments.front());
    }
    ::fcntl(process.m_link, F_SETFL, O_NONBLOCK);
    ::fcntl(process.m_errors, F_SETFL, O_NONBLOCK);
    return process;
}

Process::Process(Process&& other) noexcept {
    *this = std::move(other);
}

Process& Process::operator=(Process&& other) noexcept {
    if (this == &other) return *this;
    end();
    m_process = std::exchange(other.m_process, -1);
    m_link = std::exchange(other.m_link, -1);
    m_errors = std::exchange(other.m_errors, -1);
    m_at_end = other.m_at_end;
    m_read = std::move(other.m_read);
    m_given = other.m_given;
    m_complaints = std::move(other.m_complaints);
    return *this;
}

Process::~Process() {
    end();
}

void Process::end() {
    close_one(m_link);
    if (m_process > 0) {
        ::kill(-m_process, SIGTERM);
        for (int i = 0; i < 20 && ::waitpid(m_process, nullptr, WNOHANG) == 0; ++i) {
            if (i == 19) {
                ::kill(-m_process, SIGKILL);
                ::waitpid(m_process, nullptr, 0);
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        m_process = -1;
    }
    close_one(m_errors);
}

Result<Process::Ready> Process::wait_ready(bool to_write, const std::stop_token& stop) {
    if (stop.stop_requested()) return cancelled();
    const bool may_read = !m_at_end && m_read.size() - m_given < most_taken_in;
    std::array<pollfd, 2> watched{
        {{m_link, static_cast<short>((may_read ? POLLIN : 0) | (to_write ? POLLOUT : 0)), 0}, {m_errors, POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), look_around_ms) < 0 && errno != EINTR)
        return fail(ErrorKind::broken, "poll failed");
    if (watched[1].revents != 0) take_complaints();
    if (may_read && (watched[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) return Ready::readable;
    if (to_write && (watched[0].revents & (POLLOUT | POLLHUP | POLLERR)) != 0) return Ready::writable;
    return Ready::nothing;
}

bool Process::take_in() {
    std::array<char, 64 * 1024> block{};
    const ssize_t got = ::recv(m_link, block.data(), block.size(), 0);
    if (got > 0) {
        if (m_given == m_read.size()) {
            m_read.clear();
            m_given = 0;
        }
        m_read.append(block.data(), static_cast<std::size_t>(got));
        return true;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    m_at_end = true;
    return false;
}

void Process::take_complaints() {
    std::array<char, 4096> block{};
    while (m_errors >= 0) {
        const ssize_t got = ::read(m_errors, block.data(), block.size());
        if (got < 0) return;
        if (got == 0) return close_one(m_errors);
        const std::size_t room = most_complaints - std::min(m_complaints.size(), most_complaints);
        m_complaints.append(block.data(), std::min(static_cast<std::size_t>(got), room));
    }
}

Result<std::size_t> Process::read(char* into, std::size_t most, const std::stop_token& stop,
                                  std::chrono::milliseconds silence) {
    const auto deadline = Clock::now() + silence;
    while (m_given == m_read.size()) {
        if (m_at_end) return std::size_t{0};
        TAKAN_TRY_LET(ready, wait_ready(false, stop));
        if (ready == Ready::readable)
            take_in();
        else if (Clock::now() >= deadline)
            return silent({});
    }
    const std::size_t size = std::min(most, m_read.size() - m_given);
    std::memcpy(into, m_read.data() + m_given, size);
    m_given += size;
    return size;
}

Status Process::write(std::string_view bytes, const std::stop_token& stop, std::chrono::milliseconds silence) {
    auto deadline = Clock::now() + silence;
    while (!bytes.empty()) {
        TAKAN_TRY_LET(ready, wait_ready(true, stop));
        if (ready == Ready::readable) take_in();
        if (ready == Ready::nothing && Clock::now() >= deadline) return silent({});
        const ssize_t sent = ::send(m_link, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (sent < 0) return fail(ErrorKind::offline, "the program at the other end of the link has ended");
        if (sent > 0) deadline = Clock::now() + silence;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

void Process::end_input() {
    ::shutdown(m_link, SHUT_WR);
}

int Process::wait() {
    using namespace std::chrono_literals;
    const auto deadline = Clock::now() + 2s;
    int status = 0;
    while (m_process > 0 && Clock::now() < deadline) {
        take_complaints();
        const pid_t ended = ::waitpid(m_process, &status, WNOHANG);
        if (ended != 0) {
            m_process = -1;
            take_complaints();
            return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        }
        std::this_thread::sleep_for(5ms);
    }
    return -1;
}

Result<Outcome> run_program(const std::vector<std::string>& arguments, std::string_view input,
                            std::chrono::milliseconds silence, const std::stop_token& stop) {
    TAKAN_TRY_LET(process, Process::start(arguments, {"LC_ALL=C"}));
    const Status written = process.write(input, stop, silence);
    if (!written && written.error().kind != ErrorKind::offline) return written.error();
    process.end_input();
    Outcome outcome;
    std::array<char, 4096> block{};
    constexpr std::size_t most_output = 1024 * 1024;
    while (outcome.output.size() < most_output) {
        TAKAN_TRY_LET(got, process.read(block.data(), block.size(), stop, silence));
        if (got == 0) break;
        outcome.output.append(block.data(), got);
    }
    outcome.code = process.wait();
    outcome.complaints = process.complaints();
    return outcome;
}

} // namespace takan::sync
