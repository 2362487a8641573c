#include "app/cli/interrupt.hpp"

#include <pthread.h>

namespace takan::app::cli {

namespace {

// Ends the waiting thread; no other use of it here.
constexpr int wake_up = SIGUSR2;

} // namespace

Interrupt::Interrupt() {
    sigset_t waited_for;
    sigemptyset(&waited_for);
    sigaddset(&waited_for, SIGINT);
    sigaddset(&waited_for, wake_up);
    pthread_sigmask(SIG_BLOCK, &waited_for, &m_before);
    m_waiter = std::thread([stop = m_stop, waited_for]() mutable {
        int got = 0;
        while (sigwait(&waited_for, &got) == 0 && got != wake_up)
            stop.request_stop();
    });
}

Interrupt::~Interrupt() {
    pthread_kill(m_waiter.native_handle(), wake_up);
    m_waiter.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace takan::app::cli
