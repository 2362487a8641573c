#pragma once
// Finding words inside a text as a person means them: capitals and small letters, full-width and half-width characters
// are the same. Pure.

#include <cstddef>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// Bytes of a text, between characters.
struct TextHit {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextHit&) const = default;
};

// The places where `wanted` stands in `text`, from the left, none over another. Nothing wanted: none.
std::vector<TextHit> find_all(std::string_view text, std::string_view wanted);

} // namespace takan::app::ui
