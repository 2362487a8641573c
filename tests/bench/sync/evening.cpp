#include "tests/bench/sync/evening.hpp"

#include "sync/base/files.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/sync/campaign.hpp"

#include <algorithm>
#include <cstdio>

namespace takan::bench {
namespace {

namespace fs = std::filesystem;

// The reference: clones with work trees, and a repository of their own to meet in.
class Clones {
public:
    explicit Clones(const Campaign& campaign) : m_scratch(campaign.scratch()) {
        const auto shared = (m_scratch / "git.git").string();
        run(git({"clone", "-q", "--bare", campaign.team().string(), shared}));
        for (std::size_t i = 0; i < campaign.size(); ++i)
            run(git({"clone", "-q", shared, folder(i).string()}));
    }

    void write(std::size_t laptop, const std::vector<sync::Record>& records) const {
        for (const auto& record : records)
            need(sync::write_file(folder(laptop) / sync::path_of(record), sync::canonical(record)));
    }
    Cost sync(std::size_t laptop) const {
        Cost cost;
        for (const auto& words :
             {Words{"add", "-A"}, Words{"commit", "-q", "-m", "day"}, Words{"fetch", "-q"},
              Words{"merge", "-q", "-m", "merge", "origin/main"}, Words{"push", "-q", "origin", "HEAD:main"}})
            cost += in(laptop, words);
        return cost;
    }
    Cost look(std::size_t laptop) const {
        Cost cost = in(laptop, {"status", "--short"});
        cost += in(laptop, {"fetch", "-q"});
        return cost;
    }

private:
    using Words = std::vector<std::string>;

    fs::path folder(std::size_t laptop) const { return m_scratch / ("clone" + std::to_string(laptop)); }
    Cost in(std::size_t laptop, Words words) const {
        words.insert(words.begin(), {"-C", folder(laptop).string()});
        return run(git(std::move(words)));
    }

    const fs::path& m_scratch;
};

} // namespace

void evening(const std::string& takan, std::size_t records, std::size_t laptops, std::size_t edits,
             std::size_t evenings) {
    Campaign campaign(laptops, records);
    std::printf("%zu records, %zu laptops: first push %.2f s, first receiving by another laptop %.2f s\n", records,
                laptops, campaign.first_push(), campaign.first_receiving());
    const Clones clones(campaign);
    const auto sync = [&](std::size_t laptop) {
        return run({takan, "sync", "--store", campaign.folder(laptop).string()});
    };
    std::vector<Cost> ours;
    std::vector<Cost> theirs;
    for (std::size_t turn = 0; turn < evenings; ++turn) {
        const std::string text = "第" + std::to_string(turn) + "晚补充：限期整改";
        for (std::size_t i = 0; i < laptops; ++i)
            clones.write(i, campaign.edit(i, i * edits, edits, text + std::to_string(i)));
        ours.emplace_back();
        theirs.emplace_back();
        for (std::size_t i = 0; i < laptops; ++i) {
            ours.back() += sync(i);
            theirs.back() += clones.sync(i);
        }
    }
    print({"the evening: " + std::to_string(laptops) + " laptops, " + std::to_string(edits) + " edits each",
           "git add commit fetch merge push", evenings, 0.2},
          ours, theirs);
    const auto greatest = std::ranges::max_element(ours, {}, &Cost::megabytes);
    std::printf("  greatest memory of one sync %.0f MB, goal 300 MB\n", greatest->megabytes);
    compare(
        {"nothing to do", "git status, git fetch", 5, 0}, [&] { return sync(laptops - 1); },
        [&] { return clones.look(laptops - 1); });
    std::printf("  of which the program's start %.4f s\n", run({takan, "help"}).wall);
}

} // namespace takan::bench
