#include "sync/exchange/photo_batches.hpp"

#include "sync/exchange/media_refs.hpp"

#include <utility>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

class Planner {
public:
    Planner(const git::Repo& repo, const std::string& name, MaybeOid there, MaybeOid expected)
        : m_repo(repo), m_name(name), m_there(std::move(there)), m_expected(std::move(expected)) {}

    // False when the commit, and so all that follows it, cannot be sent.
    Result<bool> take(const git::Oid& commit) {
        // One that does not follow what the other end will hold goes with the next that does.
        if (m_there) {
            TAKAN_TRY_LET(follows, m_repo.is_ancestor(*m_there, commit));
            if (!follows) return true;
        }
        TAKAN_TRY_LET(news, media_news(m_repo, m_there, commit));
        if (news.missing > 0) return false;
        if (m_open && news.bytes > greatest_batch) {
            close();
            return take(commit);
        }
        m_open = PhotoBatch{{m_name, m_expected, commit}, news.files, news.bytes};
        return true;
    }

    Result<BatchPlan> finish(const git::Oid& tip) && {
        close();
        if (m_there != tip) {
            TAKAN_TRY_LET(rest, media_news(m_repo, m_there, tip));
            m_plan.not_here = rest.files;
        }
        return std::move(m_plan);
    }

private:
    void close() {
        if (!m_open) return;
        m_there = m_expected = m_open->update.target;
        m_plan.bytes += m_open->bytes;
        m_plan.batches.push_back(std::move(*m_open));
        m_open.reset();
    }

    const git::Repo& m_repo;
    const std::string& m_name;
    MaybeOid m_there;    // what the other end holds after the batches so far
    MaybeOid m_expected; // where its ref stands then
    std::optional<PhotoBatch> m_open;
    BatchPlan m_plan;
};

} // namespace

Result<BatchPlan> plan_batches(const git::Repo& repo, const std::string& name, const git::Oid& tip,
                               const MaybeOid& there, const MaybeOid& expected) {
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, there ? std::vector{*there} : std::vector<git::Oid>{}));
    Planner planner(repo, name, there, expected);
    for (const auto& commit : commits) {
        TAKAN_TRY_LET(can_be_sent, planner.take(commit));
        if (!can_be_sent) break;
    }
    return std::move(planner).finish(tip);
}

} // namespace takan::sync
