#include "tests/sync/team/workshop.hpp"

using namespace takan::sync;
using takan::test::file;
using takan::test::Files;
using takan::test::new_signer;
using takan::test::Workshop;

namespace {

struct Scene : Workshop {
    // The device record of he as a signer's commit would change it.
    Record changed_device(std::string_view field, Value value, const Signer& signer) {
        Record record = he_device;
        write(record, field, std::move(value), signer);
        return record;
    }

    git::Oid revoke(const git::Oid& parent) {
        return commit(lin, {parent}, file(changed_device("revoked", true, lin)));
    }

    git::Oid note(const Signer& signer, const git::Oid& parent, Record& record) {
        record = finding();
        write(record, "title", "一处", signer);
        return commit(signer, {parent}, file(record));
    }
};

void check_only(const Judgement& judgement, Fault fault, const git::Oid& commit) {
    REQUIRE(judgement.set_aside.size() == 1);
    CHECK(std::string(name_of(judgement.set_aside.front().fault)) == name_of(fault));
    CHECK(judgement.set_aside.front().commit == commit);
}

} // namespace

TEST_CASE("judge: nobody but leaders and deputies changes the registry") {
    Scene scene;
    const auto registry = *read_registry(scene.repo, scene.start);
    const auto self_made = founding_records(scene.he, "leader", scene.now());
    const auto relabelled = scene.changed_device("label", "新电脑", scene.he);
    for (const Files& files : {file(self_made.front()), file(self_made.back()), file(relabelled)}) {
        const auto tip = scene.commit(scene.he, {scene.start}, files);
        const Judgement judgement = scene.judged(tip);
        check_only(judgement, Fault::not_entitled, tip);
        CHECK(allowed_signers(judgement.registry) == allowed_signers(registry));
        CHECK(judgement.registry.members().size() == registry.members().size());
        CHECK(judgement.registry.device(scene.he.device)->label == "ThinkPad");
    }
    Record marked = scene.he_device; // nothing but a key that no edit names
    marked.unknown["note"] = "x";
    const auto tip = scene.commit(scene.he, {scene.start}, file(marked));
    check_only(scene.judged(tip), Fault::not_entitled, tip);
    const auto by_leader =
        scene.commit(scene.lin, {scene.start}, file(scene.changed_device("label", "新电脑", scene.lin)));
    CHECK(scene.judged(by_leader).set_aside.empty());
    CHECK(scene.judged(by_leader).registry.device(scene.he.device)->label == "新电脑");
}

TEST_CASE("judge: nobody but leaders and deputies writes checklists") {
    Scene scene;
    const auto form_by = [&](const Signer& signer) {
        Record form;
        form.id = RecordId::random(scene.now());
        form.kind = "form";
        scene.write(form, "title", "废水检查", signer);
        return form;
    };
    const auto foreign = scene.commit(scene.he, {scene.start}, file(form_by(scene.he)));
    check_only(scene.judged(foreign), Fault::not_entitled, foreign);
    Record form = form_by(scene.lin);
    const auto own = scene.commit(scene.lin, {scene.start}, file(form));
    CHECK(scene.judged(own).set_aside.empty());
    scene.write(form, "state", "withdrawn", scene.he);
    const auto changed = scene.commit(scene.he, {own}, file(form));
    check_only(scene.judged(changed), Fault::not_entitled, changed);
}

TEST_CASE("judge: a deputy admits, and who is no longer deputy does not") {
    Scene scene;
    const Signer deputy = new_signer("dep000", "副组长");
    auto tip = scene.admit(scene.start, deputy, "deputy");
    auto registry = *read_registry(scene.repo, tip);
    const auto admit = [&](const git::Oid& parent, const Signer& whom) {
        const JoinRequest request{whom.device, whom.name, "", whom.key.public_key(), scene.now()};
        const auto records =
            admission_records(request, registry, std::nullopt, "inspector", deputy.device, scene.now());
        return scene.commit(deputy, {parent}, takan::test::files(records));
    };
    tip = admit(tip, scene.stranger);
    CHECK(scene.judged(tip).set_aside.empty());
    CHECK(scene.judged(tip).registry.device(scene.stranger.device) != nullptr);
    const RecordId person = registry.member_of(deputy.device)->id;
    const auto entry = scene.repo.entry_at(scene.tree_of(tip), "team/member/" + person.text() + ".json");
    Record member = *read_record(*scene.repo.read(entry->id, git::ObjectType::blob, greatest_record));
    scene.write(member, "role", "inspector", scene.lin);
    tip = scene.commit(scene.lin, {tip}, file(member));
    tip = admit(tip, new_signer("late00", "后来"));
    const Judgement judgement = scene.judged(tip);
    CHECK(judgement.set_aside.size() == 2); // member and device
    CHECK(judgement.registry.device(*DeviceId::parse("late00")) == nullptr);
}

