#include "app/cli/reach.hpp"

#include "app/cli/interrupt.hpp"
#include "sync/base/text.hpp"
#include "sync/transport/process.hpp"

#include <iostream>

#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace takan::app::cli {

namespace {

// What is typed is not shown while one lives.
class WithoutEcho {
public:
    WithoutEcho() {
        if (::tcgetattr(STDIN_FILENO, &m_before) != 0) return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;
    ~WithoutEcho() {
        if (m_changed) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }

private:
    termios m_before{};
    bool m_changed = false;
};

bool can_ask(const Call& call) {
    return &call.out() == &std::cout && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

std::optional<std::string> typed_line(const Call& call, const std::string& question, const std::stop_token& stop) {
    constexpr int look_around_ms = 50; // how late Ctrl+C is seen at most
    call.err() << question << std::flush;
    pollfd keyboard{STDIN_FILENO, POLLIN, 0};
    while (::poll(&keyboard, 1, look_around_ms) == 0)
        if (stop.stop_requested()) return std::nullopt;
    std::string line;
    if (stop.stop_requested() || !std::getline(std::cin, line)) return std::nullopt;
    return line;
}

// git's own way to ask without a terminal: a program that gets the question and prints the answer.
std::optional<std::string> program_says(const std::string& program, const std::string& question,
                                        const std::stop_token& stop) {
    constexpr std::chrono::minutes patience(5); // a person may be typing
    const auto outcome = sync::run_program({program, question}, {}, patience, stop);
    if (!outcome || outcome->code != 0) return std::nullopt;
    return outcome->output.substr(0, outcome->output.find_first_of("\r\n"));
}

std::optional<sync::Login> ask(const Call& call, const std::string& place, const std::stop_token& stop) {
    const std::string program = call.around.variable ? call.around.variable("GIT_ASKPASS") : std::string{};
    if (!program.empty()) {
        const auto user = program_says(program, "Username for '" + place + "': ", stop);
        const auto secret = user ? program_says(program, "Password for '" + place + "': ", stop) : std::nullopt;
        return secret ? std::optional(sync::Login{*user, *secret}) : std::nullopt;
    }
    if (!can_ask(call)) return std::nullopt;
    const auto user = typed_line(call, call.said("cli.login.user", {{"place", place}}), stop);
    if (!user) return std::nullopt;
    const WithoutEcho quiet;
    const auto secret =
        typed_line(call, call.said("cli.login.secret", {{"place", place}, {"user", sync::plain_text(*user)}}), stop);
    call.err() << "\n";
    return secret ? std::optional(sync::Login{sync::trimmed(*user), *secret}) : std::nullopt;
}

} // namespace

Result<sync::Access> access_of(const Call& call, Secrets& secrets) {
    const auto workspace = call.workspace();
    if (!workspace && workspace.error().kind == sync::ErrorKind::missing) return access_of(call.folder, {}, secrets);
    TAKAN_TRY(workspace);
    TAKAN_TRY_LET(settings, settings_of(workspace->store));
    return access_of(call.folder, settings, secrets);
}

Status with_login(const Call& call, const WithAccess& work) {
    constexpr int most_tries = 3;
    Secrets secrets;
    TAKAN_TRY_LET(access, access_of(call, secrets));
    const Interrupt interrupt;
    Status done = work(access, interrupt.token());
    for (int i = 0; i < most_tries && !done && asks_for_login(done.error()); ++i) {
        const std::string place = done.error().subject;
        const auto login = ask(call, place, interrupt.token());
        if (!login) break;
        secrets.remember(place, *login);
        done = work(access, interrupt.token());
    }
    return done;
}

} // namespace takan::app::cli
