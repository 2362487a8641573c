#pragma once
// A process of a test's own that does something and then waits, to be killed or suspended in the middle of it.

#include <functional>

#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::test {

class ChildProcess {
public:
    // Runs `work` in a fork. It calls its argument where the parent shall go on; what it returns is the exit code.
    explicit ChildProcess(const std::function<int(const std::function<void()>& reached)>& work) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        m_id = ::fork();
        REQUIRE(m_id >= 0);
        if (m_id == 0) {
            ::close(ends[0]);
            const int code = work([&] { ::close(ends[1]); });
            ::_exit(code);
        }
        ::close(ends[1]);
        char none = 0;
        CHECK(::read(ends[0], &none, 1) == 0); // the end of the pipe: reached, or gone
        ::close(ends[0]);
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() {
        if (m_id > 0) kill();
    }

    void suspend() const {
        REQUIRE(::kill(m_id, SIGSTOP) == 0);
        int status = 0;
        REQUIRE(::waitpid(m_id, &status, WUNTRACED) == m_id);
        REQUIRE(WIFSTOPPED(status));
    }
    void resume() const { REQUIRE(::kill(m_id, SIGCONT) == 0); }
    void kill() {
        ::kill(m_id, SIGKILL);
        wait();
    }
    int wait() {
        int status = 0;
        ::waitpid(m_id, &status, 0);
        m_id = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    // For the child: waits for ever.
    static int forever() {
        while (true) {
            ::pause();
        }
    }

private:
    pid_t m_id = -1;
};

} // namespace takan::test
