#include "app/domain/uscc.hpp"

#include "app/domain/typed_text.hpp"

#include <algorithm>
#include <cstddef>

namespace takan::app {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z
constexpr std::size_t length = 18;
constexpr std::size_t organisation_at = 8; // eight characters and the organisation code's own check

int value_of(char c) {
    return static_cast<int>(alphabet.find(c));
}

// Weights are the powers of 3 modulo 31.
char code_check(std::string_view code) {
    int sum = 0;
    int weight = 1;
    for (const char c : code.substr(0, length - 1)) {
        sum += value_of(c) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

// Here letters count in the plain order: A is 10, Z is 35.
char organisation_check(std::string_view code) {
    constexpr int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < std::size(weights); ++i) {
        const char c = code[organisation_at + i];
        sum += (c <= '9' ? c - '0' : c - 'A' + 10) * weights[i];
    }
    return "0123456789X0"[11 - sum % 11];
}

} // namespace

std::string normal_uscc(std::string_view typed) {
    std::string code = half_width(typed);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return code;
}

bool has_uscc_shape(std::string_view code) {
    return code.size() == length && code.find_first_not_of(alphabet) == std::string_view::npos;
}

bool has_uscc_checks(std::string_view code) {
    return has_uscc_shape(code) && code.back() == code_check(code) &&
           code[organisation_at + 8] == organisation_check(code);
}

} // namespace takan::app
