#pragma once
// Value: what a field holds. A JSON string, integer, true, false, null or an array of these; objects of newer programs
// are carried along.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace takan::sync {

class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::map<std::string, Value>; // sorted by byte value, as it is written

    Value() = default; // null
    Value(bool flag) : m_data(flag) {}
    Value(std::int64_t number) : m_data(number) {}
    Value(int number) : m_data(static_cast<std::int64_t>(number)) {}
    Value(std::string text) : m_data(std::move(text)) {}
    Value(const char* text) : m_data(std::string(text)) {}
    Value(Array items) : m_data(std::move(items)) {}
    Value(Object members) : m_data(std::move(members)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(m_data); }
    // Each returns null when the value is of another type.
    const bool* flag() const { return std::get_if<bool>(&m_data); }
    const std::int64_t* number() const { return std::get_if<std::int64_t>(&m_data); }
    const std::string* text() const { return std::get_if<std::string>(&m_data); }
    const Array* array() const { return std::get_if<Array>(&m_data); }
    const Object* object() const { return std::get_if<Object>(&m_data); }

    bool operator==(const Value&) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> m_data;
};

inline constexpr std::int64_t greatest_integer = std::int64_t{1} << 53; // ± this, both included
inline constexpr std::size_t greatest_value_depth = 29;                 // nested arrays and objects inside a field

// True when a field may hold the value: plain text, integers in range, not too deep. What is not storable could be
// written but never be read again.
bool is_storable(const Value& value);
// The same value with plain text in it (see plain_text in sync/base/text.hpp): pasted line ends, control characters.
Value with_plain_text(Value value);

} // namespace takan::sync
