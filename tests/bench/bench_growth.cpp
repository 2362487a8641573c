// What a sync costs depends on what changed, not on what is there: the same 200 edits, and nothing to do, on top of
// more and more records and photos.
//   bench_growth [greatest records] [photos]     (1000000 and 20000 small ones when left out)

#include "sync/base/sha256.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/sync.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/records.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <cstdio>

#include <sys/resource.h>

using namespace takan;
using namespace takan::bench;

namespace {

constexpr std::size_t edits = 200;
constexpr int turns = 7;
constexpr std::size_t photos_a_day = 200;

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

void commit_records(const std::filesystem::path& laptop, const std::vector<sync::Record>& records) {
    auto repo = need(sync::open_repo(laptop));
    const auto signer = need(sync::load_signer(laptop));
    const auto main = *repo.ref(sync::main_ref);
    sync::CommitDraft draft(repo, need(sync::tree_of(repo, main)));
    for (const auto& record : records)
        need(draft.put(sync::path_of(record), sync::canonical(record)));
    const auto commit = need(draft.commit(signer, {main}, "many", sync::system_clock()()));
    need(repo.move_ref(sync::main_ref, main, commit));
}

// Small ones: what counts here is how many there are. A day's on a day's ref.
void keep_photos(const std::filesystem::path& laptop, std::size_t count) {
    auto repo = need(sync::open_repo(laptop));
    const auto signer = need(sync::load_signer(laptop));
    for (std::size_t at = 0; at < count; at += photos_a_day) {
        std::vector<sync::MediaFile> files;
        for (std::size_t i = at; i < std::min(at + photos_a_day, count); ++i) {
            std::string bytes = noise_photo(i, 512);
            std::string name = sync::sha256_hex(bytes);
            files.push_back({std::move(name), std::move(bytes)});
        }
        const auto now = sync::Instant{1711094400000 + static_cast<std::int64_t>(at / photos_a_day) * 86'400'000};
        need(sync::keep_media(repo, signer, sync::date_of(now), files, now));
    }
}

void grow(std::size_t count, std::size_t photos) {
    const test::Scratch scratch;
    const auto laptop = scratch / "laptop";
    const auto clock = sync::system_clock();
    const auto identity = need(sync::create_laptop(laptop, "监察员", (scratch / "team.git").string(), "一号"));
    need(sync::found_team(laptop, "leader", clock()));
    auto records = make_findings(identity.device, count);
    commit_records(laptop, records);
    keep_photos(laptop, photos);
    records.resize(std::min(count, edits * turns));
    LightShelf shelf;
    const auto sync_once = [&] { need(sync::synchronise(laptop, shelf, clock, {}, {}, {})); };
    const Cost first = cost_of(sync_once);
    std::vector<double> idle;
    std::vector<double> changed;
    std::size_t next = 0;
    for (int turn = 0; turn < turns; ++turn) {
        for (std::size_t i = 0; i < edits; ++i) {
            sync::Record& record = records[next++ % records.size()];
            sync::write(record, "measure", "限期整改 " + std::to_string(turn), identity.device, clock());
            shelf.put(record);
        }
        changed.push_back(cost_of(sync_once).cpu);
        idle.push_back(cost_of(sync_once).cpu);
    }
    std::printf(
        "%9zu records, %6zu photos: first push %7.2f s (processor %6.2f s); processor of %zu edits %7.1f ms, of "
        "nothing to do %6.1f ms\n",
        count, photos, first.wall, first.cpu, edits, median(changed) * 1000, median(idle) * 1000);
    std::fflush(stdout);
}

} // namespace

int main(int count, char** values) {
    const std::size_t greatest = argument(count, values, 1, 1'000'000);
    const std::size_t photos = argument(count, values, 2, 20'000);
    for (std::size_t there = 10'000; there <= greatest; there *= 10)
        grow(there, 0);
    if (photos > 0) grow(10'000, photos);
    struct rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("greatest memory of all of this %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
