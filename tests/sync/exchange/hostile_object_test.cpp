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

// Leader's record as Wang's new version of it, in the team's repository only: whoever fetches next finds what `damage`
// left of it.
struct Written {
    RecordId id;
    git::Oid blob;
};

Written write_and_send(Victims& victims, std::string_view text) {
    const RecordId id = victims.records.front();
    victims.wang.edit(id, "text", std::string(text));
    victims.wang.must_sync();
    return {id, git::object_id(ObjectType::blob, canonical(*victims.wang.shelf.find(id)))};
}

git::Oid tip_of(const Team& team) {
    return *team.repo().ref(main_ref);
}

// A file of the record kind with these bytes, on main.
git::Oid put_note(Victims& victims, std::string_view bytes) {
    const RecordId id = RecordId::random(victims.team.clock.now());
    const std::string path = path_of("note", id);
    return forge(victims.team, victims.wang.signer(), {{path, std::string(bytes)}});
}

} // namespace

TEST_CASE("hostile object: a record's bytes that got lost at the team's come back from whoever holds them") {
    Victims victims;
    const Written lost = write_and_send(victims, "precious");
    SUBCASE("gone") {
        lose_object(victims.team.address(), lost.blob);
    }
    SUBCASE("damaged") {
        damage_object(victims.team.address(), lost.blob);
    }
    const Receipt without = victims.leader.must_sync(); // has it not, goes on without it, and says so
    REQUIRE(without.set_aside.size() == 1);
    CHECK(without.set_aside.front().fault == Fault::lost_object);
    CHECK(without.set_aside.front().path == path_of(*victims.wang.shelf.find(lost.id)));
    CHECK(victims.leader.shown(lost.id, "text") == "before");
    const Receipt healed = victims.wang.must_sync(); // has it, and gives it back
    CHECK(healed.objects_restored + (victims.team.repo().read(lost.blob, ObjectType::blob, 10'000) ? 1 : 0) > 0);
    CHECK(victims.team.repo().read(lost.blob, ObjectType::blob, 10'000));
    victims.survive();
    CHECK(victims.leader.shown(lost.id, "text") == "precious");
    CHECK(victims.li.shown(lost.id, "text") == "precious");
}

TEST_CASE("hostile object: a folder that got lost at the team's comes back from whoever holds it") {
    Victims victims;
    const Written written = write_and_send(victims, "precious");
    const auto repo = victims.team.repo();
    const std::string path = path_of(*victims.wang.shelf.find(written.id));
    const auto folder = repo.entry_at(repo.commit(tip_of(victims.team))->tree, path.substr(0, path.rfind('/')));
    REQUIRE(folder);
    lose_object(victims.team.address(), folder->id);
    const Receipt without = victims.leader.must_sync();
    REQUIRE(without.set_aside.size() == 1);
    CHECK(without.set_aside.front().fault == Fault::lost_object);
    victims.survive();
    CHECK(victims.leader.shown(written.id, "text") == "precious");
    CHECK(victims.li.shown(written.id, "text") == "precious");
}

TEST_CASE("hostile object: where main itself cannot be used the sentence says so, and a stick carries everything on") {
    Victims victims;
    SUBCASE("main names what is nowhere") {
        write_ref(victims.team, std::string(main_ref), std::string(40, '7') + "\n");
    }
    SUBCASE("main names a file") {
        const auto blob = put_object(victims.team, ObjectType::blob, "no commit");
        write_ref(victims.team, std::string(main_ref), blob.hex() + "\n");
    }
    SUBCASE("a commit in the middle is gone") {
        write_and_send(victims, "one");
        const auto middle = tip_of(victims.team);
        write_and_send(victims, "two");
        lose_object(victims.team.address(), middle);
    }
    const auto before = victims.li.repo().ref(main_ref);
    const auto written = victims.li.add("text", "must get through");
    const auto refused = victims.li.sync();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text_key == "error.team_damaged");
    CHECK(refused.error().subject == utf8(victims.team.address()));
    CHECK(victims.li.repo().is_ancestor(*before, *victims.li.repo().ref(main_ref)).value());
    SyncOptions stick;
    stick.address = utf8(victims.team / "stick");
    std::filesystem::create_directories(stick.address);
    victims.li.must_sync(stick);
    victims.leader.must_sync(stick);
    CHECK(victims.leader.shown(written, "text") == "must get through");
    // Somebody puts a backup back: everything goes on.
    write_ref(victims.team, std::string(main_ref), before->hex() + "\n");
    victims.survive();
}

TEST_CASE("hostile object: commits that break git's rules are set aside, and what honest laptops add goes on") {
    Victims victims;
    const git::Oid tip = tip_of(victims.team);
    const std::string tree = victims.team.repo().commit(tip)->tree.hex();
    std::string bytes = "tree " + tree + "\nparent " + tip.hex() + "\n";
    SUBCASE("no author") {
        bytes += "\nno author\n";
    }
    SUBCASE("a mad date") {
        bytes += "author a <a@takan> 99999999999999999999999 +9999\ncommitter a <a@takan> -1 x\n\nmad\n";
    }
    SUBCASE("two signatures") {
        bytes += "author a <a@takan> 1 +0000\ncommitter a <a@takan> 1 +0000\ngpgsig x\ngpgsig y\n\ntwo\n";
    }
    SUBCASE("ends in the middle") {
        bytes += "auth";
    }
    SUBCASE("larger than any commit") {
        bytes += "author a <a@takan> 1 +0000\ncommitter a <a@takan> 1 +0000\n\n" + std::string(5 * 1024 * 1024, 'x');
    }
    const git::Oid bad = put_object(victims.team, ObjectType::commit, bytes);
    write_ref(victims.team, std::string(main_ref), bad.hex() + "\n");
    victims.survive(Fault::malformed_record);
}

TEST_CASE("hostile object: a commit with thousands of parents is set aside") {
    Victims victims;
    std::vector<git::Oid> parents{tip_of(victims.team)};
    SUBCASE("one of them ten thousand times") {
        parents.resize(10'000, parents.front());
    }
    SUBCASE("two thousand different ones") {
        auto pack = *git::PackWriter::start(victims.team.address());
        const git::Oid tree = victims.team.repo().commit(parents.front())->tree;
        for (int i = 0; i < 2'000; ++i) {
            const std::string text = "tree " + tree.hex() + "\nparent " + parents.front().hex() + "\nauthor a <a@b> " +
                                     std::to_string(i) + " +0000\ncommitter a <a@b> 1 +0000\n\nx\n";
            parents.push_back(*pack.add(ObjectType::commit, text));
        }
        REQUIRE(pack.finish());
    }
    const git::Oid tree = victims.team.repo().commit(parents.front())->tree;
    put_commit(victims.team, victims.wang.signer(), tree, parents);
    victims.survive(Fault::malformed_record);
}

TEST_CASE("hostile object: records that are huge, deep, no UTF-8 or nothing at all are set aside by name") {
    Victims victims;
    Fault fault = Fault::malformed_record;
    std::string bytes;
    SUBCASE("64 MB") {
        bytes = std::string(64u * 1024 * 1024, ' ');
        fault = Fault::oversized_record;
    }
    SUBCASE("a million brackets") {
        bytes = std::string(900'000, '[');
    }
    SUBCASE("deep objects") {
        for (int i = 0; i < 100'000; ++i)
            bytes += "{\"a\":";
    }
    SUBCASE("no UTF-8") {
        bytes = "{\"id\": \"\xff\xfe\"}";
    }
    SUBCASE("empty") {
        bytes = "";
    }
    put_note(victims, bytes);
    victims.survive(fault);
}

TEST_CASE("hostile object: 160 MB of zeros in a tiny pack costs neither the sync nor the memory") {
    Victims victims;
    const std::string note = path_of("note", RecordId::random(victims.team.clock.now()));
    const auto head = "commit refs/heads/main\ncommitter a <" + committer_email(victims.wang.device) +
                      "> 1711094400 +0000\ndata 4\nbomb\nfrom refs/heads/main^0\nM 100644 inline " + note +
                      "\ndata 167772160\n";
    const std::string command = "(printf '" + head + "'; head -c 167772160 /dev/zero; echo) | git --git-dir='" +
                                utf8(victims.team.address()) +
                                "' fast-import --quiet --force --big-file-threshold=1m 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    reset_peak();
    victims.survive();
    CHECK(peak_megabytes() < 400);
    CHECK(victims.anybody_was_told(Fault::unsigned_commit));
}

TEST_CASE("hostile object: an object whose head lies about its size is damage like other") {
    Victims victims;
    put_note(victims, "{}");
    const git::Oid blob = git::object_id(ObjectType::blob, "{}");
    // The same id, a head that says 2 bytes, and 64 MB of zeros behind it; and the other way round.
    const auto file = victims.team.address() / "objects" / blob.hex().substr(0, 2) / blob.hex().substr(2);
    lose_object(victims.team.address(), blob);
    const std::string python = "import zlib,sys;open(sys.argv[1],'wb').write(zlib.compress(";
    std::string body;
    SUBCASE("more than it says") {
        body = "b'blob 2\\0'+bytes(64<<20)";
    }
    SUBCASE("less than it says") {
        body = "b'blob 999999999\\0{}'";
    }
    SUBCASE("no size") {
        body = "b'blob \\0{}'";
    }
    SUBCASE("another kind of object") {
        body = "b'tree 2\\0{}'";
    }
    std::filesystem::create_directories(file.parent_path());
    REQUIRE(std::system(("python3 -c \"" + python + body + "))\" '" + utf8(file) + "'").c_str()) == 0);
    reset_peak();
    victims.survive(Fault::lost_object);
    CHECK(peak_megabytes() < 400);
}
