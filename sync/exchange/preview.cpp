#include "sync/exchange/preview.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

// Fields that hold an edit which `held` never knew.
std::size_t news_in(const Record& record, const Record& held) {
    return static_cast<std::size_t>(std::ranges::count_if(record.fields, [&](const auto& field) {
        return std::ranges::any_of(field.second, [&](const auto& one) { return !covers(held.seen, one.first); });
    }));
}

class Counting {
public:
    Counting(const git::Repo& repo, const git::Oid& team_tree, const std::stop_token& stop)
        : m_repo(repo), m_team_tree(team_tree), m_stop(stop) {}

    Status add_store(Shelf& shelf) {
        TAKAN_TRY_LET(outgoing, shelf.outgoing());
        for (const auto& one : outgoing) {
            TAKAN_TRY(add(one.path, one.bytes));
            m_counted.insert(one.path);
        }
        return {};
    }

    // What is committed here and was not pushed yet.
    Status add_commits(const git::Oid& our_tree) {
        return git::compare(m_repo, m_team_tree, our_tree, [&](const git::Difference& found) -> Status {
            if (!found.after || !holds_record(found.path) || m_counted.contains(found.path)) return {};
            TAKAN_TRY_LET(bytes, read_blob(m_repo, found.after->id));
            return add(found.path, bytes);
        });
    }

    // Originals of this device on one of its refs.
    Status add_photos(const std::string& name, const git::Oid& tip) {
        TAKAN_TRY_LET(news, media_news(m_repo, m_repo.ref(acknowledged_ref(name)), tip));
        m_preview.photos += news.files - news.missing; // what is not here any more cannot be sent from here
        m_preview.photo_bytes += news.bytes;
        return {};
    }

    Preview take() { return std::move(m_preview); }

private:
    Status add(const std::string& path, const std::string& bytes) {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "looking ahead was stopped");
        const auto record = read_record(bytes);
        if (!record) return {}; // the sync itself will say what is wrong with it
        TAKAN_TRY_LET(held, held_by_team(path));
        const std::size_t fields = news_in(*record, held);
        if (fields == 0) return {};
        ++m_preview.records[record->kind];
        m_preview.fields += fields;
        return {};
    }

    Result<Record> held_by_team(const std::string& path) const {
        TAKAN_TRY_LET(bytes, bytes_at(m_repo, m_team_tree, path));
        if (!bytes) return Record{};
        auto record = read_record(*bytes);
        return record ? std::move(record) : Record{};
    }

    const git::Repo& m_repo;
    git::Oid m_team_tree;
    const std::stop_token& m_stop;
    std::set<std::string> m_counted;
    Preview m_preview;
};

} // namespace

std::size_t Preview::record_count() const {
    return std::accumulate(records.begin(), records.end(), std::size_t{0},
                           [](std::size_t sum, const auto& kind) { return sum + kind.second; });
}

Result<Preview> preview(const git::Repo& repo, const Signer& signer, Shelf& shelf, std::stop_token stop) {
    TAKAN_TRY_LET(team_tree, tree_of(repo, repo.ref(remote_ref)));
    TAKAN_TRY_LET(our_tree, tree_of(repo, repo.ref(main_ref)));
    Counting counting(repo, team_tree, stop);
    TAKAN_TRY(counting.add_store(shelf));
    TAKAN_TRY(counting.add_commits(our_tree));
    TAKAN_TRY_LET(media, repo.refs(own_media_prefix(signer)));
    for (const auto& [name, tip] : media)
        TAKAN_TRY(counting.add_photos(name, tip));
    return counting.take();
}

} // namespace takan::sync
