#include "tests/checks/house.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace takan::test;

namespace {

const std::vector<SourceFile>& house() {
    static const auto all = read_house(TAKAN_SOURCE_DIR);
    return all;
}

std::size_t height_of(const std::string& folder) {
    return static_cast<std::size_t>(std::find(floors().begin(), floors().end(), folder) - floors().begin());
}

// Which folders may name a library's header, by how the header's name starts.
const std::map<std::string, std::set<std::string>>& keepers() {
    static const std::map<std::string, std::set<std::string>> all{
        {"git2", {"sync/git"}},
        {"libdeflate", {"sync/git"}},
        {"curl", {"sync/transport"}},
        {"zlib", {"sync/git"}},
        {"libsecret", {"app/desk"}},
        {"sqlite3", {"app/store"}},
        {"imgui", {"app/ui", "app/views", "app/shell"}},
        {"GLFW", {"app/shell"}},
        {"dbus", {"app/shell"}},
        {"X11", {"app/shell"}},
        {"openssl", {"sync/base", "sync/git", "sync/team"}},
        {"turbojpeg", {"app/evidence"}},
        {"libheif", {"app/evidence"}},
        {"zip.h", {"app/forms"}},
        {"pugixml", {"app/forms"}},
        {"png", {"app/evidence"}},
        {"ft2build", {"app/evidence"}},
    };
    return all;
}

} // namespace

TEST_CASE("house: every folder with code has its floor") {
    for (const auto& file : house()) {
        CAPTURE(file.path);
        CHECK(height_of(file.folder) < floors().size());
    }
}

TEST_CASE("house: includes go downwards only") {
    for (const auto& file : house()) {
        for (const auto& include : file.own) {
            CAPTURE(file.path);
            CAPTURE(include);
            REQUIRE(std::filesystem::exists(std::filesystem::path(TAKAN_SOURCE_DIR) / include));
            CHECK(height_of(folder_of(include)) <= height_of(file.folder));
        }
    }
}

TEST_CASE("house: the walls stand") {
    const std::map<std::string, std::set<std::string>> closed{
        {"sync/record", {"sync/git", "sync/transport", "sync/team", "sync/exchange"}},
        {"app/domain", {"sync/git", "sync/transport", "sync/team", "sync/exchange"}},
        {"app/views", {"app/store", "app/evidence", "sync/git", "sync/transport", "sync/team", "sync/exchange"}},
        {"app/ui", {"app/store", "app/evidence", "sync/git", "sync/transport", "sync/team", "sync/exchange"}},
    };
    for (const auto& file : house()) {
        const auto walls = closed.find(file.folder);
        if (walls == closed.end()) continue;
        for (const auto& include : file.own) {
            CAPTURE(file.path);
            CAPTURE(include);
            CHECK_FALSE(walls->second.contains(folder_of(include)));
        }
    }
}

TEST_CASE("house: a library's header is named only where the library lives") {
    for (const auto& file : house()) {
        for (const auto& include : file.foreign) {
            for (const auto& [library, folders] : keepers()) {
                if (include.rfind(library, 0) != 0) continue;
                CAPTURE(file.path);
                CAPTURE(include);
                CHECK(folders.contains(file.folder));
            }
        }
    }
}

TEST_CASE("house: headers include in no circle") {
    std::map<std::string, const SourceFile*> by_path;
    for (const auto& file : house())
        by_path.emplace(file.path, &file);
    std::map<std::string, int> state; // 1: on the way down, 2: done
    const auto visit = [&](const auto& self, const SourceFile& file) -> void {
        state[file.path] = 1;
        for (const auto& include : file.own) {
            const auto next = by_path.find(include);
            if (next == by_path.end()) continue;
            CAPTURE(file.path);
            CAPTURE(include);
            CHECK(state[include] != 1);
            if (state[include] == 0) self(self, *next->second);
        }
        state[file.path] = 2;
    };
    for (const auto& file : house())
        if (state[file.path] == 0) visit(visit, file);
}

TEST_CASE("house: a source file names its own header first") {
    for (const auto& file : house()) {
        if (!file.path.ends_with(".cpp")) continue;
        const std::string header = file.path.substr(0, file.path.size() - 4) + ".hpp";
        if (!std::filesystem::exists(std::filesystem::path(TAKAN_SOURCE_DIR) / header)) continue;
        CAPTURE(file.path);
        REQUIRE_FALSE(file.own.empty());
        CHECK(file.own.front() == header);
    }
}

TEST_CASE("house: no file grows beyond one subject") {
    // 400 lines are a note for people (style), 600 are too many for anybody.
    for (const auto& file : house()) {
        CAPTURE(file.path);
        CHECK(file.lines <= 600);
    }
}
