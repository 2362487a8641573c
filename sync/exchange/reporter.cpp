#include "sync/exchange/reporter.hpp"

#include <algorithm>

namespace takan::sync {

Status Reporter::go_on() const {
    if (!m_stop.stop_requested()) return {};
    return fail(ErrorKind::cancelled, "the sync was stopped");
}

Status Reporter::begin(Step step, int round) {
    TAKAN_TRY(go_on());
    m_now = Progress{};
    m_now.step = step;
    m_now.round = round;
    tell();
    return {};
}

void Reporter::objects(std::uint64_t done, std::uint64_t total) {
    m_now.objects_done = done;
    m_now.objects_total = total;
    tell();
}

git::OnTransfer Reporter::transfer() {
    return [this, before = m_now.bytes](const git::Transfer& moved) {
        m_now.bytes = std::max(m_now.bytes, before + moved.bytes);
        m_now.objects_done = moved.objects_done;
        m_now.objects_total = moved.objects_total;
        tell();
    };
}

void Reporter::tell() const {
    if (m_told) m_told(m_now);
}

} // namespace takan::sync
