#include "sync/team/judge.hpp"

#include "tests/sync/team/workshop.hpp"

#include <algorithm>

using namespace takan::sync;
using takan::test::file;
using takan::test::Files;
using takan::test::Workshop;

namespace {

// A finding that he wrote at `start`, and everything that one may do to it.
struct Scene : Workshop {
    Record record = finding();
    Edit title = write(record, "title", "喷漆房", he);
    git::Oid written = commit(he, {start}, file(record));
};

void check_only(const Judgement& judgement, Fault fault, const git::Oid& commit) {
    REQUIRE(judgement.set_aside.size() == 1);
    const Quarantined& found = judgement.set_aside.front();
    CAPTURE(found.detail);
    CHECK(std::string(name_of(found.fault)) == name_of(fault));
    CHECK(found.commit == commit);
}

} // namespace

TEST_CASE("judge: an honest history of two devices counts as it stands") {
    Scene scene;
    Record at_zhao = scene.record;
    scene.write(at_zhao, "severity", "serious", scene.zhao);
    const auto by_zhao = scene.commit(scene.zhao, {scene.written}, file(at_zhao));
    scene.write(scene.record, "severity", "moderate", scene.he);
    const auto by_he = scene.commit(scene.he, {scene.written}, file(scene.record));
    const Record both = merge(at_zhao, scene.record)->record;
    for (const auto& parents : {std::vector{by_zhao, by_he}, std::vector{by_he, by_zhao}}) {
        const auto tip = scene.commit(scene.zhao, parents, file(both));
        for (const Judgement& judgement : {scene.judged(tip), scene.judged_from_start(tip)}) {
            CHECK(judgement.set_aside.empty());
            CHECK(judgement.accepted.instead.empty());
            CHECK(judgement.accepted.tree == scene.tree_of(tip));
            CHECK(scene.counted(judgement, both) == both);
        }
        CHECK(scene.judged_from_start(tip).commits == 4);
    }
}

TEST_CASE("judge: a tip that is known already is what it is") {
    Scene scene;
    const Judgement judgement = scene.judged(scene.written, {scene.written}, *read_registry(scene.repo, scene.written));
    CHECK(judgement.commits == 0);
    CHECK(judgement.accepted.tree == scene.tree_of(scene.written));
    CHECK(judgement.registry.name_of(scene.he.device) == "何敏");
}

TEST_CASE("judge: the registry at the tip holds who was admitted") {
    Scene scene;
    const auto tip = scene.admit(scene.written, scene.stranger, "expert");
    const Judgement judgement = scene.judged_from_start(tip);
    CHECK(judgement.set_aside.empty());
    CHECK(judgement.registry.member_of(scene.stranger.device)->role == "expert");
    CHECK(judgement.registry.devices().size() == 4);
}

TEST_CASE("judge: an unsigned commit is set aside as a whole, and what honest devices build on it counts") {
    Scene scene;
    Record changed = scene.record;
    scene.write(changed, "severity", "serious", scene.he);
    const auto plain = scene.forged(scene.commit(scene.he, {scene.written}, file(changed)),
                                    [](std::string&, std::string& signature) { signature.clear(); });
    check_only(scene.judged(plain), Fault::unsigned_commit, plain);
    CHECK(scene.judged(plain).set_aside.front().path.empty());
    CHECK(scene.counted(scene.judged(plain), changed) == scene.record);
    Record other = scene.finding();
    scene.write(other, "title", "另一处", scene.zhao);
    const auto tip = scene.commit(scene.zhao, {plain}, file(other));
    const Judgement judgement = scene.judged(tip);
    check_only(judgement, Fault::unsigned_commit, plain);
    CHECK(scene.counted(judgement, other) == other);
    CHECK(scene.counted(judgement, changed) == scene.record);
}

TEST_CASE("judge: commits of devices that nobody admitted are set aside") {
    Scene scene;
    Record record = scene.finding();
    scene.write(record, "title", "x", scene.stranger);
    const auto tip = scene.commit(scene.stranger, {scene.written}, file(record));
    const Judgement judgement = scene.judged(tip);
    check_only(judgement, Fault::unknown_device, tip);
    CHECK(judgement.set_aside.front().signer == "str000");
    CHECK_FALSE(scene.counted(judgement, record));
    const auto nameless = scene.forged(tip, [&](std::string& payload, std::string& signature) {
        payload.replace(payload.rfind("str000@takan"), 12, "boss@example");
        signature = scene.stranger.key.sign(payload);
    });
    check_only(scene.judged(nameless), Fault::unknown_device, nameless);
}

