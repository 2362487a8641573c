#include "sync/team/key.hpp"

#include "sync/base/files.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/team/command.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace takan::sync;
using takan::test::quoted;
using takan::test::run;
using takan::test::Scratch;

namespace {

constexpr std::string_view payload = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\n踏勘\n";

bool lacks_ssh_keygen() {
    if (takan::test::has_command("ssh-keygen")) return false;
    MESSAGE("ssh-keygen is missing: nothing was compared with it");
    return true;
}

} // namespace

TEST_CASE("key: a saved key comes back and signs alike") {
    const Scratch scratch;
    const DeviceKey key = DeviceKey::generate();
    REQUIRE(key.save(scratch / "device.key", "何敏的笔记本"));
    const auto again = DeviceKey::load(scratch / "device.key");
    REQUIRE(again);
    CHECK(again->public_key() == key.public_key());
    CHECK(again->sign(payload) == key.sign(payload));
    CHECK(verifies(payload, again->sign(payload), key.public_key()));
}

TEST_CASE("key: two devices never draw the same key") {
    CHECK(DeviceKey::generate().public_key() != DeviceKey::generate().public_key());
}

TEST_CASE("key: only its owner can read the file") {
    const Scratch scratch;
    REQUIRE(DeviceKey::generate().save(scratch / "device.key", ""));
    namespace fs = std::filesystem;
    CHECK(fs::status(scratch / "device.key").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("key: ssh-keygen reads the private key and the fingerprint") {
    if (lacks_ssh_keygen()) return;
    const Scratch scratch;
    for (const char* comment : {"", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "两行\n评论"}) {
        CAPTURE(comment);
        const DeviceKey key = DeviceKey::generate();
        REQUIRE(key.save(scratch / "device.key", comment));
        const std::string file = quoted((scratch / "device.key").string());
        const auto printed = run("ssh-keygen -y -f " + file);
        CHECK(printed.code == 0);
        CHECK(printed.output.substr(0, key.public_key().line().size()) == key.public_key().line());
        CHECK(run("ssh-keygen -l -f " + file + " | cut -d' ' -f2").output == key.public_key().fingerprint() + "\n");
        const auto line = read_file(scratch / "device.key.pub", 1000);
        REQUIRE(line);
        CHECK(PublicKey::parse(*line).value() == key.public_key());
        CHECK(line->find('\n') == line->size() - 1);
    }
}

TEST_CASE("key: a key that ssh-keygen made is read") {
    if (lacks_ssh_keygen()) return;
    const Scratch scratch;
    const std::string file = (scratch / "made").string();
    REQUIRE(run("ssh-keygen -q -t ed25519 -N '' -C somebody -f " + quoted(file)).code == 0);
    const auto key = DeviceKey::load(file);
    REQUIRE(key);
    const auto line = read_file(file + ".pub", 1000);
    CHECK(line->substr(0, key->public_key().line().size()) == key->public_key().line());
}

TEST_CASE("key: signatures pass between us and ssh-keygen both ways") {
    if (lacks_ssh_keygen()) return;
    const Scratch scratch;
    const DeviceKey key = DeviceKey::generate();
    REQUIRE(key.save(scratch / "device.key", ""));
    REQUIRE(write_file(scratch / "payload", payload));
    REQUIRE(write_file(scratch / "ours.sig", key.sign(payload)));
    REQUIRE(write_file(scratch / "signers", "k2m9qd@takan namespaces=\"git\" " + key.public_key().line() + "\n"));
    const auto at = [&](const char* name) { return quoted((scratch / name).string()); };
    CHECK(run("ssh-keygen -Y verify -f " + at("signers") + " -I k2m9qd@takan -n git -s " + at("ours.sig") + " < " +
              at("payload"))
              .code == 0);
    REQUIRE(run("ssh-keygen -Y sign -f " + at("device.key") + " -n git " + at("payload")).code == 0);
    const auto theirs = read_file(scratch / "payload.sig", 10000);
    REQUIRE(theirs);
    CHECK(*theirs == key.sign(payload)); // ed25519 draws nothing: the very same bytes
    CHECK(verifies(payload, *theirs, key.public_key()));
}

TEST_CASE("key: a signature holds for its payload, key and namespace alone") {
    const DeviceKey key = DeviceKey::generate();
    const std::string signature = key.sign(payload);
    CHECK(verifies(payload, signature, key.public_key()));
    CHECK(verifies(payload, signature.substr(0, signature.size() - 1), key.public_key())); // without the last line end
    CHECK_FALSE(verifies(std::string(payload) + " ", signature, key.public_key()));
    CHECK_FALSE(verifies(payload, signature, DeviceKey::generate().public_key()));
    CHECK_FALSE(verifies(payload, "", key.public_key()));
    if (lacks_ssh_keygen()) return;
    const Scratch scratch;
    REQUIRE(key.save(scratch / "device.key", ""));
    REQUIRE(write_file(scratch / "payload", payload));
    const std::string file = quoted((scratch / "payload").string());
    REQUIRE(run("ssh-keygen -Y sign -f " + quoted((scratch / "device.key").string()) + " -n file " + file).code == 0);
    CHECK_FALSE(verifies(payload, *read_file(scratch / "payload.sig", 10000), key.public_key()));
}

TEST_CASE("key: no damaged signature passes and none does harm") {
    const DeviceKey key = DeviceKey::generate();
    const std::string signature = key.sign(payload);
    const std::size_t first = signature.find('\n') + 1;
    const std::size_t last = signature.rfind("\n-----END");
    for (std::size_t at = first; at < last; ++at) {
        std::string damaged = signature;
        damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
        CAPTURE(at);
        CHECK_FALSE(verifies(payload, damaged, key.public_key()));
        CHECK_FALSE(verifies(payload, signature.substr(0, at), key.public_key()));
        CHECK_FALSE(verifies(payload, signature.substr(0, at) + signature.substr(last), key.public_key()));
    }
    CHECK_FALSE(verifies(payload, std::string(10'000'000, 'A'), key.public_key()));
}

TEST_CASE("key: files that are no key are refused by name") {
    const Scratch scratch;
    CHECK(DeviceKey::load(scratch / "none").error().kind == ErrorKind::missing);
    REQUIRE(write_file(scratch / "text", "hello\n"));
    CHECK(DeviceKey::load(scratch / "text").error().kind == ErrorKind::corrupt);
    REQUIRE(DeviceKey::generate().save(scratch / "key", ""));
    const auto sound = read_file(scratch / "key", 10000);
    REQUIRE(sound);
    for (std::size_t at = sound->find('\n') + 1; at < sound->rfind("\n-----END"); at += 3) {
        std::string damaged = *sound;
        damaged[at] = '!';
        REQUIRE(write_file(scratch / "damaged", damaged));
        CHECK(DeviceKey::load(scratch / "damaged").error().kind == ErrorKind::corrupt);
        damaged.resize(at);
        REQUIRE(write_file(scratch / "damaged", damaged));
        CHECK(DeviceKey::load(scratch / "damaged").error().kind == ErrorKind::corrupt);
    }
    if (lacks_ssh_keygen()) return;
    const std::string locked = quoted((scratch / "locked").string());
    REQUIRE(run("ssh-keygen -q -t ed25519 -N secret -f " + locked).code == 0);
    CHECK(DeviceKey::load(scratch / "locked").error().kind == ErrorKind::corrupt);
}

TEST_CASE("key: a public key line is read strictly") {
    const std::string line = DeviceKey::generate().public_key().line();
    CHECK(PublicKey::parse(line));
    CHECK(PublicKey::parse(line + " 何敏"));
    CHECK_FALSE(PublicKey::parse(""));
    CHECK_FALSE(PublicKey::parse("ssh-ed25519"));
    CHECK_FALSE(PublicKey::parse("ssh-rsa" + line.substr(11)));
    CHECK_FALSE(PublicKey::parse(line.substr(0, line.size() - 4)));
    CHECK_FALSE(PublicKey::parse(line + "AAAA"));
}
