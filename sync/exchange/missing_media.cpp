#include "sync/exchange/missing_media.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/scratch_repo.hpp"
#include "sync/exchange/survey_memory.hpp"
#include "sync/git/path_remote.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

// Where nobody knows a file's size, this is taken: a photo of a usual camera.
constexpr std::uint64_t usual_size = 4u * 1024 * 1024;
constexpr std::size_t greatest_count = 256; // files of one batch

std::uint64_t size_of(const MediaEntry& file) {
    return file.size > 0 ? file.size : usual_size;
}

class Fetcher {
public:
    Fetcher(const PhotoRoute& route, const MediaTips& theirs, bool knows_all)
        : m_route(route), m_theirs(theirs), m_knows_all(knows_all) {}

    Status fetch(const std::vector<MediaEntry>& batch) {
        TAKAN_TRY(m_route.reporter.go_on());
        if (m_whole_refs_only) return fetch_whole_refs(batch);
        const Status done = fetch_batch(batch);
        if (done) return {};
        const ErrorKind kind = done.error().kind;
        if (kind == ErrorKind::denied && done.error().text_key == "error.no_single_files") {
            m_whole_refs_only = true;
            return fetch_whole_refs(batch);
        }
        if (kind != ErrorKind::missing && kind != ErrorKind::corrupt) return done;
        return batch.size() == 1 ? leave_out(batch.front(), done.error()) : one_by_one(batch);
    }

    FetchedMedia finish() const { return m_found; }

private:
    Status fetch_batch(const std::vector<MediaEntry>& batch) {
        std::vector<git::Oid> blobs;
        std::uint64_t planned = 0;
        for (const auto& file : batch) {
            blobs.push_back(file.blob);
            planned += m_knows_all ? file.size : 0;
        }
        TAKAN_TRY(m_route.reporter.move(planned, m_route.receipt.bytes_received, [&](const git::OnTransfer& progress) {
            return m_route.remote.fetch_files(m_route.repo, blobs, progress, m_route.reporter.stop());
        }));
        m_route.repo.refresh();
        m_found.fetched += batch.size();
        return {};
    }

    Status one_by_one(const std::vector<MediaEntry>& batch) {
        for (const auto& file : batch) {
            TAKAN_TRY(fetch({file}));
        }
        return {};
    }

    Status leave_out(const MediaEntry& file, const Error& error) {
        ++m_found.not_there;
        if (error.kind == ErrorKind::missing) return {};
        const auto ref = parse_media_ref(file.ref);
        m_route.receipt.set_aside.push_back({git::Oid{}, file.sha256, file.blob, Fault::broken_media,
                                             ref ? ref->device.text() : std::string(),
                                             file.ref + ": " + error.message});
        return {};
    }

    // The whole ref into a repository aside, since ours takes what its own refs name to be here; from there the files.
    Status fetch_whole_refs(const std::vector<MediaEntry>& batch) {
        std::set<std::string> refs;
        for (const auto& file : batch)
            refs.insert(file.ref);
        for (const auto& ref : refs) {
            std::vector<MediaEntry> files;
            std::copy_if(batch.begin(), batch.end(), std::back_inserter(files),
                         [&](const MediaEntry& file) { return file.ref == ref; });
            TAKAN_TRY(fetch_from_whole_ref(ref, files));
        }
        return {};
    }

    Status fetch_from_whole_ref(const std::string& ref, const std::vector<MediaEntry>& files) {
        const auto tip = m_theirs.find(ref);
        std::vector<git::Oid> blobs;
        for (const auto& file : files) {
            if (!m_route.repo.has(file.blob)) blobs.push_back(file.blob);
        }
        if (tip == m_theirs.end()) m_found.not_there += files.size();
        if (tip == m_theirs.end() || blobs.empty()) return {};
        TAKAN_TRY_LET(scratch, ScratchRepo::create(m_route.repo, "whole_refs.git"));
        TAKAN_TRY(m_route.reporter.move(0, m_route.receipt.bytes_received, [&](const git::OnTransfer& progress) {
            return m_route.remote.fetch(scratch.repo(), {tip->second}, git::What::everything, progress,
                                        m_route.reporter.stop());
        }));
        git::PathRemote aside(scratch.folder());
        TAKAN_TRY(aside.fetch_files(m_route.repo, blobs, {}, m_route.reporter.stop()));
        m_route.repo.refresh();
        m_found.fetched += files.size();
        return {};
    }

    const PhotoRoute& m_route;
    const MediaTips& m_theirs;
    bool m_knows_all; // every file's size
    bool m_whole_refs_only = false;
    FetchedMedia m_found;
};

void learn_sizes(std::vector<MediaEntry>& files, const MediaSizes& sizes) {
    if (!sizes) return;
    std::vector<std::string> names;
    for (const auto& file : files) {
        if (file.size == 0) names.push_back(file.sha256);
    }
    if (names.empty()) return;
    const auto known = sizes(names);
    for (auto& file : files) {
        const auto found = known.find(file.sha256);
        if (found != known.end()) file.size = std::min<std::uint64_t>(found->second, greatest_media_file);
    }
}

} // namespace

Result<MediaSurvey> survey_media(const git::Repo& repo) {
    MediaSurvey survey;
    TAKAN_TRY_LET(refs, repo.refs(media_prefix));
    if (refs.empty()) return survey;
    const SurveyMemory memory(repo, refs);
    if (auto known = memory.recall()) return std::move(*known);
    for (const auto& [name, tip] : refs) {
        TAKAN_TRY_LET(tree_id, tree_of(repo, tip));
        TAKAN_TRY_LET(tree, repo.tree(tree_id));
        survey.known += tree.size();
        for (const auto& entry : tree)
            survey.missing.push_back({name, entry.name, entry.id, 0});
    }
    std::vector<git::Oid> named;
    for (const MediaEntry& file : survey.missing)
        named.push_back(file.blob);
    const std::vector<git::Oid> here = repo.held(std::move(named));
    std::erase_if(survey.missing, [&](const MediaEntry& file) { return std::ranges::binary_search(here, file.blob); });
    std::ranges::stable_sort(survey.missing, std::greater<>(), [](const MediaEntry& file) {
        const auto ref = parse_media_ref(file.ref);
        return ref ? ref->day : CivilDate{};
    });
    memory.keep(survey);
    return survey;
}

Result<FetchedMedia> fetch_media_files(const PhotoRoute& route, std::vector<MediaEntry> files, const MediaTips& theirs,
                                       const MediaSizes& sizes) {
    learn_sizes(files, sizes);
    // A total that is made up would be worse than none.
    const bool knows_all = std::ranges::all_of(files, [](const MediaEntry& file) { return file.size > 0; });
    std::uint64_t bytes = 0;
    for (const auto& file : files)
        bytes += knows_all ? file.size : 0;
    route.reporter.expect(bytes);
    Fetcher fetcher(route, theirs, knows_all);
    std::vector<MediaEntry> batch;
    std::uint64_t batch_bytes = 0;
    for (auto& file : files) {
        const bool is_full = batch_bytes + size_of(file) > greatest_batch || batch.size() == greatest_count;
        if (!batch.empty() && is_full) {
            TAKAN_TRY(fetcher.fetch(std::exchange(batch, {})));
            batch_bytes = 0;
        }
        batch_bytes += size_of(file);
        batch.push_back(std::move(file));
    }
    if (!batch.empty()) TAKAN_TRY(fetcher.fetch(batch));
    return fetcher.finish();
}

} // namespace takan::sync