TEST_CASE("judge: format, attributes, forms and the list of signers are the leaders'") {
    Scene scene;
    for (const char* path : {"team/format", ".gitattributes", "team/allowed_signers", "forms/vocs.csv"}) {
        CAPTURE(path);
        const auto forged = scene.commit(scene.he, {scene.start}, {{path, "1\n\n"}});
        check_only(scene.judged(forged), Fault::not_entitled, forged);
        const auto before = scene.repo.entry_at(scene.tree_of(scene.start), path);
        const auto counts = read_accepted(scene.repo, scene.judged(forged).accepted, path).value();
        CHECK(counts.has_value() == static_cast<bool>(before));
        CHECK(counts != "1\n\n");
    }
    const auto form = scene.commit(scene.lin, {scene.start}, {{"forms/vocs.csv", "a,b\n"}});
    CHECK(scene.judged(form).set_aside.empty());
    const auto nonsense = scene.commit(scene.lin, {scene.start}, {{"team/format", "one\n"}});
    check_only(scene.judged(nonsense), Fault::malformed_record, nonsense);
}

TEST_CASE("judge: an inspector who merges two admissions may write the list of signers that fits both") {
    Scene scene;
    const auto first = scene.admit(scene.start, scene.stranger, "expert");
    const auto second = scene.admit(scene.start, new_signer("sec000", "第二"), "expert");
    Record record;
    const auto noted = scene.note(scene.he, first, record);
    const auto merged = scene.plain_merge(scene.he, noted, second);
    const Judgement judgement = scene.judged(merged);
    CHECK(judgement.set_aside.empty());
    CHECK(judgement.accepted.instead.empty());
    CHECK(judgement.registry.devices().size() == 5);
    const auto list = read_accepted(scene.repo, judgement.accepted, signers_path).value();
    CHECK(list == allowed_signers(judgement.registry));
}

TEST_CASE("judge: of a revoked device what the revocation knew stays, all else is set aside on every laptop") {
    Scene scene;
    Record early;
    Record late;
    Record afterwards;
    const auto noted = scene.note(scene.he, scene.start, early);
    const auto revoked = scene.revoke(noted);
    const auto beside = scene.note(scene.he, noted, late); // as if made before, by whoever has the laptop now
    const auto behind = scene.note(scene.he, revoked, afterwards);
    check_only(scene.judged(behind), Fault::revoked_device, behind);
    CHECK(scene.counted(scene.judged(behind), early) == early);
    CHECK(scene.judged(behind).registry.device(scene.he.device)->revoked);
    CHECK(scene.judged(beside).set_aside.empty()); // nothing tells yet
    const auto tip = scene.plain_merge(scene.zhao, revoked, beside);
    const Judgement everything = scene.judged(tip);
    const Judgement news = scene.judged(tip, {revoked}, *read_registry(scene.repo, revoked));
    for (const Judgement* judgement : {&everything, &news}) {
        check_only(*judgement, Fault::revoked_device, beside);
        CHECK(scene.counted(*judgement, early) == early);
        CHECK_FALSE(scene.counted(*judgement, late));
    }
}

TEST_CASE("judge: what a device wrote before it was admitted counts once it is") {
    Scene scene;
    Record early;
    const auto noted = scene.note(scene.stranger, scene.start, early);
    check_only(scene.judged(noted), Fault::unknown_device, noted);
    const auto admitted = scene.admit(scene.start, scene.stranger, "inspector");
    const auto tip = scene.plain_merge(scene.stranger, noted, admitted);
    const Judgement everything = scene.judged(tip);
    const Judgement news = scene.judged(tip, {admitted}, *read_registry(scene.repo, admitted));
    for (const Judgement* judgement : {&everything, &news}) {
        CHECK(judgement->set_aside.empty());
        CHECK(scene.counted(*judgement, early) == early);
    }
}

TEST_CASE("judge: what a device wrote before it was admitted stays when it is revoked later") {
    Scene scene;
    Record early;
    const auto noted = scene.note(scene.stranger, scene.start, early);
    const auto admitted = scene.admit(scene.start, scene.stranger, "inspector");
    const auto joined = scene.plain_merge(scene.stranger, noted, admitted);
    for (const auto& entry : scene.device_records(joined)) {
        if (shown_text(entry, "device") != "str000") continue;
        Record revoked = entry;
        scene.write(revoked, "revoked", true, scene.lin);
        const auto tip = scene.commit(scene.lin, {joined}, file(revoked));
        CHECK(scene.judged(tip).set_aside.empty());
        CHECK(scene.judged(tip).registry.device(scene.stranger.device)->revoked);
        CHECK(scene.counted(scene.judged(tip), early) == early);
    }
}

