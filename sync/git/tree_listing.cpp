#include "sync/git/tree_listing.hpp"

#include "sync/git/name.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace takan::sync::git {
namespace {

constexpr std::size_t id_size = 20;

struct ModeName {
    std::string_view text;
    Mode mode;
};
// What git writes today. Old forms (leading zeros, 100664) are refused, as `git fsck --strict` does. The commonest
// first.
constexpr ModeName mode_names[] = {{"100644", Mode::file},
                                   {"40000", Mode::folder},
                                   {"100755", Mode::executable},
                                   {"120000", Mode::link},
                                   {"160000", Mode::submodule}};

std::string_view mode_text(Mode mode) {
    const auto* found = std::ranges::find(mode_names, mode, &ModeName::mode);
    return found == std::end(mode_names) ? std::string_view{} : found->text;
}

Error bad_tree(std::string_view why, std::string_view name = {}) {
    return fail(ErrorKind::corrupt, "a tree has " + std::string(why), std::string(name.substr(0, 200)));
}

// Reads "mode name\0id" and moves `bytes` behind it.
Result<ListedEntry> take_entry(std::string_view& bytes) {
    const std::size_t space = bytes.substr(0, 8).find(' ');
    if (space == std::string_view::npos) return bad_tree("an entry without a mode");
    const auto* mode = std::ranges::find(mode_names, bytes.substr(0, space), &ModeName::text);
    if (mode == std::end(mode_names)) return bad_tree("an unknown mode", bytes.substr(0, space));
    const std::size_t end = bytes.find('\0', space + 1);
    if (end == std::string_view::npos || bytes.size() - end - 1 < id_size) return bad_tree("an entry cut short");
    const ListedEntry entry{bytes.substr(0, end + 1 + id_size), bytes.substr(space + 1, end - space - 1), mode->mode};
    if (!is_entry_name(entry.name)) return bad_tree("a name that may not be", entry.name);
    constexpr char nothing[id_size] = {};
    if (std::memcmp(bytes.data() + end + 1, nothing, id_size) == 0)
        return bad_tree("an entry that names nothing", entry.name);
    bytes.remove_prefix(entry.bytes.size());
    return entry;
}

// Where an entry of that name and kind stands, or would stand.
const ListedEntry* place_of(const std::vector<ListedEntry>& entries, std::string_view name, Mode mode) {
    const ListedEntry wanted{{}, name, mode};
    const auto at = std::lower_bound(entries.begin(), entries.end(), wanted,
                                     [](const auto& a, const auto& b) { return compare_order(a, b) < 0; });
    return entries.data() + (at - entries.begin());
}

// nullptr when there is none.
const ListedEntry* find_file(const std::vector<ListedEntry>& entries, std::string_view name) {
    const ListedEntry* at = place_of(entries, name, Mode::file);
    const bool found = at != entries.data() + entries.size() && !at->is_folder() && at->name == name;
    return found ? at : nullptr;
}

} // namespace

Oid ListedEntry::id() const {
    Oid id;
    std::memcpy(id.bytes.data(), bytes.data() + bytes.size() - id_size, id_size);
    return id;
}

// Byte by byte, where a folder's name goes on with "/".
int compare_order(const ListedEntry& a, const ListedEntry& b) {
    const std::size_t common = std::min(a.name.size(), b.name.size());
    if (const int order = std::memcmp(a.name.data(), b.name.data(), common)) return order < 0 ? -1 : 1;
    const auto next = [common](const ListedEntry& entry) {
        if (entry.name.size() > common) return static_cast<int>(static_cast<unsigned char>(entry.name[common]));
        return entry.is_folder() ? static_cast<int>('/') : 0;
    };
    const int left = next(a);
    const int right = next(b);
    return left < right ? -1 : (left > right ? 1 : 0);
}

Result<TreeListing> TreeListing::parse(std::string bytes) {
    TreeListing listing;
    listing.m_bytes = std::make_unique<const std::string>(std::move(bytes));
    std::string_view rest = *listing.m_bytes;
    constexpr std::size_t usual_entry = 7 + 41 + 1 + id_size; // a record's
    auto& entries = listing.m_entries;
    entries.reserve(rest.size() / usual_entry + 1);
    while (!rest.empty()) {
        TAKAN_TRY_LET(entry, take_entry(rest));
        if (!entries.empty() && compare_order(entries.back(), entry) >= 0)
            return bad_tree("doubled names or a wrong order", entry.name);
        // A file and a folder of one name need not be neighbours: "a", "a.b", "a/".
        if (entry.is_folder() && find_file(entries, entry.name)) return bad_tree("a doubled name", entry.name);
        entries.push_back(entry);
    }
    return listing;
}

const ListedEntry* TreeListing::find(std::string_view name) const {
    if (const ListedEntry* file = find_file(m_entries, name)) return file;
    const ListedEntry* at = place_of(m_entries, name, Mode::folder);
    const bool found = at != m_entries.data() + m_entries.size() && at->name == name;
    return found ? at : nullptr;
}

std::size_t TreeListing::memory() const {
    return (m_bytes ? m_bytes->capacity() : 0) + m_entries.capacity() * sizeof(ListedEntry);
}

std::string entry_bytes(const TreeEntry& entry) {
    std::string out(mode_text(entry.mode));
    out += ' ';
    out += entry.name;
    out += '\0';
    out.append(reinterpret_cast<const char*>(entry.id.bytes.data()), entry.id.bytes.size());
    return out;
}

bool tree_order(const TreeEntry& a, const TreeEntry& b) {
    return compare_order({{}, a.name, a.mode}, {{}, b.name, b.mode}) < 0;
}

Result<Tree> parse_tree(std::string_view bytes) {
    TAKAN_TRY_LET(listing, TreeListing::parse(std::string(bytes)));
    Tree tree;
    tree.reserve(listing.entries().size());
    for (const ListedEntry& entry : listing.entries())
        tree.push_back(entry.entry());
    return tree;
}

std::string tree_bytes(const Tree& tree) {
    std::string out;
    for (const TreeEntry& entry : tree)
        out += entry_bytes(entry);
    return out;
}

} // namespace takan::sync::git
