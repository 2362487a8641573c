#pragma once
// Interrupt: Ctrl+C asks long work to stop, instead of ending the program in the middle of it.

#include <csignal>
#include <stop_token>
#include <thread>

namespace takan::app::cli {

// While one lives, SIGINT requests a stop. Made before the work starts threads of its own, which inherit the mask.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    sigset_t m_before{};
    std::thread m_waiter;
};

} // namespace takan::app::cli
