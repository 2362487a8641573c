#include "sync/exchange/reporter.hpp"

#include <algorithm>

namespace takan::sync {

const char* name_of(Step step) {
    switch (step) {
    case Step::collect:
        return "collect";
    case Step::commit:
        return "commit";
    case Step::fetch:
        return "fetch";
    case Step::judge:
        return "judge";
    case Step::merge:
        return "merge";
    case Step::push:
        return "push";
    case Step::take_in:
        return "take_in";
    case Step::send_photos:
        return "send_photos";
    case Step::fetch_photos:
        return "fetch_photos";
    case Step::done:
        return "done";
    }
    return "";
}

Status Reporter::go_on() const {
    if (!m_stop.stop_requested()) return {};
    return fail(ErrorKind::cancelled, "the sync was stopped");
}

Status Reporter::begin(Step step, int round) {
    TAKAN_TRY(go_on());
    m_bytes[m_now.step] = m_now.bytes;
    m_now = Progress{};
    m_now.step = step;
    m_now.round = round;
    m_now.bytes = m_bytes[step];
    m_pace.restart();
    tell();
    return {};
}

void Reporter::objects(std::uint64_t done, std::uint64_t total) {
    m_now.objects_done = done;
    m_now.objects_total = total;
    tell();
}

void Reporter::expect(std::uint64_t bytes) {
    m_now.bytes_total = bytes == 0 ? 0 : m_now.bytes + bytes;
    tell();
}

Status Reporter::move(std::uint64_t planned, std::uint64_t& moved,
                      const std::function<Status(const git::OnTransfer&)>& transfer) {
    const std::uint64_t before = m_now.bytes;
    std::uint64_t bytes = 0;
    const Status done = transfer([&](const git::Transfer& news) {
        bytes = std::max(bytes, news.bytes);
        // What goes over the line is a little more than the files, or less: the bar keeps to what was told before.
        const std::uint64_t shown = planned > 0 ? std::min(bytes, planned) : bytes;
        m_now.bytes = std::max(m_now.bytes, before + shown);
        m_now.objects_done = news.objects_done;
        m_now.objects_total = news.objects_total;
        tell();
    });
    moved += bytes;
    if (!done || planned == 0) return done;
    m_now.bytes = std::max(m_now.bytes, before + planned);
    tell();
    return {};
}

void Reporter::tell() {
    const Instant now = m_clock();
    m_pace.add(now, m_now.bytes);
    m_now.bytes_per_second = m_pace.speed(now).value_or(0);
    m_now.seconds_left = m_pace.seconds_left(now, m_now.bytes_total).value_or(0);
    m_now.moved_at = m_pace.moved_at().value_or(now);
    if (m_told) m_told(m_now);
}

} // namespace takan::sync
