// What a sync costs depends on what changed, not on what is there.

#include "tests/bench/measure.hpp"
#include "tests/bench/sync/benches.hpp"
#include "tests/bench/sync/campaign.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/sync.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

namespace takan::bench {
namespace {

constexpr std::size_t edits = 200;

// Stands wherever it was told to and keeps no records: the store's part is measured by bench_store.
class LightShelf final : public sync::Shelf {
public:
    sync::Result<std::vector<sync::Outgoing>> outgoing() override { return m_outgoing; }
    sync::Status committed(const std::vector<sync::Outgoing>&, const sync::git::Oid& commit) override {
        m_outgoing.clear();
        m_stand = commit;
        return {};
    }
    sync::Result<std::optional<sync::git::Oid>> stands_at() override { return m_stand; }
    sync::Status take_in(const sync::TakeIn& news) override {
        m_stand = news.commit;
        return {};
    }
    sync::Status become(sync::DeviceId) override { return {}; }
    sync::Status amend(const std::vector<sync::RecordId>&, const std::function<sync::Status(sync::Record&)>&) override {
        return {};
    }
    void put(const sync::Record& record) {
        m_outgoing.push_back({record.id, sync::path_of(record), sync::canonical(record), 1});
    }

private:
    std::vector<sync::Outgoing> m_outgoing;
    std::optional<sync::git::Oid> m_stand;
};

} // namespace

void scaling(std::size_t count) {
    const test::Scratch scratch;
    const auto folder = scratch / "laptop";
    const auto clock = sync::system_clock();
    const auto identity = need(sync::create_laptop(folder, "监察员", (scratch / "team.git").string(), "一号"));
    need(sync::found_team(folder, "leader", clock()));
    LightShelf shelf;
    auto records = make_findings(identity.device, count);
    {
        auto repo = need(sync::open_repo(folder));
        const auto signer = need(sync::load_signer(folder));
        const auto main = *repo.ref(sync::main_ref);
        sync::CommitDraft draft(repo, need(sync::tree_of(repo, main)));
        for (const auto& record : records)
            need(draft.put(sync::path_of(record), sync::canonical(record)));
        const auto commit = need(draft.commit(signer, {main}, "many", clock()));
        need(repo.move_ref(sync::main_ref, main, commit));
    }
    const auto sync_once = [&] { need(sync::synchronise(folder, shelf, clock, {}, {}, {})); };
    const double first = seconds(sync_once);
    std::vector<double> idle;
    std::vector<double> changed;
    for (int turn = 0; turn < 5; ++turn) {
        for (std::size_t i = 0; i < std::min(edits, count); ++i) {
            sync::Record& record = records[(static_cast<std::size_t>(turn) * edits + i) % count];
            sync::write(record, "measure", "限期整改 " + std::to_string(turn), identity.device, clock());
            shelf.put(record);
        }
        changed.push_back(seconds(sync_once));
        idle.push_back(seconds(sync_once));
    }
    std::printf("%9zu records: first push %8.2f s, %zu edits %8.1f ms, nothing to do %8.1f ms\n", count, first, edits,
                median(changed) * 1000, median(idle) * 1000);
    std::fflush(stdout);
}

} // namespace takan::bench
