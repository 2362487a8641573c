#include "sync/git/object.hpp"

#include "sync/base/text.hpp"
#include "sync/git/name.hpp"
#include "sync/git/sha1.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <random>

namespace takan::sync::git {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string_view type_name(ObjectType type) {
    switch (type) {
    case ObjectType::commit:
        return "commit";
    case ObjectType::tree:
        return "tree";
    case ObjectType::blob:
        return "blob";
    case ObjectType::tag:
        return "tag";
    }
    return "";
}

// An entry of a tree that breaks git's rules; nothing when the bytes end before it does.
std::optional<TreeEntry> take_loose_entry(std::string_view& bytes) {
    constexpr std::size_t id_size = 20;
    constexpr std::size_t longest_mode = 12; // digits
    const std::size_t space = bytes.substr(0, longest_mode).find(' ');
    const std::size_t end = bytes.find('\0');
    if (space == std::string_view::npos || end == std::string_view::npos || end < space) return std::nullopt;
    if (bytes.size() - end - 1 < id_size) return std::nullopt;
    constexpr std::uint32_t type_bits = 0170000;
    std::uint32_t bits = 0;
    std::from_chars(bytes.data(), bytes.data() + space, bits, 8);
    TreeEntry entry{std::string(bytes.substr(space + 1, end - space - 1)), Mode::file, {}};
    for (const Mode mode : {Mode::folder, Mode::submodule}) {
        if ((bits & type_bits) == static_cast<std::uint32_t>(mode)) entry.mode = mode;
    }
    std::memcpy(entry.id.bytes.data(), bytes.data() + end + 1, id_size);
    bytes.remove_prefix(end + 1 + id_size);
    return entry;
}

} // namespace

std::string Oid::hex() const {
    return to_hex(bytes.data(), bytes.size());
}

Result<Oid> Oid::parse(std::string_view hex) {
    Oid id;
    const auto bad = [&] {
        return fail(ErrorKind::invalid, "it is not an object's id", std::string(hex.substr(0, 60)));
    };
    if (hex.size() != 2 * id.bytes.size()) return bad();
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        const int high = hex_digit(hex[2 * i]);
        const int low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return bad();
        id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

Oid object_id(ObjectType type, std::string_view bytes) {
    std::string head(type_name(type));
    head += ' ';
    head += std::to_string(bytes.size());
    head += '\0';
    Sha1 hash;
    hash.add(head);
    hash.add(bytes);
    return hash.finish();
}

bool is_entry_name(std::string_view name) {
    constexpr std::size_t greatest_name = 4096; // git fsck's own limit
    if (name.empty() || name.size() > greatest_name || name == "." || name == "..") return false;
    if (name.find('/') != std::string_view::npos || name.find('\0') != std::string_view::npos) return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return !std::ranges::equal(name, std::string_view(".git"), {}, lower);
}

Tree parse_loose_tree(std::string_view bytes) {
    Tree tree;
    while (auto entry = take_loose_entry(bytes)) {
        tree.push_back(std::move(*entry));
    }
    return tree;
}

} // namespace takan::sync::git

// An id is a hash already, but a tree may name any bytes as ids: a million that agree in a part of them would make
// every set of ids a list. So all of them go in, with a number that nobody outside knows.
std::size_t std::hash<takan::sync::git::Oid>::operator()(const takan::sync::git::Oid& id) const noexcept {
    static const std::uint64_t secret = [] {
        std::random_device random;
        return std::uint64_t{random()} << 32 | random();
    }();
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15u; // the golden ratio: spreads neighbouring numbers
    std::uint64_t words[3] = {};
    std::memcpy(words, id.bytes.data(), id.bytes.size());
    std::uint64_t value = secret;
    for (const std::uint64_t word : words) {
        value = (value ^ word) * odd;
        value = (value ^ (value >> 29)) + secret;
    }
    return static_cast<std::size_t>(value ^ (value >> 32));
}
