#include "sync/exchange/pace.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::int64_t window_ms = 10'000; // what the speed is taken over: a bad link comes and goes within seconds
constexpr std::int64_t least_ms = 1'500;   // before that, buffers fill faster than any link
constexpr std::int64_t stall_ms = 5'000;   // without a byte for so long, the old speed says nothing
constexpr std::int64_t between_ms = 200;   // marks closer together add nothing
constexpr std::int64_t greatest_left = 24 * 60 * 60; // seconds

} // namespace

void Pace::add(Instant now, std::uint64_t bytes) {
    if (!m_marks.empty() && (now < m_marks.back().at || bytes < m_marks.back().bytes)) m_marks.clear();
    if (!m_marks.empty() && bytes == m_marks.back().bytes) return; // nothing moved: the last mark is when it last did
    if (!m_marks.empty() && now.ms - m_marks.back().at.ms >= stall_ms) {
        m_marks.erase(m_marks.begin(), m_marks.end() - 1);
        m_marks.back().at.ms = now.ms - between_ms; // goes on after a stall, which is no part of the speed
    }
    if (m_marks.size() > 1 && now.ms - m_marks[m_marks.size() - 2].at.ms < between_ms) {
        m_marks.back() = {now, bytes};
    } else {
        m_marks.push_back({now, bytes});
    }
    while (m_marks.size() > 2 && now.ms - m_marks[1].at.ms >= window_ms)
        m_marks.pop_front();
}

std::optional<Instant> Pace::moved_at() const {
    return m_marks.empty() ? std::nullopt : std::optional(m_marks.back().at);
}

std::optional<std::uint64_t> Pace::speed(Instant now) const {
    if (m_marks.size() < 2) return std::nullopt;
    const Mark& first = m_marks.front();
    const Mark& last = m_marks.back();
    if (now < last.at || now.ms - last.at.ms >= stall_ms) return std::nullopt;
    // Up to now rather than to the last byte: the longer nothing comes, the slower it is.
    const std::int64_t took = now.ms - first.at.ms;
    if (took < least_ms) return std::nullopt;
    return (last.bytes - first.bytes) * 1000 / static_cast<std::uint64_t>(took);
}

std::optional<std::int64_t> Pace::seconds_left(Instant now, std::uint64_t total) const {
    const auto bytes_per_second = speed(now);
    if (!bytes_per_second || *bytes_per_second == 0 || total <= m_marks.back().bytes) return std::nullopt;
    const std::uint64_t left = (total - m_marks.back().bytes) / *bytes_per_second;
    if (left > static_cast<std::uint64_t>(greatest_left)) return std::nullopt;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(left));
}

} // namespace takan::sync
