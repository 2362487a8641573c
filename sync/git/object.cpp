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

struct ModeName {
    std::string_view text;
    Mode mode;
};
// What git writes today. Old forms (leading zeros, 100664) are refused, as `git fsck --strict` does.
constexpr ModeName mode_names[] = {{"40000", Mode::folder},
                                   {"100644", Mode::file},
                                   {"100755", Mode::executable},
                                   {"120000", Mode::link},
                                   {"160000", Mode::submodule}};

std::string_view mode_text(Mode mode) {
    const auto* found = std::ranges::find(mode_names, mode, &ModeName::mode);
    return found == std::end(mode_names) ? std::string_view{} : found->text;
}

// -1, 0, 1 in git's order: byte by byte, where a folder's name goes on with "/".
int compare_names(std::string_view a, bool a_folder, std::string_view b, bool b_folder) {
    const std::size_t common = std::min(a.size(), b.size());
    if (const int order = std::memcmp(a.data(), b.data(), common)) return order < 0 ? -1 : 1;
    const auto next = [common](std::string_view name, bool folder) {
        if (name.size() > common) return static_cast<int>(static_cast<unsigned char>(name[common]));
        return folder ? static_cast<int>('/') : 0;
    };
    const int left = next(a, a_folder);
    const int right = next(b, b_folder);
    return left < right ? -1 : (left > right ? 1 : 0);
}

Error bad_tree(std::string_view why, std::string_view name = {}) {
    return fail(ErrorKind::corrupt, "a tree has " + std::string(why), std::string(name.substr(0, 200)));
}

// A file and a folder of one name need not be neighbours: "a", "a.b", "a/".
bool has_file_named(const Tree& tree, const std::string& name) {
    const TreeEntry wanted{name, Mode::file, {}};
    const auto at = std::lower_bound(tree.begin(), tree.end(), wanted, tree_order);
    return at != tree.end() && at->mode != Mode::folder && at->name == name;
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

// Reads "mode name\0id" and moves `bytes` behind it.
Result<TreeEntry> take_entry(std::string_view& bytes) {
    constexpr std::size_t id_size = 20;
    const std::size_t space = bytes.substr(0, 8).find(' ');
    if (space == std::string_view::npos) return bad_tree("an entry without a mode");
    const auto* mode = std::ranges::find(mode_names, bytes.substr(0, space), &ModeName::text);
    if (mode == std::end(mode_names)) return bad_tree("an unknown mode", bytes.substr(0, space));
    bytes.remove_prefix(space + 1);
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos || bytes.size() - end - 1 < id_size) return bad_tree("an entry cut short");
    TreeEntry entry{std::string(bytes.substr(0, end)), mode->mode, {}};
    if (!is_entry_name(entry.name)) return bad_tree("a name that may not be", entry.name);
    std::memcpy(entry.id.bytes.data(), bytes.data() + end + 1, id_size);
    if (entry.id.is_zero()) return bad_tree("an entry that names nothing", entry.name);
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

bool tree_order(const TreeEntry& a, const TreeEntry& b) {
    return compare_names(a.name, a.mode == Mode::folder, b.name, b.mode == Mode::folder) < 0;
}

Result<Tree> parse_tree(std::string_view bytes) {
    Tree tree;
    while (!bytes.empty()) {
        TAKAN_TRY_LET(entry, take_entry(bytes));
        if (!tree.empty() && !tree_order(tree.back(), entry))
            return bad_tree("doubled names or a wrong order", entry.name);
        if (entry.mode == Mode::folder && has_file_named(tree, entry.name))
            return bad_tree("a doubled name", entry.name);
        tree.push_back(std::move(entry));
    }
    return tree;
}

Tree parse_loose_tree(std::string_view bytes) {
    Tree tree;
    while (auto entry = take_loose_entry(bytes)) {
        tree.push_back(std::move(*entry));
    }
    return tree;
}

std::string tree_bytes(const Tree& tree) {
    std::string out;
    for (const TreeEntry& entry : tree) {
        out += mode_text(entry.mode);
        out += ' ';
        out += entry.name;
        out += '\0';
        out.append(reinterpret_cast<const char*>(entry.id.bytes.data()), entry.id.bytes.size());
    }
    return out;
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
