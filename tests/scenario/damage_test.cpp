#include "tests/scenario/team.hpp"

#include <fstream>

using namespace takan;
using namespace takan::test;

namespace {

// Overwrites the middle of a database file, as a bad disk does.
void damage(const std::filesystem::path& file) {
    const auto size = std::filesystem::file_size(file);
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(0);
    const std::string rubbish(static_cast<std::size_t>(size), 'x');
    stream.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
    REQUIRE(stream.good());
}

} // namespace

TEST_CASE("damage: a ruined database says so, and rebuilding brings back all that was synced") {
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor", "description=扬尘"});
    team.sync_all();
    damage(team.zhou.store() / "takan.db");
    const Said broken = team.zhou({"show", finding});
    CHECK(broken.code == 2);
    CHECK_FALSE(broken.err.empty());

    const auto rebuilt = team.zhou.json({"rebuild"});
    CHECK(number_at(rebuilt, "records") >= 1);
    CHECK(value(team.zhou, finding, "description") == "扬尘");
    team.zhou.must({"set", finding, "severity=major"});
    team.sync_all();
    CHECK(value(team.lead, finding, "severity") == "major");
    CHECK(flag_at(team.zhou.json({"verify"}), "sound"));
}

TEST_CASE("damage: a database that is gone is made anew from the repository") {
    const Team team;
    const std::string site = team.zhou.must({"new", "site", "name=濠河渠"});
    team.sync_all();
    for (const char* name : {"takan.db", "takan.db-wal", "takan.db-shm"})
        std::filesystem::remove(team.zhou.store() / name);
    team.zhou.must({"rebuild"});
    CHECK(value(team.zhou, site, "name") == "濠河渠");
}

TEST_CASE("damage: a photo whose bytes were altered in the repository is found by verify") {
    const Team team;
    team.zhou.must({"photo", "add", photo_file(team.scratch / "card", "IMG_1.jpg", 1)});
    team.sync_all();
    CHECK(flag_at(team.lead.json({"verify", "--team"}), "sound"));
    bool altered = false;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(team.scratch / "team.git" / "objects" / "pack")) {
        if (entry.path().extension() != ".pack" || entry.file_size() < 3000) continue;
        std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write,
                                     std::filesystem::perm_options::add);
        std::fstream stream(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
        stream.write("\0\0\0\0\0\0\0\0", 8);
        altered = true;
    }
    REQUIRE(altered);
    const Said said = team.lead({"verify", "--team", "--json"});
    CHECK(said.code != 0);
}
