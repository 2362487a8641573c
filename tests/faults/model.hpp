#pragma once
// Model: what must be true of a team's laptops, from what their workers have said.

#include "app/store/store.hpp"
#include "sync/record/record.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::faults {

using Records = std::map<sync::RecordId, sync::Record>;
using Faults = std::vector<std::string>; // sentences

class Model {
public:
    Model(std::vector<std::filesystem::path> laptops, std::filesystem::path team)
        : m_laptops(laptops.size()), m_folders(std::move(laptops)), m_team(std::move(team)) {}

    // One line that a worker said. Returns what is wrong with it.
    Faults hear(std::size_t laptop, const std::vector<std::string_view>& words);
    // After a worker's end, and when the laptop has been made: everything that was acknowledged there is there, once,
    // and in order.
    Faults check(std::size_t laptop, const sync::Clock& clock);
    // After the last syncs: all laptops hold the merge of all edits and nothing else; the team holds every photo, and
    // so does the first laptop, which has fetched them.
    Faults check_all(const sync::Clock& clock);

    std::size_t edits() const { return m_edits; }
    std::size_t photos() const { return m_photos; }

private:
    struct Laptop {
        Records saved;                             // as it said last, by id
        std::map<std::string, std::string> photos; // SHA-256 -> ref
        bool frees = false;                        // its photos may be with the team only
        bool is_made = false;
    };

    Faults hear_saved(Laptop& laptop, std::string_view text);
    Faults check_photos(const Laptop& laptop, const std::filesystem::path& folder, const app::Store& store) const;
    Faults compare(std::size_t laptop, const Records& found);
    Faults check_announced(const sync::Record& record) const;

    std::vector<Laptop> m_laptops;
    std::vector<std::filesystem::path> m_folders;
    std::filesystem::path m_team;
    Records m_all;                                                                   // the merge of everything
    std::map<std::pair<sync::RecordId, std::string>, std::set<std::string>> m_wills; // values by record and field
    std::set<std::string> m_imports;                                                 // SHA-256
    std::size_t m_edits = 0;
    std::size_t m_photos = 0;
};

} // namespace takan::faults
