// A device that is revoked while what it wrote since is on its way by a stick. What the revoking did not know of counts
// for nobody in the end, whoever took it over first and whichever way he goes.
#include "sync/base/text.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/withdrawal.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace takan::sync;
using namespace takan::test;

namespace {

class Story {
public:
    Story() {
        std::filesystem::create_directories(team / "stick");
        to_stick.address = utf8(team / "stick");
        early = wang.add("text", "early");
        other = wang.add("text", "in time");
        settle({&wang, &leader, &bo, &zhao});
        wang.edit(early, "text", "late");
        late = wang.add("text", "late as well");
        wang.must_sync(to_stick);
    }

    void revoke_wang() { revoke(leader, wang.device); }

    void check_end() {
        for (const bool stick : {true, false, true, false})
            for (Laptop* laptop : {&leader, &bo, &zhao})
                laptop->must_sync(stick ? to_stick : SyncOptions());
        check_all_equal({&leader, &bo, &zhao});
        const auto at_team = files_of(team.repo(), *team.repo().ref(main_ref));
        const auto stick = must(git::Repo::open(team / "stick"));
        CHECK(files_of(stick, *stick.ref(main_ref)) == at_team);
        for (Laptop* laptop : {&leader, &bo, &zhao}) {
            CHECK(laptop->shown(early, "text") == "early");
            CHECK(laptop->shown(other, "text") == "in time");
            auto contents = laptop->shelf.contents();
            for (const auto& [path, text] : at_team)
                if (holds_record(path)) CHECK(contents.extract(path).mapped() == text);
            CHECK(contents.empty());
            CHECK_FALSE(laptop->shelf.set_aside.empty());
            for (const auto& one : laptop->shelf.set_aside)
                CHECK_MESSAGE(one.fault == Fault::revoked_device, (std::string(name_of(one.fault)) + one.detail));
            const Receipt calm = laptop->must_sync();
            CHECK(calm.records_received + calm.records_sent + calm.set_aside.size() == 0);
        }
        check_with_git(team.repo());
    }

    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop bo = team.join(leader, "薄一");
    Laptop zhao = team.join(leader, "赵一");
    SyncOptions to_stick;
    RecordId early, other, late;
};

} // namespace

TEST_CASE("revocation: who took a device's edits from a stick before hearing of it gives them up, and keeps his own") {
    Story story;
    story.bo.must_sync(story.to_stick);
    CHECK(story.bo.shown(story.early, "text") == "late");
    story.bo.edit(story.late, "place", "by Bo, beside it");
    story.bo.edit(story.other, "place", "by Bo, elsewhere");
    story.bo.must_sync(story.to_stick);
    story.bo.edit(story.other, "grade", "not sent yet");
    story.revoke_wang();
    story.bo.must_sync();
    CHECK(story.bo.shown(story.early, "text") == "early");
    CHECK(story.bo.shown(story.late, "text") == "");
    CHECK(story.bo.shown(story.late, "place") == "by Bo, beside it");
    story.check_end();
    CHECK(story.zhao.shown(story.late, "place") == "by Bo, beside it");
    CHECK(story.zhao.shown(story.other, "grade") == "not sent yet");
}

TEST_CASE("revocation: who hears of it first does not take the device's edits from the stick") {
    Story story;
    story.revoke_wang();
    story.bo.must_sync();
    story.bo.must_sync(story.to_stick);
    CHECK(story.bo.shown(story.early, "text") == "early");
    CHECK(story.bo.shown(story.late, "text") == "(not here)");
    story.check_end();
    CHECK(story.zhao.shelf.find(story.late) == nullptr);
}

TEST_CASE("revocation: what the leader knew of when revoking stays") {
    Story story;
    story.leader.must_sync(story.to_stick);
    story.revoke_wang();
    for (Laptop* laptop : {&story.bo, &story.zhao}) {
        laptop->must_sync();
        laptop->must_sync(story.to_stick);
        CHECK(laptop->shown(story.early, "text") == "late");
        CHECK(laptop->shown(story.late, "text") == "late as well");
        CHECK(laptop->shelf.set_aside.empty());
    }
}

TEST_CASE("revocation: by whatever ways laptops hear of it and of the edits, they end alike") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        Story story;
        const auto revoking = random() % 8;
        for (unsigned step = 0; step < 12; ++step) {
            Laptop& laptop = *std::array{&story.bo, &story.zhao, &story.leader}[random() % (step < revoking ? 2 : 3)];
            if (step == revoking) story.revoke_wang();
            laptop.must_sync(random() % 2 == 0 ? story.to_stick : SyncOptions());
            const RecordId id = random() % 2 == 0 ? story.late : story.other;
            if (laptop.shelf.find(id) != nullptr && &laptop != &story.leader)
                laptop.edit(id, "place", "step " + std::to_string(step));
        }
        story.check_end();
    }
}

TEST_CASE("withdrawal: the team's values come back, own ones that were not sent stay, and so does nothing else") {
    const DeviceId wang = *DeviceId::parse("wang00");
    const DeviceId me = *DeviceId::parse("me0000");
    Record team;
    team.id = RecordId::random({1000});
    team.kind = "note";
    write(team, "a", "in time", wang, {1000});
    write(team, "b", "in time", wang, {1000});
    Record here = team;
    write(here, "a", "late", wang, {2000});
    write(here, "b", "late", wang, {2000});
    write(here, "c", "late", wang, {2000});
    write(here, "b", "mine", me, {3000});
    const Record stays = staying(here, &team, me);
    CHECK(stays.fields ==
          decltype(stays.fields){{"a", {{{wang, {1000}}, "in time"}}}, {"b", {{{me, {3000}}, "mine"}}}});
    CHECK(stays.seen == Seen{{wang, {1001}}, {me, {3000}}});
    CHECK(staying(stays, &team, me) == stays);
    const Record alone = staying(here, nullptr, me);
    CHECK(alone.fields.size() == 1);
    CHECK(staying(here, nullptr, wang).fields.size() == 2);
}
