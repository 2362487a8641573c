#pragma once
// Reporter: where a sync stands, told to whoever watches; and the question whether to go on.

#include "sync/exchange/sync.hpp"

#include <cstdint>
#include <stop_token>

namespace takan::sync {

class Reporter {
public:
    // `told` is called on the thread that syncs.
    Reporter(const OnProgress& told, std::stop_token stop) : m_told(told), m_stop(std::move(stop)) {}

    // Begins a step, or the same one anew in another round. Error cancelled.
    Status begin(Step step, int round);
    Status go_on() const; // error cancelled
    void objects(std::uint64_t done, std::uint64_t total);
    // For one call of a remote. Several transfers of one step add up.
    git::OnTransfer transfer();

    std::uint64_t bytes() const { return m_now.bytes; } // of this step so far
    const std::stop_token& stop() const { return m_stop; }

private:
    void tell() const;

    const OnProgress& m_told;
    std::stop_token m_stop;
    Progress m_now;
};

} // namespace takan::sync
