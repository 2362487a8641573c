// What committing and merging records costs beside git itself.
//   bench_git [records] [rounds]     (100000 and 5 when left out)

#include "sync/exchange/merge_trees.hpp"
#include "sync/git/pack_writer.hpp"
#include "sync/git/repo.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/records.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace takan::bench;
using namespace takan::sync;
using takan::test::Scratch;

namespace {

namespace fs = std::filesystem;

const DeviceId founder = *DeviceId::parse("k2m9qd");
const DeviceId left_device = *DeviceId::parse("r7f3xa");
const DeviceId right_device = *DeviceId::parse("z4w8tb");
constexpr Instant evening{1711130400000}; // 2024-03-22T18:00Z

Signer signer_of(DeviceId device) {
    return {device, "bench", DeviceKey::generate()};
}

git::Oid commit_records(git::Repo& repo, const Signer& signer, const std::optional<git::Oid>& base,
                        const std::vector<Record>& records) {
    CommitDraft draft(repo, need(tree_of(repo, base)));
    for (const Record& record : records)
        need(draft.put(path_of(record), canonical(record)));
    const auto parents = base ? std::vector{*base} : std::vector<git::Oid>{};
    return need(draft.commit(signer, parents, "records", evening));
}

void write_import(const fs::path& path, const std::vector<Record>& records) {
    std::ofstream out(path, std::ios::binary);
    out << "commit refs/heads/main\ncommitter bench <bench@takan> 1711094400 +0800\ndata 0\n";
    for (const Record& record : records) {
        const std::string bytes = canonical(record);
        out << "M 100644 inline " << path_of(record) << "\ndata " << bytes.size() << "\n" << bytes << "\n";
    }
}

void first_commit(const std::vector<Record>& records, std::size_t rounds) {
    const Signer signer = signer_of(founder);
    const auto ours = [&] {
        const Scratch scratch;
        git::Repo repo = need(git::Repo::create(scratch / "r.git"));
        return cost_of([&] {
            const git::Oid commit = commit_records(repo, signer, std::nullopt, records);
            need(repo.move_ref(main_ref, std::nullopt, commit));
        });
    };
    const auto theirs = [&] {
        const Scratch scratch;
        need(git::Repo::create(scratch / "r.git"));
        write_import(scratch / "import", records);
        return run({"sh", "-c",
                    "cd '" + (scratch / "r.git").string() + "' && exec git fast-import --quiet <'" +
                        (scratch / "import").string() + "'"});
    };
    compare({"first commit of " + std::to_string(records.size()) + " records", "git fast-import", rounds, 0.35}, ours,
            theirs);
}

// `count` records from the `first` on, each `step`th, with one field changed.
std::vector<Record> changed(const std::vector<Record>& records, std::size_t first, std::size_t count, std::size_t step,
                            DeviceId device) {
    std::vector<Record> some;
    for (std::size_t i = 0; i < count; ++i) {
        some.push_back(records[(first + i * step) % records.size()]);
        write(some.back(), "measure", "限期整改，三日内复查", device, evening);
    }
    return some;
}

struct Sides {
    git::Oid base;
    git::Oid left;
    git::Oid right;
    std::size_t in_both = 0;
};

// A hundredth of the records changed on each side, a fiftieth of these on both.
Sides make_sides(git::Repo& repo, const std::vector<Record>& records, std::size_t step) {
    const std::size_t some = std::max<std::size_t>(records.size() / 100, 1);
    Sides sides;
    sides.in_both = some / 50;
    sides.base = commit_records(repo, signer_of(founder), std::nullopt, records);
    sides.left = commit_records(repo, signer_of(left_device), sides.base, changed(records, 0, some, step, left_device));
    sides.right = commit_records(repo, signer_of(right_device), sides.base,
                                 changed(records, (some - sides.in_both) * step, some, step, right_device));
    return sides;
}

Cost merge_once(const fs::path& folder, const Sides& sides) {
    git::Repo repo = need(git::Repo::open(folder));
    return cost_of([&] {
        const Side ours{sides.left, need(tree_of(repo, sides.left))};
        const Accepted accepted{need(tree_of(repo, sides.right)), {}};
        CommitDraft draft(repo, ours.tree);
        const auto base = need(tree_of(repo, sides.base));
        const auto counts = need(merge_trees(repo, {left_device, evening}, base, ours, sides.right, accepted, draft));
        need(draft.write_tree());
        if (counts.merged != sides.in_both) need(fail(ErrorKind::broken, "the merge is not what was made"));
    });
}

// Both write the merged files and folders, and neither waits for the disk: that is the commit's part.
void merge(const std::vector<Record>& records, std::size_t rounds, std::size_t step, const std::string& what) {
    const Scratch scratch;
    const fs::path folder = scratch / "r.git";
    git::Repo repo = need(git::Repo::create(folder));
    const Sides sides = make_sides(repo, records, step);
    const int conflicts = sides.in_both > 0 ? 1 : 0; // the code it ends with
    compare(
        {"merge alone, 1 % changed on each side, " + what, "git merge-tree", rounds, 0.3},
        [&] { return merge_once(folder, sides); },
        [&] {
            return run(takan::bench::git(
                           {"-C", folder.string(), "merge-tree", "--write-tree", sides.left.hex(), sides.right.hex()}),
                       conflicts);
        });
}

} // namespace

int main(int count, char** values) {
    const std::size_t wanted = argument(count, values, 1, 100'000);
    const std::size_t rounds = argument(count, values, 2, 5);
    takan::bench::git({}); // the environment
    const auto records = make_findings(founder, wanted);
    first_commit(records, rounds);
    merge(records, rounds, 1, "a day's work in its days");
    merge(records, rounds, 97, "all over the campaign");
    return 0;
}