TEST_CASE("judge: a signature must be that device's over those bytes") {
    Scene scene;
    Record changed = scene.record;
    scene.write(changed, "title", "别的", scene.he);
    const Signer thief{scene.he.device, "何敏", scene.zhao.key};
    const auto stolen = scene.commit(thief, {scene.written}, file(changed));
    check_only(scene.judged(stolen), Fault::bad_signature, stolen);
    const auto altered = scene.forged(scene.commit(scene.he, {scene.written}, file(changed)),
                                      [](std::string& payload, std::string&) { payload += "more\n"; });
    check_only(scene.judged(altered), Fault::bad_signature, altered);
}

TEST_CASE("judge: an edit must be named after the signer's device") {
    Scene scene;
    Record changed = scene.record;
    scene.write(changed, "title", "别的", scene.he);
    const auto tip = scene.commit(scene.zhao, {scene.written}, file(changed));
    const Judgement judgement = scene.judged(tip);
    const auto has = [&](Fault fault) {
        return std::any_of(judgement.set_aside.begin(), judgement.set_aside.end(),
                           [&](const Quarantined& found) { return found.fault == fault; });
    };
    CHECK(has(Fault::foreign_edit));
    CHECK(has(Fault::forged_seen)); // of he's newer edit nobody knew
    CHECK(has(Fault::lost_value));  // and his older one is gone
    CHECK(judgement.set_aside.size() == 3);
    CHECK(judgement.set_aside.front().path == path_of(changed));
    CHECK(judgement.set_aside.front().signer == "zha000");
    CHECK_FALSE(judgement.set_aside.front().blob.is_zero());
    CHECK(scene.counted(judgement, changed) == scene.record);
    CHECK(judgement.accepted.instead.size() == 1);
}

TEST_CASE("judge: another's value cannot be altered under its edit") {
    Scene scene;
    Record changed = scene.record;
    changed.fields["title"][scene.title] = "改了";
    const auto tip = scene.commit(scene.zhao, {scene.written}, file(changed));
    check_only(scene.judged(tip), Fault::foreign_edit, tip);
    CHECK(scene.judged(tip).set_aside.front().detail == "field title, edit " + to_text(scene.title));
    CHECK(scene.counted(scene.judged(tip), changed) == scene.record);
}

TEST_CASE("judge: a value cannot vanish without a newer one of the signer") {
    Scene scene;
    Record emptied = scene.record;
    emptied.fields.erase("title");
    const auto dropped = scene.commit(scene.zhao, {scene.written}, file(emptied));
    check_only(scene.judged(dropped), Fault::lost_value, dropped);
    CHECK(scene.counted(scene.judged(dropped), emptied) == scene.record);
    Record replaced = scene.record;
    scene.write(replaced, "title", "喷漆车间", scene.zhao);
    CHECK(scene.judged(scene.commit(scene.zhao, {scene.written}, file(replaced))).set_aside.empty());
    Record rolled_back = scene.record;
    rolled_back.seen.clear();
    rolled_back.fields.clear();
    const auto back = scene.commit(scene.he, {scene.written}, file(rolled_back));
    check_only(scene.judged(back), Fault::lost_value, back);
    Record without_key = scene.record;
    without_key.unknown["newer"] = Value(1);
    const auto with_key = scene.commit(scene.he, {scene.written}, file(without_key));
    CHECK(scene.judged(with_key).set_aside.empty());
    const auto keyless = scene.commit(scene.zhao, {with_key}, file(scene.record));
    check_only(scene.judged(keyless), Fault::lost_value, keyless);
}

TEST_CASE("judge: a merge cannot drop what one side wrote") {
    Scene scene;
    Record at_zhao = scene.record;
    scene.write(at_zhao, "severity", "serious", scene.zhao);
    const auto by_zhao = scene.commit(scene.zhao, {scene.written}, file(at_zhao));
    Record other = scene.finding();
    scene.write(other, "title", "别处", scene.he);
    const auto by_he = scene.commit(scene.he, {scene.written}, file(other));
    const auto tip = scene.commit(scene.he, {by_he, by_zhao}, {}); // keeps the old version, as "ours" would
    check_only(scene.judged(tip), Fault::lost_value, tip);
    CHECK(scene.counted(scene.judged(tip), at_zhao) == at_zhao);
    CHECK(scene.counted(scene.judged(tip), other) == other);
}

TEST_CASE("judge: seen cannot claim another device's edits") {
    Scene scene;
    Record changed = scene.record;
    changed.seen[scene.zhao.device] = scene.now();
    const auto tip = scene.commit(scene.he, {scene.written}, file(changed));
    check_only(scene.judged(tip), Fault::forged_seen, tip);
    CHECK(scene.counted(scene.judged(tip), changed) == scene.record);
    Record ahead = scene.record;
    ahead.seen[scene.he.device] = scene.now();
    CHECK(scene.judged(scene.commit(scene.he, {scene.written}, file(ahead))).set_aside.empty());
}

