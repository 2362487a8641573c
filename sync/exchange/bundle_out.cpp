#include "sync/exchange/bundle_out.hpp"

#include "sync/exchange/media_refs.hpp"
#include "sync/team/layout.hpp"
#include "sync/transport/bundle.hpp"

namespace takan::sync {
namespace {

using Refs = std::vector<std::pair<std::string, git::Oid>>;

Status add_refs(const git::Repo& repo, std::string_view prefix, Refs& refs) {
    TAKAN_TRY_LET(found, repo.refs(prefix));
    refs.insert(refs.end(), found.begin(), found.end());
    return {};
}

Result<std::vector<git::Oid>> known_there(const git::Repo& repo, const std::vector<std::string>& since) {
    std::vector<git::Oid> known;
    for (const auto& hex : since) {
        const auto id = git::Oid::parse(hex);
        if (!id || !repo.commit(*id))
            return fail(ErrorKind::invalid, "it is no commit of this laptop", hex, "error.no_such_commit");
        known.push_back(*id);
    }
    return known;
}

} // namespace

Result<std::size_t> write_laptop_bundle(const std::filesystem::path& laptop, const std::filesystem::path& file,
                                        const BundleWish& wish, const git::OnTransfer& progress,
                                        const std::stop_token& stop) {
    TAKAN_TRY_LET(signer, load_signer(laptop));
    TAKAN_TRY_LET(repo, open_repo(laptop));
    Refs refs;
    TAKAN_TRY(add_refs(repo, main_ref, refs));
    TAKAN_TRY(add_refs(repo, join_prefix, refs));
    if (wish.photos == BundlePhotos::own) TAKAN_TRY(add_refs(repo, own_media_prefix(signer), refs));
    if (wish.photos == BundlePhotos::all) TAKAN_TRY(add_refs(repo, media_prefix, refs));
    TAKAN_TRY_LET(known, known_there(repo, wish.since));
    TAKAN_TRY(write_bundle(repo, refs, known, file, progress, stop));
    return refs.size();
}

} // namespace takan::sync
