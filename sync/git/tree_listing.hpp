#pragma once
// TreeListing: a tree's entries as they lie in its bytes, checked and without copies of their names.

#include "sync/git/object.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync::git {

struct ListedEntry {
    std::string_view bytes; // all of it, as it lies in the tree: mode, name and id
    std::string_view name;
    Mode mode = Mode::file;

    Oid id() const;
    TreeEntry entry() const { return {std::string(name), mode, id()}; }
    bool is_folder() const { return mode == Mode::folder; }
    // The same name, mode and id.
    bool operator==(const ListedEntry& other) const { return bytes == other.bytes; }
};
// -1, 0, 1 in git's order, in which a file and a folder of one name are not neighbours.
int compare_order(const ListedEntry& a, const ListedEntry& b);

class TreeListing {
public:
    // Error corrupt: unknown mode, bad or doubled name, wrong order.
    static Result<TreeListing> parse(std::string bytes);
    TreeListing() = default; // the empty tree

    const std::vector<ListedEntry>& entries() const { return m_entries; }
    // The file or folder of that name; nullptr when there is none.
    const ListedEntry* find(std::string_view name) const;
    std::size_t memory() const;

private:
    std::unique_ptr<const std::string> m_bytes; // stays in its place when the listing moves: the entries point to it
    std::vector<ListedEntry> m_entries;
};

// The bytes of one entry.
std::string entry_bytes(const TreeEntry& entry);

} // namespace takan::sync::git