TEST_CASE("judge: bytes that are no record are set aside with their line, the rest of the commit counts") {
    Scene scene;
    Files files = file(scene.finding());
    files.begin()->second = "{\n  \"id\": 7\n}\n";
    const std::string path = files.begin()->first;
    Record good = scene.finding();
    scene.write(good, "title", "好", scene.he);
    files[path_of(good)] = canonical(good);
    const auto tip = scene.commit(scene.he, {scene.written}, files);
    const Judgement judgement = scene.judged(tip);
    check_only(judgement, Fault::malformed_record, tip);
    CHECK(judgement.set_aside.front().path == path);
    CHECK(judgement.set_aside.front().detail.find("line 2") != std::string::npos);
    CHECK(scene.counted(judgement, good) == good);
    CHECK(judgement.accepted.instead == std::map<std::string, std::optional<std::string>>{{path, std::nullopt}});
}

TEST_CASE("judge: a record beyond the limit is not even read") {
    Scene scene;
    const auto tip =
        scene.commit(scene.he, {scene.written}, {{path_of(scene.record), std::string(1024 * 1024 + 1, ' ')}});
    check_only(scene.judged(tip), Fault::oversized_record, tip);
    CHECK(scene.counted(scene.judged(tip), scene.record) == scene.record);
}

TEST_CASE("judge: a record lies where its id, kind and date say") {
    Scene scene;
    Record other = scene.finding();
    scene.write(other, "title", "x", scene.he);
    const auto swapped = scene.commit(scene.he, {scene.written}, {{path_of(scene.finding()), canonical(other)}});
    check_only(scene.judged(swapped), Fault::wrong_path, swapped);
    Record of_other_kind = other;
    of_other_kind.kind = "visit";
    const auto kind = scene.commit(scene.he, {scene.written}, {{path_of(other), canonical(of_other_kind)}});
    check_only(scene.judged(kind), Fault::wrong_path, kind);
    const auto date = scene.commit(scene.he, {scene.written},
                                   {{"finding/1999/01/01/" + other.id.text() + ".json", canonical(other)}});
    check_only(scene.judged(date), Fault::wrong_path, date);
    Record member = other;
    member.kind = "member";
    const auto apart = scene.commit(scene.he, {scene.written}, {{record_path("member", other.id), canonical(member)}});
    check_only(scene.judged(apart), Fault::wrong_path, apart);
    for (const auto& tip : {swapped, kind, date, apart})
        CHECK(scene.judged(tip).accepted.instead.begin()->second == std::nullopt);
}

TEST_CASE("judge: paths that a team repository does not know are set aside") {
    Scene scene;
    for (const char* path : {"README.md", "team/other", "finding/x", "a/b/c/d/e/f"}) {
        CAPTURE(path);
        const auto tip = scene.commit(scene.lin, {scene.written}, {{path, "hello"}});
        check_only(scene.judged(tip), Fault::foreign_path, tip);
        CHECK(scene.judged(tip).set_aside.front().path == path);
        CHECK(read_accepted(scene.repo, scene.judged(tip).accepted, path).value() == std::nullopt);
    }
}

TEST_CASE("judge: links, executables and submodules are no files of a team") {
    Scene scene;
    Record other = scene.finding();
    scene.write(other, "title", "x", scene.he);
    for (const git::Mode mode : {git::Mode::link, git::Mode::executable, git::Mode::submodule}) {
        CAPTURE(static_cast<int>(mode));
        const auto tip = scene.commit_entry(scene.he, scene.written, path_of(other), mode, canonical(other));
        check_only(scene.judged(tip), Fault::not_a_file, tip);
        CHECK_FALSE(scene.counted(scene.judged(tip), other));
    }
    const auto turned = scene.commit_entry(scene.he, scene.written, path_of(scene.record), git::Mode::executable,
                                           canonical(scene.record));
    check_only(scene.judged(turned), Fault::not_a_file, turned);
    CHECK(scene.counted(scene.judged(turned), scene.record) == scene.record);
}

TEST_CASE("judge: no file is ever removed, by nobody") {
    Scene scene;
    for (const Signer* signer : {&scene.he, &scene.lin}) {
        const auto tip = scene.commit(*signer, {scene.written}, {{path_of(scene.record), std::nullopt}});
        check_only(scene.judged(tip), Fault::removed_file, tip);
        CHECK(scene.counted(scene.judged(tip), scene.record) == scene.record);
    }
    const auto format = scene.commit(scene.lin, {scene.written}, {{std::string(format_path), std::nullopt}});
    check_only(scene.judged(format), Fault::removed_file, format);
}

