#pragma once
// Clock ahead: by how much a camera's clock was wrong. A photo's "taken_at" is the true time as far as it is known,
// "clock_ahead" the seconds that were taken off for it, "exif.time" what the camera said.

#include "app/domain/language.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

inline constexpr std::int64_t greatest_clock_ahead_s = 400LL * 24 * 3600; // a camera whose year is wrong

// By how many seconds the photo's camera was said to be ahead; negative: behind.
std::int64_t clock_ahead_of(const sync::Record& photo);
// The photo's time if its camera was ahead by that much, whatever was said of its clock before; nothing for a photo
// without a time.
std::optional<sync::Instant> time_with_clock_ahead(const sync::Record& photo, std::int64_t seconds);

// Reads what a person typed: "3:20" (minutes and seconds), "1:03:20", "3分20秒", "1小时3分", "200秒", "3m20s", "45"
// (seconds). Nothing for what is none of it or beyond greatest_clock_ahead_s.
std::optional<std::int64_t> parse_clock_ahead(std::string_view typed);
// "快 3 分 20 秒", "慢 1 小时 0 分 5 秒"; empty for 0.
std::string clock_ahead_text(std::int64_t seconds, Language language);

} // namespace takan::app
