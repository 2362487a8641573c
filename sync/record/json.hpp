#pragma once
// Canonical JSON of records and values, and the reader, which takes every byte as hostile.

#include "sync/record/record.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace takan::sync {

inline constexpr std::size_t greatest_record = 1024 * 1024; // bytes; a larger one is refused
inline constexpr std::size_t greatest_depth = 32;           // nested arrays and objects

// The one form in which a record is written: UTF-8, LF, final LF; id, kind, seen, fields, then unknown keys; all other
// keys sorted by byte value; `seen` on one line, one line a field; two spaces a level; only " \ tab newline escaped.
std::string canonical(const Record& record);
// The same for one value, on one line.
std::string canonical(const Value& value);

// Reads any JSON text that says a record. Error invalid, "line N" as its subject, for bytes that are no record: wrong
// types, duplicate keys, invalid UTF-8, control characters, decimals, integers beyond ±2^53, bad ids, kinds, field
// names, edits or times, an edit that `seen` does not cover, too deep, too large, bytes behind the end.
Result<Record> read_record(std::string_view bytes);
Result<Value> read_value(std::string_view bytes); // one JSON value, the same rules

} // namespace takan::sync
