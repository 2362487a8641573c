#pragma once
// House: the source files of sync/ and app/, what they include, and the floors they stand on.

#include <filesystem>
#include <string>
#include <vector>

namespace takan::test {

struct SourceFile {
    std::string path;                 // "sync/git/repo.cpp"
    std::string folder;               // "sync/git"; of app/main.cpp "app"
    std::vector<std::string> own;     // includes from sync/ and app/, in order
    std::vector<std::string> foreign; // all others
    std::size_t lines = 0;
};

// Every .hpp and .cpp below sync/ and app/ of the checkout, sorted by path.
std::vector<SourceFile> read_house(const std::filesystem::path& root);

// The floors from the ground up. A file includes from its own folder and from folders that stand before it here.
const std::vector<std::string>& floors();
std::string folder_of(const std::string& path);

} // namespace takan::test
