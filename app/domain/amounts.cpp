#include "app/domain/amounts.hpp"

#include "app/domain/kinds.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace takan::app {

std::string byte_text(std::uint64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + " B";
    constexpr std::array units{"KB", "MB", "GB", "TB"};
    std::uint64_t tenths = bytes / 1024 * 10 + bytes % 1024 * 10 / 1024;
    std::size_t unit = 0;
    for (; tenths >= 10240 && unit + 1 < units.size(); ++unit)
        tenths /= 1024;
    std::string text = std::to_string(tenths / 10);
    if (tenths < 1000) text += "." + std::to_string(tenths % 10);
    return text + " " + units.at(unit);
}

std::string duration_text(std::int64_t seconds, Language language) {
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    if (seconds <= 50) return say("amount.seconds", language, {{"count", text((seconds + 9) / 10 * 10)}});
    const std::int64_t minutes = (seconds + minute - 1) / minute;
    if (seconds <= hour) return say("amount.minutes", language, {{"count", text(minutes)}});
    return say("amount.hours", language, {{"hours", text(minutes / 60)}, {"minutes", text(minutes % 60)}});
}

std::string distance_text(Language language, double metres) {
    const bool near = metres < 1000;
    const double shown = near ? metres : metres / 1000;
    const bool whole = near || shown >= 100 || std::abs(shown - std::round(shown)) < 0.05;
    char number[32];
    std::snprintf(number, sizeof number, whole ? "%.0f" : "%.1f", shown);
    return say(near ? "map.metres" : "map.kilometres", language, {{"count", number}});
}

std::string ahead_text(const Ahead& ahead, Language language) {
    if (ahead.is_empty()) return text_of("ahead.nothing", language);
    std::string text;
    for (const auto& [kind, count] : ahead.records) {
        if (!text.empty()) text += text_of("ahead.and", language);
        text += say("ahead.kind", language, {{"kind", kind_text(kind, language)}, {"count", std::to_string(count)}});
    }
    if (ahead.fields > 0) text += say("ahead.fields", language, {{"count", std::to_string(ahead.fields)}});
    if (ahead.photos == 0) return text;
    if (!text.empty()) text += text_of("ahead.then", language);
    return text + say("ahead.photos", language,
                      {{"count", std::to_string(ahead.photos)}, {"size", byte_text(ahead.photo_bytes)}});
}

} // namespace takan::app
