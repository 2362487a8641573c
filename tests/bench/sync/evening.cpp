// The evening: ten laptops, each with its day's edits, sync one after another; beside it the same with git's command
// line in ten clones with work trees.

#include "tests/bench/measure.hpp"
#include "tests/bench/sync/benches.hpp"
#include "tests/bench/sync/campaign.hpp"

#include "sync/base/files.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

namespace takan::bench {
namespace {

namespace fs = std::filesystem;

constexpr int evenings = 3;

const std::string git = "GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null git -c user.name=a -c user.email=a@b ";

fs::path clone_of(const Campaign& campaign, std::size_t laptop) {
    return campaign.scratch() / ("clone" + std::to_string(laptop));
}

void make_clones(const Campaign& campaign) {
    const auto shared = campaign.scratch() / "git.git";
    shell(git + "clone -q --bare '" + campaign.team().string() + "' '" + shared.string() + "'");
    for (std::size_t i = 0; i < campaign.size(); ++i)
        shell(git + "clone -q '" + shared.string() + "' '" + clone_of(campaign, i).string() + "'");
}

void write_into(const fs::path& clone, const std::vector<sync::Record>& records) {
    for (const auto& record : records)
        need(sync::write_file(clone / sync::path_of(record), sync::canonical(record)));
}

double evening_with_git(const Campaign& campaign) {
    return seconds([&] {
        for (std::size_t i = 0; i < campaign.size(); ++i) {
            shell("cd '" + clone_of(campaign, i).string() + "' && " + git + "add -A && " + git +
                  "commit -q -m day && " + git + "fetch -q && " + git + "merge -q -m merge origin/main && " + git +
                  "push -q origin HEAD:main");
        }
    });
}

} // namespace

void evening(const std::string& takan, std::size_t records, std::size_t laptops, std::size_t edits) {
    Campaign campaign(laptops, records);
    make_clones(campaign);
    std::vector<double> ours;
    std::vector<double> theirs;
    double megabytes = 0;
    for (int turn = 0; turn < evenings; ++turn) {
        const std::string text = "第" + std::to_string(turn) + "晚补充：限期整改";
        for (std::size_t i = 0; i < laptops; ++i)
            write_into(clone_of(campaign, i), campaign.edit(i, i * edits, edits, text + std::to_string(i)));
        double sum = 0;
        for (std::size_t i = 0; i < laptops; ++i) {
            const Used used = run({takan, "sync", "--store", campaign.folder(i).string()});
            sum += used.seconds;
            megabytes = std::max(megabytes, used.megabytes);
        }
        ours.push_back(sum);
        theirs.push_back(evening_with_git(campaign));
    }
    print(std::to_string(laptops) + " laptops, " + std::to_string(edits) + " edits each", median(ours),
          "git add commit fetch merge push", median(theirs));
    std::printf("%-44s %9.0f MB\n", "  greatest memory of one sync", megabytes);

    std::vector<double> idle;
    for (int turn = 0; turn < 5; ++turn)
        idle.push_back(run({takan, "sync", "--store", campaign.folder(laptops - 1).string()}).seconds);
    const double start = run({takan, "help"}).seconds;
    const double fetch = seconds([&] {
        shell("cd '" + clone_of(campaign, laptops - 1).string() + "' && " + git + "status --short >/dev/null && " +
              git + "fetch -q");
    });
    print("nothing to do (whole program; start " + std::to_string(static_cast<int>(start * 1000)) + " ms)",
          median(idle), "git status, git fetch", fetch);
}

} // namespace takan::bench
