#include "tests/sync/exchange/hostile.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan::sync;
using namespace takan::test;
using git::ObjectType;

namespace {

git::Oid put_blob(const Team& team, std::string_view bytes = "hostile") {
    return put_object(team, ObjectType::blob, bytes);
}

// Wang's key signs a commit whose tree is main's with these entries put to it.
git::Oid attack_with(Victims& victims, const std::string& more) {
    const git::Oid tree = put_object(victims.team, ObjectType::tree, main_entries(victims.team, more));
    return put_commit(victims.team, victims.wang.signer(), tree);
}

// The same with one entry where git's order wants it.
git::Oid attack_in_order(Victims& victims, const Signer& signer, const git::TreeEntry& entry) {
    const auto repo = victims.team.repo();
    auto entries = *repo.tree(repo.commit(*repo.ref(main_ref))->tree);
    entries.push_back(entry);
    std::sort(entries.begin(), entries.end(), git::tree_order);
    return put_commit(victims.team, signer, put_object(victims.team, ObjectType::tree, git::tree_bytes(entries)));
}

} // namespace

TEST_CASE("hostile tree: names that climb out, hide in .git or are no names are set aside") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    std::string name;
    Fault fault = Fault::malformed_record;
    SUBCASE("..") {
        name = "..";
    }
    SUBCASE("empty") {
        name = "";
    }
    SUBCASE("a slash") {
        name = "z/../../etc/passwd";
    }
    SUBCASE(".git") {
        name = ".git";
    }
    SUBCASE(".GIT") {
        name = ".GIT";
    }
    SUBCASE("a name of 10 000 bytes") {
        name = std::string(10'000, 'z');
    }
    SUBCASE("no UTF-8") {
        name = "z\xff\xfe";
        fault = Fault::foreign_path;
    }
    CAPTURE(name);
    attack_with(victims, raw_entry("100644", name, blob));
    victims.survive(fault);
}

TEST_CASE("hostile tree: names that other systems take for .git are files like others, and have no place") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    attack_in_order(victims, victims.wang.signer(), {"git~1", git::Mode::file, blob});
    attack_in_order(victims, victims.wang.signer(), {".git ", git::Mode::file, blob});
    attack_in_order(victims, victims.wang.signer(), {"con.json", git::Mode::file, blob});
    victims.survive(Fault::foreign_path);
}

TEST_CASE("hostile tree: doubled names, a wrong order and unknown modes are set aside as a whole") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    std::string more;
    SUBCASE("doubled") {
        more = raw_entry("100644", "zz", blob) + raw_entry("100644", "zz", blob);
    }
    SUBCASE("a file and a folder of one name") {
        more = raw_entry("100644", "zz", blob) +
               raw_entry("40000", "zz", put_object(victims.team, ObjectType::tree, raw_entry("100644", "a", blob)));
    }
    SUBCASE("wrong order") {
        more = raw_entry("100644", "aa", blob);
    }
    SUBCASE("unknown mode") {
        more = raw_entry("107777", "zz", blob);
    }
    SUBCASE("no mode") {
        more = raw_entry("", "zz", blob);
    }
    SUBCASE("cut short") {
        more = raw_entry("100644", "zz", blob).substr(0, 20);
    }
    SUBCASE("an entry that names nothing") {
        more = raw_entry("100644", "zz", {});
    }
    attack_with(victims, more);
    victims.survive(Fault::malformed_record);
}

TEST_CASE("hostile tree: links, executables and submodules are set aside, the rest of their commit counts") {
    Victims victims;
    std::string mode;
    SUBCASE("link") {
        mode = "120000";
    }
    SUBCASE("executable") {
        mode = "100755";
    }
    SUBCASE("submodule") {
        mode = "160000";
    }
    const git::Oid target = put_blob(victims.team, "/etc/passwd");
    // In a form's place, so that only the mode is wrong; forms stand between the other entries.
    const git::Oid forms = put_object(victims.team, ObjectType::tree, raw_entry(mode, "evil.json", target));
    attack_in_order(victims, victims.leader.signer(), {"forms", git::Mode::folder, forms});
    victims.survive(Fault::not_a_file);
}

TEST_CASE("hostile tree: paths that differ only in case do not stand in each other's way") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    attack_with(victims, raw_entry("100644", "team", blob)); // doubled for a file system that folds case and for git
    victims.survive(Fault::malformed_record);
    attack_with(victims, raw_entry("100644", "tEAM", blob)); // stands behind "team" in no order
    victims.survive(Fault::malformed_record);
    attack_in_order(victims, victims.wang.signer(), {"TEAM", git::Mode::file, blob});
    victims.survive(Fault::foreign_path);
}

TEST_CASE("hostile tree: a million entries are left where they are, at bounded memory") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    std::string more;
    for (int i = 0; i < 1'000'000; ++i)
        more += raw_entry("100644", "z" + std::to_string(1'000'000 + i), blob);
    attack_with(victims, more);
    more = {};
    reset_peak();
    victims.survive(Fault::lost_object);
    CHECK(peak_megabytes() < 600);
}

TEST_CASE("hostile tree: very many files that are nowhere, with ids that look alike, are set aside") {
    Victims victims;
    std::string more;
    for (int i = 0; i < 40'000; ++i) {
        git::Oid nowhere{{1, 2, 3}};
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&i), sizeof i, nowhere.bytes.begin() + 8);
        more += raw_entry("100644", "z" + std::to_string(1'000'000 + i), nowhere);
    }
    attack_with(victims, more);
    victims.survive(Fault::foreign_path);
}

TEST_CASE("hostile tree: one of more than 64 MB is left where it is") {
    Victims victims;
    const git::Oid blob = put_blob(victims.team);
    std::string more;
    for (int i = 0; i < 700'000; ++i)
        more += raw_entry("100644", "z" + std::string(90, 'z') + std::to_string(1'000'000 + i), blob);
    REQUIRE(more.size() > 64u * 1024 * 1024);
    attack_with(victims, more);
    victims.survive(Fault::lost_object);
}

TEST_CASE("hostile tree: ten thousand folders in each other, and one folder under very many paths") {
    Victims victims;
    auto pack = *git::PackWriter::start(victims.team.address());
    git::Oid inner = *pack.add(ObjectType::tree, raw_entry("100644", "f", *pack.add(ObjectType::blob, "x")));
    SUBCASE("deep") {
        for (int i = 0; i < 10'000; ++i)
            inner = *pack.add(ObjectType::tree, raw_entry("40000", "d", inner));
    }
    SUBCASE("wide") {
        for (int i = 0; i < 40; ++i)
            inner = *pack.add(ObjectType::tree, raw_entry("40000", "a", inner) + raw_entry("40000", "b", inner));
    }
    REQUIRE(pack.finish());
    attack_with(victims, raw_entry("40000", "zz", inner));
    victims.survive();
    // Below the greatest depth nothing is fetched; what is too wide is not walked to its end.
    CHECK((victims.anybody_was_told(Fault::lost_object) || victims.anybody_was_told(Fault::malformed_record) ||
           victims.anybody_was_told(Fault::foreign_path)));
}

TEST_CASE("hostile tree: a commit without its tree, or with a file for a tree, is set aside") {
    Victims victims;
    SUBCASE("nowhere") {
        put_commit(victims.team, victims.wang.signer(), git::Oid{{7, 7, 7}});
        victims.survive(Fault::lost_object);
    }
    SUBCASE("a file") {
        put_commit(victims.team, victims.wang.signer(), put_blob(victims.team));
        victims.survive(Fault::lost_object); // it is not taken: as a folder it is not there
    }
}
