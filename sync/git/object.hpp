#pragma once
// Oid and the kinds of git objects, as plain values.

#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync::git {

struct Oid {
    std::array<std::uint8_t, 20> bytes{};

    bool is_zero() const { return *this == Oid{}; }
    std::string hex() const;
    static Result<Oid> parse(std::string_view hex);
    auto operator<=>(const Oid&) const = default;
};

enum class ObjectType : std::uint8_t { commit = 1, tree = 2, blob = 3, tag = 4 };

// An object as it was read.
struct PackedObject {
    ObjectType type = ObjectType::blob;
    std::string bytes;
    std::string packed = {}; // the zlib stream that they came from, where it was asked for and is no delta's
};

// The object's name: SHA-1 over "type size\0" and the bytes.
Oid object_id(ObjectType type, std::string_view bytes);

enum class Mode : std::uint32_t {
    folder = 0040000,
    file = 0100644,
    executable = 0100755,
    link = 0120000,
    submodule = 0160000
};

struct TreeEntry {
    std::string name;
    Mode mode = Mode::file;
    Oid id;

    bool operator==(const TreeEntry&) const = default;
};
using Tree = std::vector<TreeEntry>; // in git's order

struct Person {
    std::string name;
    std::string email;
    Instant when;           // whole seconds are kept
    int offset_minutes = 0; // zone, east of UTC
};

struct Commit {
    Oid id;
    Oid tree;
    std::vector<Oid> parents;
    Person author;
    Person committer;
    std::string message;
    std::string signature; // the gpgsig header's text without the leading spaces; empty when unsigned
    std::string payload;   // the bytes that were signed: the commit without its gpgsig header
};

// Returns a commit object's bytes without a signature (the payload), and with one.
std::string commit_payload(const Commit& commit);
std::string signed_commit(std::string_view payload, std::string_view signature);
// Reads a commit's bytes. Error corrupt.
Result<Commit> parse_commit(const Oid& id, std::string_view bytes);
// Reads of a commit only where it stands in history: its tree and parents. The rest may be malformed. Error corrupt.
Result<Commit> parse_lineage(const Oid& id, std::string_view bytes);
// Reads a tree's bytes. Error corrupt: unknown mode, bad or doubled name, wrong order.
Result<Tree> parse_tree(std::string_view bytes);
// Reads what can be read of a tree that breaks git's rules: names and their order are not looked at, an unknown mode is
// a file's. Entries that are cut short are left out with all that follows.
Tree parse_loose_tree(std::string_view bytes);
std::string tree_bytes(const Tree& tree);
bool tree_order(const TreeEntry& a, const TreeEntry& b);

} // namespace takan::sync::git

template <>
struct std::hash<takan::sync::git::Oid> {
    std::size_t operator()(const takan::sync::git::Oid& id) const noexcept;
};
