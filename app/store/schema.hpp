#pragma once
// Schema: the tables of takan.db, their versions, and how an older file becomes a newer one.

#include "app/store/sqlite.hpp"

namespace takan::app {

inline constexpr std::int64_t application_id = 0x54414b4e; // "TAKN" in the file's header, for file(1) and for us

// The newest layout that this program knows. Each version has a function in schema.cpp that makes it from the one
// before.
std::int64_t newest_schema();

// Opens or creates the file, checks whose it is, and brings it to the newest layout.
// Errors: corrupt (no database, or another program's), denied with key error.store_newer, busy, broken.
Result<Connection> open_database(const std::filesystem::path& file);

// The layout's version of a file of ours; 0 of an empty one. Errors as above.
Result<std::int64_t> schema_of(const Connection& db);

// A fact about the whole store. Empty when it is unset.
Result<std::string> meta(const Connection& db, std::string_view name);
Status set_meta(const Connection& db, std::string_view name, std::string_view value);

} // namespace takan::app
