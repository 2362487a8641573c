#include "app/domain/decimal.hpp"

#include "sync/record/value.hpp"

#include <algorithm>
#include <string>

namespace takan::app {
namespace {

bool are_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view unsigned_part(std::string_view text) {
    return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

} // namespace

bool is_decimal(std::string_view text) {
    const std::string_view digits = unsigned_part(text);
    const std::size_t point = digits.find('.');
    if (point == std::string_view::npos) return are_digits(digits);
    return are_digits(digits.substr(0, point)) && are_digits(digits.substr(point + 1));
}

std::size_t decimals_of(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    return point == std::string_view::npos ? 0 : decimal.size() - point - 1;
}

std::optional<std::int64_t> read_scaled(std::string_view text, int places) {
    if (!is_decimal(text)) return std::nullopt;
    const std::size_t wanted = static_cast<std::size_t>(places);
    if (decimals_of(text) > wanted) return std::nullopt;
    std::string digits(unsigned_part(text));
    std::erase(digits, '.');
    digits.append(wanted - decimals_of(text), '0');
    std::int64_t number = 0;
    for (const char c : digits) {
        number = number * 10 + (c - '0');
        if (number > sync::greatest_integer) return std::nullopt;
    }
    return text.starts_with('-') ? -number : number;
}

} // namespace takan::app