TEST_CASE("judge: one edit that comes with two values tells of a cloned disk") {
    Scene scene;
    Record twin = scene.record;
    twin.fields["title"][scene.title] = "另一台电脑写的";
    const auto rewritten = scene.commit(scene.he, {scene.written}, file(twin));
    check_only(scene.judged(rewritten), Fault::cloned_edit, rewritten);
    // On two branches neither commit is wrong by itself; the merge brings it to light, and not against its signer.
    const auto beside = scene.commit(scene.he, {scene.start}, file(twin));
    const auto tip = scene.commit(scene.zhao, {scene.written, beside}, file(merge(scene.record, twin)->record));
    check_only(scene.judged(tip), Fault::cloned_edit, tip);
    CHECK(scene.judged(tip).set_aside.front().signer == "he0000");
    CHECK(scene.judged(tip).accepted.instead.empty());
    Record backup = scene.record;
    scene.write(backup, "title", "新的", scene.he);
    const auto newer = scene.commit(scene.he, {scene.written}, file(backup));
    backup.fields["title"] = scene.record.fields["title"]; // an old value of its own comes back
    const auto restored = scene.commit(scene.he, {newer}, file(backup));
    const Judgement judgement = scene.judged(restored);
    CHECK(judgement.set_aside.front().fault == Fault::cloned_edit);
    CHECK(shown_text(*scene.counted(judgement, backup), "title") == "新的");
}

TEST_CASE("judge: a commit with more than a thousand faulty paths is set aside as a whole") {
    Scene scene;
    Files files;
    for (int i = 0; i < 1100; ++i)
        files["junk/" + std::to_string(i)] = "x";
    const auto tip = scene.commit(scene.he, {scene.written}, files);
    check_only(scene.judged(tip), Fault::foreign_path, tip);
    CHECK(scene.judged(tip).set_aside.front().path.empty());
    CHECK(scene.judged(tip).accepted.instead.empty());
    CHECK(scene.judged(tip).accepted.tree == scene.tree_of(scene.written));
}

TEST_CASE("judge: a commit whose tree cannot be read is set aside, what follows goes on") {
    Scene scene;
    const std::string blob(20, '\x11');
    const std::string entry = std::string("100644 a") + '\0' + blob;
    for (const std::string& bytes : {std::string("nonsense"), entry + entry, std::string("100644 ..") + '\0' + blob,
                                     std::string("40000 a") + '\0' + blob}) {
        CAPTURE(bytes);
        const auto bad = scene.commit_tree_bytes(scene.he, scene.written, bytes);
        const Fault fault = bytes.starts_with("40000") ? Fault::lost_object : Fault::malformed_record;
        check_only(scene.judged(bad), fault, bad);
        Record other = scene.finding();
        scene.write(other, "title", "别处", scene.zhao);
        Files both = file(other);
        both.insert(*file(scene.record).begin());
        const auto tip = scene.commit_on(scene.zhao, {bad}, scene.tree_of(scene.written), both);
        check_only(scene.judged(tip), fault, bad);
        CHECK(scene.counted(scene.judged(tip), other) == other);
    }
}

TEST_CASE("judge: a merge of more than sixteen is set aside and hides nothing of the first of them") {
    Scene scene;
    std::vector<git::Oid> parents;
    Record other = scene.finding();
    for (int i = 0; i < 17; ++i) {
        scene.write(other, "title", i, scene.he);
        parents.push_back(scene.commit(scene.he, {parents.empty() ? scene.written : parents.back()}, file(other)));
    }
    const auto tip = scene.commit(scene.he, parents, file(other));
    check_only(scene.judged(tip), Fault::malformed_record, tip);
    CHECK(shown_number(*scene.counted(scene.judged(tip), other), "title") == 15);
}

TEST_CASE("judge: stops when asked to") {
    Scene scene;
    std::stop_source source;
    source.request_stop();
    const auto judgement = judge(scene.repo, scene.written, {}, {}, source.get_token());
    REQUIRE_FALSE(judgement);
    CHECK(judgement.error().kind == ErrorKind::cancelled);
}

TEST_CASE("judge: every fault has a name of its own") {
    std::vector<std::string> names;
    for (int fault = 0; fault <= static_cast<int>(last_fault); ++fault)
        names.emplace_back(name_of(static_cast<Fault>(fault)));
    std::sort(names.begin(), names.end());
    CHECK(std::unique(names.begin(), names.end()) == names.end());
    CHECK(names.size() == static_cast<std::size_t>(last_fault) + 1);
}