TEST_CASE("judge: a laptop that began without the team's history joins it without a fault") {
    Scene scene;
    Record early = scene.finding();
    scene.write(early, "title", "路上写的", scene.he);
    const auto own_root = scene.commit(scene.he, {}, file(early));
    for (const bool ours_first : {true, false}) {
        const auto tip = ours_first ? scene.plain_merge(scene.he, own_root, scene.start)
                                    : scene.plain_merge(scene.he, scene.start, own_root);
        const Judgement judgement = scene.judged(tip);
        CHECK(judgement.set_aside.empty());
        CHECK(judgement.accepted.instead.empty());
        CHECK(scene.counted(judgement, early) == early);
        CHECK(judgement.registry.devices().size() == 3);
    }
}

TEST_CASE("judge: a team whose founding is not signed by its founder has no members") {
    Scene scene;
    const auto unsigned_root =
        scene.forged(scene.founding, [](std::string&, std::string& signature) { signature.clear(); });
    Record record;
    const auto tip = scene.note(scene.lin, unsigned_root, record);
    const Judgement judgement = scene.judged(tip);
    REQUIRE(judgement.set_aside.size() == 2);
    CHECK(judgement.set_aside[0].fault == Fault::unsigned_commit);
    CHECK(judgement.set_aside[1].fault == Fault::unknown_device);
    CHECK(judgement.registry.devices().empty());
    CHECK_FALSE(scene.counted(judgement, record));
}

TEST_CASE("judge: a repository of a newer layout is refused with a sentence, but only when a leader says so") {
    Scene scene;
    const auto newer = scene.commit(scene.lin, {scene.start}, {{"team/format", "2\n"}});
    const auto judgement = judge(scene.repo, newer, {}, {});
    REQUIRE_FALSE(judgement);
    CHECK(judgement.error().kind == ErrorKind::denied);
    CHECK(judgement.error().text_key == "error.team_newer");
    const auto forged = scene.commit(scene.he, {scene.start}, {{"team/format", "2\n"}});
    check_only(scene.judged(forged), Fault::not_entitled, forged);
}

TEST_CASE("judge: anybody replaces the key of its own device, and nothing else with it") {
    Scene scene;
    const Signer renewed{scene.he.device, scene.he.name, DeviceKey::generate()};
    Record rotated = scene.he_device;
    replace_key(rotated, renewed.key.public_key(), scene.he.device, scene.now());
    const auto tip = scene.commit(scene.he, {scene.start}, file(rotated));
    const Judgement judgement = scene.judged(tip);
    CHECK(judgement.set_aside.empty());
    CHECK(judgement.registry.device(scene.he.device)->key == renewed.key.public_key());
    CHECK(judgement.registry.device(scene.he.device)->former == std::vector{scene.he.key.public_key()});

    Record with_label = rotated;
    write(with_label, "label", "别的电脑", scene.he.device, scene.now());
    Record forgetful = scene.he_device; // the key that signed so far would not be known any more
    write(forgetful, "key", renewed.key.public_key().line(), scene.he.device, scene.now());
    Record of_another = scene.he_device;
    replace_key(of_another, renewed.key.public_key(), scene.zhao.device, scene.now());
    for (const auto& [record, signer] :
         {std::pair{with_label, &scene.he}, std::pair{forgetful, &scene.he}, std::pair{of_another, &scene.zhao}}) {
        const auto forged = scene.commit(*signer, {scene.start}, file(record));
        check_only(scene.judged(forged), Fault::not_entitled, forged);
        CHECK(scene.judged(forged).registry.device(scene.he.device)->key == scene.he.key.public_key());
    }
}

TEST_CASE("judge: after a key was replaced the new one counts, and of the old one only what the replacing knew") {
    Scene scene;
    const Signer renewed{scene.he.device, scene.he.name, DeviceKey::generate()};
    Record early;
    Record later;
    Record beside;
    Record behind;
    const auto noted = scene.note(scene.he, scene.start, early);
    Record rotated = scene.he_device;
    replace_key(rotated, renewed.key.public_key(), scene.he.device, scene.now());
    const auto rotation = scene.commit(scene.he, {noted}, file(rotated));
    const auto with_new = scene.note(renewed, rotation, later);
    CHECK(scene.judged(with_new).set_aside.empty());
    CHECK(scene.counted(scene.judged(with_new), early) == early);
    CHECK(scene.counted(scene.judged(with_new), later) == later);

    const auto with_old = scene.note(scene.he, rotation, behind);
    check_only(scene.judged(with_old), Fault::bad_signature, with_old);
    const auto aside = scene.note(scene.he, noted, beside); // by whoever has the old key
    const auto tip = scene.plain_merge(scene.zhao, with_new, aside);
    const Judgement everything = scene.judged(tip);
    const Judgement news = scene.judged(tip, {with_new}, *read_registry(scene.repo, with_new));
    for (const Judgement* judgement : {&everything, &news}) {
        check_only(*judgement, Fault::bad_signature, aside);
        CHECK(scene.counted(*judgement, early) == early);
        CHECK(scene.counted(*judgement, later) == later);
        CHECK_FALSE(scene.counted(*judgement, beside));
    }
}
