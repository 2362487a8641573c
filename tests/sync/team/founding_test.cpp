#include "sync/team/founding.hpp"

#include "sync/base/files.hpp"
#include "tests/sync/team/command.hpp"
#include "tests/sync/team/workshop.hpp"

using namespace takan::sync;
using takan::test::quoted;
using takan::test::run;
using takan::test::Workshop;

TEST_CASE("founding: the first commit holds format, signers, attributes and the leader's records") {
    Workshop shop;
    const auto tree = shop.tree_of(shop.founding);
    const auto text = [&](std::string_view path) {
        const auto entry = shop.repo.entry_at(tree, path);
        REQUIRE(entry);
        return *shop.repo.read(entry->id, git::ObjectType::blob, 10000);
    };
    CHECK(text("team/format") == "1\n");
    CHECK(text(".gitattributes").find("merge=takan") != std::string::npos);
    const auto registry = read_registry(shop.repo, shop.founding);
    REQUIRE(registry);
    CHECK(text("team/allowed_signers") == allowed_signers(*registry));
    REQUIRE(registry->member_of(shop.lin.device) != nullptr);
    CHECK(registry->member_of(shop.lin.device)->role == "leader");
    CHECK(registry->name_of(shop.lin.device) == "林组长");
    CHECK(registry->device(shop.lin.device)->key == shop.lin.key.public_key());
    CHECK(shop.repo.ref(main_ref) == shop.founding);
    CHECK(found(shop.repo, shop.he, founding_records(shop.he, "leader", shop.now()), shop.now()).error().kind ==
          ErrorKind::invalid);
    CHECK(shop.judged(shop.founding).set_aside.empty());
}

TEST_CASE("founding: plain git calls our commits good") {
    if (!takan::test::has_command("ssh-keygen")) {
        MESSAGE("ssh-keygen is missing: git could not verify anything");
        return;
    }
    Workshop shop;
    Record record = shop.finding();
    shop.write(record, "title", "喷漆房\n无活性炭", shop.he);
    const auto tip = shop.commit(shop.he, {shop.start}, takan::test::file(record));
    REQUIRE(write_file(shop.scratch() / "signers", allowed_signers(*read_registry(shop.repo, tip))));
    const std::string git =
        "git -C " + quoted(shop.folder().string()) +
        " -c gpg.format=ssh -c gpg.ssh.allowedSignersFile=" + quoted((shop.scratch() / "signers").string()) + " ";
    const auto shown = run(git + "log --pretty='%G? %GS %an' " + tip.hex());
    CHECK(shown.output == "G he0000@takan 何敏\nG l1n000@takan 林组长\nG l1n000@takan 林组长\nG l1n000@takan 林组长\n");
    CHECK(run(git + "log -1 --show-signature " + tip.hex()).output.find("Good \"git\" signature for he0000@takan") !=
          std::string::npos);
    const auto check = run(git + "fsck --strict --no-dangling");
    CHECK_MESSAGE(check.code == 0, check.output);
}

TEST_CASE("founding: a request to join is read back and asked once") {
    Workshop shop;
    const auto asked = ask_to_join(shop.repo, shop.stranger, "ThinkPad 白", shop.now());
    REQUIRE(asked);
    CHECK(ask_to_join(shop.repo, shop.stranger, "ThinkPad 白", shop.now()).value() == *asked);
    const auto requests = join_requests(shop.repo);
    REQUIRE(requests);
    REQUIRE(requests->size() == 1);
    CHECK(requests->front().device == shop.stranger.device);
    CHECK(requests->front().name == "陌生人");
    CHECK(requests->front().label == "ThinkPad 白");
    CHECK(requests->front().key == shop.stranger.key.public_key());
    const auto again = ask_to_join(shop.repo, shop.stranger, "另一台", shop.now());
    REQUIRE(again);
    CHECK(shop.repo.commit(*again)->parents == std::vector{*asked});
    CHECK(join_requests(shop.repo)->front().label == "另一台");
}

TEST_CASE("founding: requests that are not what they say are left out") {
    Workshop shop;
    const auto asked = *ask_to_join(shop.repo, shop.stranger, "ThinkPad", shop.now());
    REQUIRE(shop.repo.move_ref("refs/join/abcdef", std::nullopt, asked)); // another device's name
    REQUIRE(shop.repo.move_ref("refs/join/nonsense", std::nullopt, asked));
    const auto plain = shop.forged(asked, [](std::string&, std::string& signature) { signature.clear(); });
    const takan::sync::Signer other = takan::test::new_signer("aaaaaa", "甲");
    const auto of_other = *ask_to_join(shop.repo, other, "ThinkPad", shop.now());
    REQUIRE(shop.repo.move_ref(join_ref(other.device), of_other, plain));
    REQUIRE(shop.repo.move_ref("refs/join/bbbbbb", std::nullopt,
                               shop.commit(takan::test::new_signer("bbbbbb", "乙"), {}, {{"join.json", "{}"}})));
    REQUIRE(shop.repo.move_ref("refs/join/cccccc", std::nullopt, shop.start));
    const auto requests = join_requests(shop.repo);
    REQUIRE(requests);
    REQUIRE(requests->size() == 1);
    CHECK(requests->front().device == shop.stranger.device);
}

TEST_CASE("founding: admission makes a member or takes an existing one, and never a second device record") {
    Workshop shop;
    const auto registry = *read_registry(shop.repo, shop.start);
    const JoinRequest request{shop.stranger.device, "陌生人", "ThinkPad", shop.stranger.key.public_key(), shop.now()};
    const auto made = admission_records(request, registry, std::nullopt, "expert", shop.lin.device, shop.now());
    REQUIRE(made.size() == 2);
    Registry grown = registry;
    for (const Record& record : made)
        grown.take(record);
    CHECK(grown.member_of(shop.stranger.device)->role == "expert");
    const RecordId he_min = registry.member_of(shop.he.device)->id;
    const auto second = admission_records(request, registry, he_min, "expert", shop.lin.device, shop.now());
    REQUIRE(second.size() == 1);
    grown = registry;
    grown.take(second.front());
    CHECK(grown.name_of(shop.stranger.device) == "何敏");
    CHECK(admission_records(request, grown, std::nullopt, "expert", shop.lin.device, shop.now()).empty());
}

TEST_CASE("founding: a registry is read past records that are damaged or out of place") {
    Workshop shop;
    const Record record = founding_records(shop.stranger, "leader", shop.now()).front();
    const std::string id = RecordId::random(shop.now()).text();
    const auto tip = shop.commit(shop.lin, {shop.start},
                                 {{"team/member/" + id + ".json", canonical(record)},
                                  {"team/device/" + id + ".json", "{"},
                                  {"team/device/x", std::string(2'000'000, ' ')}});
    const auto registry = read_registry(shop.repo, tip);
    REQUIRE(registry);
    CHECK(registry->members().size() == 3);
    CHECK(registry->devices().size() == 3);
}
