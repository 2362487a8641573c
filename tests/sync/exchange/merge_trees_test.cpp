#include "sync/exchange/merge_trees.hpp"
#include "sync/git/repo.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/exchange/team.hpp"

#include <random>

using namespace takan;
using namespace takan::sync;
using test::must;

namespace {

constexpr Instant day{1711094400000};
const char* const devices[] = {"k2m9qd", "r7f3xa", "z4w8tb"};

Signer signer_of(int who) {
    return {*DeviceId::parse(devices[who]), "", DeviceKey::generate()};
}

struct Branch {
    std::vector<Record> records;
    git::Oid commit;
    git::Oid tree;
};

// A few records written and a few made by one device, over where the branch stood.
Branch go_on(git::Repo& repo, Branch branch, int who, std::mt19937& random) {
    const Signer signer = signer_of(who);
    CommitDraft draft(repo, branch.tree);
    for (Record& record : branch.records) {
        if (random() % 3 != 0) continue;
        const std::string field(1, static_cast<char>('a' + random() % 3));
        write(record, field, std::to_string(random() % 4), signer.device, day);
        must(draft.put(path_of(record), canonical(record)));
    }
    for (std::size_t more = random() % 4; more > 0; --more) {
        Record record;
        record.id = RecordId::random({day.ms + static_cast<std::int64_t>(random() % 3) * 86'400'000});
        record.kind = "note";
        write(record, "a", "new", signer.device, day);
        must(draft.put(path_of(record), canonical(record)));
        branch.records.push_back(std::move(record));
    }
    const auto parents = branch.commit.is_zero() ? std::vector<git::Oid>{} : std::vector{branch.commit};
    branch.commit = must(draft.commit(signer, parents, "more", day));
    branch.tree = must(tree_of(repo, branch.commit));
    return branch;
}

struct Outcome {
    git::Oid tree;
    MergeCounts counts;
};

Outcome merged(git::Repo& repo, const std::optional<git::Oid>& base, const Branch& ours, const Branch& theirs) {
    const Signer signer = signer_of(0);
    CommitDraft draft(repo, ours.tree);
    auto counts = must(merge_trees(repo, {signer.device, day}, base, {ours.commit, ours.tree}, theirs.commit,
                                   {theirs.tree, {}}, draft));
    const auto commit = must(draft.commit(signer, {ours.commit, theirs.commit}, "merge", day));
    return {must(tree_of(repo, commit)), std::move(counts)};
}

} // namespace

TEST_CASE("merging: what both came from spares reading and changes nothing") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const test::Scratch scratch;
    git::Repo repo = must(git::Repo::create(scratch / "r.git"));
    for (int round = 0; round < 20; ++round) {
        Branch base;
        for (int i = 0; i < 4; ++i)
            base = go_on(repo, base, 0, random);
        const Branch ours = go_on(repo, go_on(repo, base, 1, random), 1, random);
        const Branch theirs = go_on(repo, go_on(repo, base, 2, random), 2, random);
        const Outcome plain = merged(repo, std::nullopt, ours, theirs);
        const Outcome spared = merged(repo, base.tree, ours, theirs);
        CHECK(spared.tree == plain.tree);
        CHECK(spared.counts.received == plain.counts.received);
        CHECK(spared.counts.merged == plain.counts.merged);
        CHECK(merged(repo, base.tree, theirs, ours).tree == plain.tree);
    }
}
