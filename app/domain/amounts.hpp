#pragma once
// Amounts as people read them: bytes, durations, and what waits to be sent.

#include "app/domain/language.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace takan::app {

// "640 B", "1.5 MB", "212 MB": three digits are enough. Units of 1024.
std::string byte_text(std::uint64_t bytes);
// "40 秒", "3 分钟", "1 小时 20 分": rounded up, never more exact than one can know.
std::string duration_text(std::int64_t seconds, Language language);
// "36 米", "1.2 公里".
std::string distance_text(Language language, double metres);

// What the next sync would send.
struct Ahead {
    std::map<std::string, std::size_t> records; // by kind
    std::size_t fields = 0;
    std::size_t photos = 0;
    std::uint64_t photo_bytes = 0;

    bool is_empty() const { return records.empty() && photos == 0; }
    bool operator==(const Ahead&) const = default;
};
// "3 现场检查、5 问题，共 41 个字段；57 张照片（212 MB）"; a sentence of its own when nothing waits.
std::string ahead_text(const Ahead& ahead, Language language);

} // namespace takan::app
