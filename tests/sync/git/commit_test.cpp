#include "sync/git/object.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::kind_of;
using test::need;

namespace {

const Oid some_tree = object_id(ObjectType::tree, "");
const std::string head = "tree " + some_tree.hex() + "\n";
const std::string author = "author 检查员 <k2m9qd@takan> 1711094400 +0800\n";
const std::string committer = "committer Desk <a@b> 1711094401 -0330\n";
const std::string signature = "-----BEGIN SSH SIGNATURE-----\nAAAA\nBBBB\n-----END SSH SIGNATURE-----\n";

Commit example() {
    Commit commit;
    commit.tree = some_tree;
    commit.parents = {object_id(ObjectType::commit, "1"), object_id(ObjectType::commit, "2")};
    commit.author = {"检查员", "k2m9qd@takan", Instant{1711094400000}, 480};
    commit.committer = {"Desk", "a@b", Instant{1711094401000}, -210};
    commit.message = "记录\n\ntwo lines\n";
    return commit;
}

} // namespace

TEST_CASE("commit: what is written reads back") {
    const Commit written = example();
    const Commit read = need(parse_commit(some_tree, commit_payload(written)));
    CHECK(read.tree == written.tree);
    CHECK(read.parents == written.parents);
    CHECK(read.author.name == written.author.name);
    CHECK(read.author.email == written.author.email);
    CHECK(read.author.when == written.author.when);
    CHECK(read.author.offset_minutes == 480);
    CHECK(read.committer.name == "Desk");
    CHECK(read.committer.offset_minutes == -210);
    CHECK(read.message == written.message);
    CHECK(read.signature.empty());
    CHECK(read.payload == commit_payload(written));
}

TEST_CASE("commit: a signature goes in and comes out without changing what was signed") {
    const std::string payload = commit_payload(example());
    for (const std::string& text : {signature, signature.substr(0, signature.size() - 1)}) {
        const Commit read = need(parse_commit(some_tree, signed_commit(payload, text)));
        CHECK(read.signature == signature);
        CHECK(read.payload == payload);
        CHECK(read.message == example().message);
    }
}

TEST_CASE("commit: only the gpgsig headers are left out of what was signed") {
    const std::string tag = "mergetag object 1\n type commit\n gpgsig inside\n";
    const std::string bytes = head + author + committer + "encoding UTF-8\ngpgsig A\n B\n" + tag +
                              "gpgsig-sha256 C\n D\n\ngpgsig is only text here\n";
    const Commit read = need(parse_commit(some_tree, bytes));
    CHECK(read.signature == "A\nB\n");
    CHECK(read.payload == head + author + committer + "encoding UTF-8\n" + tag + "\ngpgsig is only text here\n");
}

TEST_CASE("commit: names cannot break out of their header") {
    Commit commit = example();
    commit.author.name = "x <evil@b> 1 +0000\nparent 0\n";
    commit.author.email = ">\ngpgsig ";
    commit.committer.name = "";
    const Commit read = need(parse_commit(some_tree, commit_payload(commit)));
    CHECK(read.parents == commit.parents);
    CHECK(read.author.name == "x evil@b 1 +0000parent 0");
    CHECK(read.author.email == "gpgsig");
    CHECK(read.committer.name == "a@b");
    CHECK(read.signature.empty());
}

TEST_CASE("commit: a time beyond the calendar is read as its end") {
    const Commit read =
        need(parse_commit(some_tree, head + "author a <b> 18446744073709551615 +0000\n" + committer + "\n"));
    CHECK(read.author.when.ms == greatest_instant.ms / 1000 * 1000);
}

TEST_CASE("commit: hostile bytes are corrupt") {
    struct Row {
        const char* what;
        std::string bytes;
    };
    const Row rows[] = {
        {"nothing", ""},
        {"no tree", author + committer + "\n"},
        {"bad tree", "tree 12\n" + author + committer + "\n"},
        {"tree over two lines", head + " more\n" + author + committer + "\n"},
        {"bad parent", head + "parent x\n" + author + committer + "\n"},
        {"parent behind author", head + author + "parent " + some_tree.hex() + "\n" + committer + "\n"},
        {"no author", head + committer + "\n"},
        {"no committer", head + author + "\n"},
        {"no email", head + "author a 1 +0000\n" + committer + "\n"},
        {"no time", head + "author a <b>\n" + committer + "\n"},
        {"time of letters", head + "author a <b> x +0000\n" + committer + "\n"},
        {"negative time", head + "author a <b> -1 +0000\n" + committer + "\n"},
        {"time too large", head + "author a <b> 18446744073709551616 +0000\n" + committer + "\n"},
        {"zone of letters", head + "author a <b> 1 +00x0\n" + committer + "\n"},
        {"email turned round", head + "author a >b< 1 +0000\n" + committer + "\n"},
        {"header without space", head + author + committer + "gpgsig\n\n"},
        {"header without end", head + author + committer + "gpgsig x"},
        {"continuation without end", head + author + committer + "gpgsig x\n y"},
        {"two signatures", head + author + committer + "gpgsig x\ngpgsig y\n\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(kind_of(parse_commit(some_tree, row.bytes)) == ErrorKind::corrupt);
    }
}

TEST_CASE("commit: git shows a signed commit as we read it") {
    const test::Scratch scratch;
    const Repo repo = need(Repo::create(scratch / "r.git"));
    auto pack = need(PackWriter::start(repo.folder()));
    need(pack.add(ObjectType::tree, ""));
    Commit commit = example();
    commit.parents.clear();
    const Oid id = need(pack.add(ObjectType::commit, signed_commit(commit_payload(commit), signature)));
    need(pack.finish());
    CHECK(test::git(repo.folder(), "log -1 --format='%T|%an|%ae|%ad|%cd|%B' --date=raw " + id.hex()) ==
          some_tree.hex() + "|检查员|k2m9qd@takan|1711094400 +0800|1711094401 -0330|" + commit.message + "\n");
    CHECK(test::run_git(repo.folder(), "fsck --strict").code == 0);
    CHECK(need(repo.commit(id)).signature == signature);
}
