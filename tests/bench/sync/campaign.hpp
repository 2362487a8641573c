#pragma once
// A team in a scratch folder with as many records as a campaign brings, made through the program's own functions.

#include "app/desk/workspace.hpp"
#include "tests/support/scratch.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace takan::bench {

class Campaign {
public:
    // The leader's laptop is "0"; the others are admitted and hold everything.
    Campaign(std::size_t laptops, std::size_t records);

    std::size_t size() const { return m_folders.size(); }
    const std::filesystem::path& folder(std::size_t laptop) const { return m_folders[laptop]; }
    std::filesystem::path team() const { return m_scratch / "team.git"; }
    const std::filesystem::path& scratch() const { return m_scratch.path(); }
    double first_push() const { return m_first_push; } // seconds
    double first_receiving() const { return m_first_receiving; }
    // Changes one field of `count` records from the `first` on. Returns them as they are then.
    std::vector<sync::Record> edit(std::size_t laptop, std::size_t first, std::size_t count, const std::string& text);

private:
    app::Workspace open(std::size_t laptop) const;
    void sync(std::size_t laptop) const;

    test::Scratch m_scratch;
    std::vector<std::filesystem::path> m_folders;
    std::vector<sync::Record> m_records;
    double m_first_push = 0;
    double m_first_receiving = 0;
};

} // namespace takan::bench
