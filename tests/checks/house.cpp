#include "tests/checks/house.hpp"

#include <algorithm>
#include <fstream>

namespace takan::test {

namespace {

SourceFile read_source(const std::filesystem::path& file, std::string path) {
    SourceFile source{std::move(path), {}, {}, {}, 0};
    source.folder = folder_of(source.path);
    std::ifstream in(file);
    for (std::string line; std::getline(in, line); ++source.lines) {
        if (line.rfind("#include ", 0) != 0 || line.size() < 12) continue;
        const char closing = line[9] == '"' ? '"' : '>';
        const std::string name = line.substr(10, line.find(closing, 10) - 10);
        const bool is_own = name.starts_with("sync/") || name.starts_with("app/");
        (is_own ? source.own : source.foreign).push_back(name);
    }
    return source;
}

} // namespace

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

const std::vector<std::string>& floors() {
    static const std::vector<std::string> all{
        "sync/base",  "sync/record", "sync/git",  "sync/transport", "sync/team",  "sync/exchange",
        "app/domain", "app/forms",   "app/store", "app/evidence",   "app/report", "app/desk",
        "app/ui",     "app/views",   "app/shell", "app/cli",        "app"};
    return all;
}

std::vector<SourceFile> read_house(const std::filesystem::path& root) {
    std::vector<SourceFile> house;
    for (const char* top : {"sync", "app"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
            const auto ending = entry.path().extension();
            if (ending != ".hpp" && ending != ".cpp") continue;
            house.push_back(read_source(entry.path(), std::filesystem::relative(entry.path(), root).generic_string()));
        }
    }
    std::sort(house.begin(), house.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return house;
}

} // namespace takan::test
