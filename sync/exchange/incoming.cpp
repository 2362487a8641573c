#include "sync/exchange/incoming.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/sync.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <utility>

namespace takan::sync {
namespace {

constexpr std::size_t portion = 4096; // records; about a second of the store's time

// What the store stands at, if the repository holds it. A commit that never became main may be gone again (a sync that
// was broken off, a repository put back from a backup): then everything is taken in once more, which changes nothing.
Result<std::optional<git::Oid>> known_stand(const git::Repo& repo, Shelf& shelf) {
    TAKAN_TRY_LET(stand, shelf.stands_at());
    if (stand && !repo.has(*stand)) return std::optional<git::Oid>();
    return stand;
}

class Portions {
public:
    Portions(const git::Repo& repo, Shelf& shelf, const OnPortion& on_portion, TakeIn news, git::Oid before)
        : m_repo(repo), m_shelf(shelf), m_on_portion(on_portion), m_news(std::move(news)), m_before(before) {}

    Status take(const git::Difference& found) {
        if (!found.after || !holds_record(found.path)) return {};
        const auto bytes = read_blob(m_repo, found.after->id);
        if (!bytes) return refuse(found, bytes.error());
        auto record = read_record(*bytes);
        if (!record) return refuse(found, record.error());
        m_news.records.push_back(std::move(*record));
        return m_news.records.size() < portion ? Status() : hand_over(m_before);
    }

    Status finish() { return hand_over(m_news.commit); }

private:
    Status refuse(const git::Difference& found, const Error& error) {
        if (error.kind != ErrorKind::invalid && error.kind != ErrorKind::corrupt) return error;
        m_news.set_aside.push_back(
            {m_news.commit, found.path, found.after->id, Fault::malformed_record, {}, error.message});
        return {};
    }

    Status hand_over(const git::Oid& stand) {
        m_count += m_news.records.size();
        TAKAN_TRY(m_on_portion(m_count));
        TAKAN_TRY(m_shelf.take_in({stand, std::move(m_news.records), std::move(m_news.set_aside)}));
        m_news.records.clear();
        m_news.set_aside.clear();
        return {};
    }

    const git::Repo& m_repo;
    Shelf& m_shelf;
    const OnPortion& m_on_portion;
    TakeIn m_news;
    std::size_t m_count = 0;
    git::Oid m_before; // what the store is told to stand at until the last portion is in
};

} // namespace

Status take_into_store(const git::Repo& repo, Shelf& shelf, const git::Oid& commit, std::vector<Quarantined> set_aside,
                       const OnPortion& on_portion) {
    TAKAN_TRY_LET(stand, known_stand(repo, shelf));
    if (stand == commit && set_aside.empty()) return {};
    TAKAN_TRY_LET(before, tree_of(repo, stand));
    TAKAN_TRY_LET(after, tree_of(repo, commit));
    Portions portions(repo, shelf, on_portion, {commit, {}, std::move(set_aside)}, stand.value_or(git::Oid{}));
    TAKAN_TRY(git::compare(repo, before, after, [&](const git::Difference& found) { return portions.take(found); }));
    return portions.finish();
}

Status catch_up(git::Repo& repo, Shelf& shelf) {
    const std::optional<git::Oid> main = repo.ref(main_ref);
    if (!main) return {};
    TAKAN_TRY(check_format(repo, *main)); // a newer program was here before
    return take_into_store(repo, shelf, *main, {}, [](std::size_t) { return Status(); });
}

} // namespace takan::sync
