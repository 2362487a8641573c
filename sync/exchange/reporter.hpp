#pragma once
// Reporter: where a sync stands, told to whoever watches; and the question whether to go on.

#include "sync/exchange/pace.hpp"
#include "sync/exchange/sync.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>

namespace takan::sync {

class Reporter {
public:
    // `told` is called on the thread that syncs. All but the token must outlive the reporter.
    Reporter(const OnProgress& told, const Clock& clock, std::stop_token stop)
        : m_told(told), m_clock(clock), m_stop(std::move(stop)) {}

    // Begins a step, or goes on with the same one in another round. Error cancelled.
    Status begin(Step step, int round);
    Status go_on() const; // error cancelled
    void objects(std::uint64_t done, std::uint64_t total);
    // The step will move so many bytes more than it has by now.
    void expect(std::uint64_t bytes);
    // Runs one call of a remote, which moves `planned` of the bytes that were expected (0: not known), and adds what
    // it really moved to `moved`, also when it fails.
    Status move(std::uint64_t planned, std::uint64_t& moved,
                const std::function<Status(const git::OnTransfer&)>& transfer);

    const std::stop_token& stop() const { return m_stop; }

private:
    void tell();

    const OnProgress& m_told;
    const Clock& m_clock;
    std::stop_token m_stop;
    Progress m_now;
    Pace m_pace;
    std::map<Step, std::uint64_t> m_bytes; // of steps that ended
};

} // namespace takan::sync
