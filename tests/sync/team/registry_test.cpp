#include "sync/team/registry.hpp"

#include "sync/record/merge.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId ada = *DeviceId::parse("k2m9qd");
const DeviceId bo = *DeviceId::parse("r7f3xa");
constexpr Instant morning{1711094400000};

Record member(std::string_view name, std::string_view role) {
    Record record;
    record.id = RecordId::random(morning);
    record.kind = "member";
    write(record, "name", std::string(name), ada, morning);
    write(record, "role", std::string(role), ada, morning);
    return record;
}

Record device(DeviceId id, const Record& person, const PublicKey& key, Instant now = morning) {
    Record record;
    record.id = RecordId::random(now);
    record.kind = "device";
    write(record, "device", id.text(), ada, now);
    write(record, "member", person.id.text(), ada, now);
    write(record, "key", key.line(), ada, now);
    write(record, "label", "ThinkPad", ada, now);
    return record;
}

} // namespace

TEST_CASE("registry: knows the person behind a device") {
    const Record he_min = member("何敏", "inspector");
    const PublicKey key = DeviceKey::generate().public_key();
    Registry registry;
    registry.take(he_min);
    registry.take(device(bo, he_min, key));
    REQUIRE(registry.device(bo) != nullptr);
    CHECK(registry.device(bo)->key == key);
    CHECK(registry.device(bo)->label == "ThinkPad");
    CHECK_FALSE(registry.device(bo)->revoked);
    REQUIRE(registry.member_of(bo) != nullptr);
    CHECK(registry.member_of(bo)->role == "inspector");
    CHECK(registry.name_of(bo) == "何敏");
    CHECK(registry.name_of(ada) == "k2m9qd");
    CHECK(registry.member_of(ada) == nullptr);
    CHECK(registry.members().size() == 1);
}

TEST_CASE("registry: of two records that claim a device the earlier one counts, in any order") {
    const Record person = member("何敏", "inspector");
    const PublicKey first = DeviceKey::generate().public_key();
    const Record early = device(bo, person, first);
    const Record late = device(bo, person, DeviceKey::generate().public_key(), {morning.ms + 1000});
    for (const auto& order : {std::vector{early, late}, std::vector{late, early}}) {
        Registry registry;
        for (const Record& record : order)
            registry.take(record);
        REQUIRE(registry.device(bo) != nullptr);
        CHECK(registry.device(bo)->key == first);
        CHECK(registry.devices().size() == 1);
    }
}

TEST_CASE("registry: a record taken again replaces what was known, also when it names another device now") {
    const Record person = member("何敏", "inspector");
    Record record = device(bo, person, DeviceKey::generate().public_key());
    Registry registry;
    registry.take(record);
    write(record, "device", ada.text(), ada, {morning.ms + 1});
    registry.take(record);
    CHECK(registry.device(bo) == nullptr);
    CHECK(registry.device(ada) != nullptr);
    write(record, "key", "nonsense", ada, {morning.ms + 2});
    registry.take(record);
    CHECK(registry.device(ada) == nullptr);
}

TEST_CASE("registry: a revoked device stays known as revoked, also against a value written beside it") {
    const Record person = member("何敏", "inspector");
    Record record = device(bo, person, DeviceKey::generate().public_key());
    Record elsewhere = record;
    write(record, "revoked", true, ada, morning);
    write(elsewhere, "revoked", false, bo, {morning.ms + 60'000});
    Registry registry;
    registry.take(merge(record, elsewhere)->record);
    REQUIRE(registry.device(bo) != nullptr);
    CHECK(registry.device(bo)->revoked);
}

TEST_CASE("registry: leaders and deputies change it, nobody else") {
    CHECK(may_change_registry("leader"));
    CHECK(may_change_registry("deputy"));
    for (const char* role : {"coordinator", "desk", "inspector", "keeper", "expert", "", "Leader"})
        CHECK_FALSE(may_change_registry(role));
}

TEST_CASE("registry: allowed signers are one sorted line a device, revoked ones included") {
    const Record person = member("何敏", "inspector");
    const PublicKey of_ada = DeviceKey::generate().public_key();
    const PublicKey of_bo = DeviceKey::generate().public_key();
    Registry registry;
    Record revoked = device(bo, person, of_bo);
    write(revoked, "revoked", true, ada, morning);
    registry.take(revoked);
    registry.take(device(ada, person, of_ada));
    CHECK(allowed_signers(registry) == "k2m9qd@takan namespaces=\"git\" " + of_ada.line() + "\n" +
                                           "r7f3xa@takan namespaces=\"git\" " + of_bo.line() + "\n");
    CHECK(allowed_signers(Registry{}).empty());
}
