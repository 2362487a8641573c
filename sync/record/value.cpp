#include "sync/record/value.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

// `depth` is how many arrays and objects may still be opened.
bool is_storable_within(const Value& value, std::size_t depth) {
    if (const auto* text = value.text()) return is_plain_text(*text);
    if (const auto* number = value.number()) return *number >= -greatest_integer && *number <= greatest_integer;
    if (const auto* items = value.array()) {
        const auto fits = [&](const Value& item) { return is_storable_within(item, depth - 1); };
        return depth > 0 && std::all_of(items->begin(), items->end(), fits);
    }
    if (const auto* members = value.object()) {
        const auto fits = [&](const auto& member) {
            return is_plain_text(member.first) && is_storable_within(member.second, depth - 1);
        };
        return depth > 0 && std::all_of(members->begin(), members->end(), fits);
    }
    return true;
}

} // namespace

bool is_storable(const Value& value) {
    return is_storable_within(value, greatest_value_depth);
}

Value with_plain_text(Value value) {
    if (const auto* text = value.text()) {
        if (is_plain_text(*text)) return value;
        return plain_text(*text);
    }
    if (const auto* items = value.array()) {
        Value::Array plain;
        plain.reserve(items->size());
        for (const Value& item : *items)
            plain.push_back(with_plain_text(item));
        return plain;
    }
    if (const auto* members = value.object()) {
        Value::Object plain;
        for (const auto& [name, member] : *members)
            plain.emplace(plain_text(name), with_plain_text(member));
        return plain;
    }
    return value;
}

} // namespace takan::sync
