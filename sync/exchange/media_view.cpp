#include "sync/exchange/media_view.hpp"

#include "sync/exchange/commit_draft.hpp"

#include <utility>

namespace takan::sync {

Result<MediaView> MediaView::open(const std::filesystem::path& laptop) {
    TAKAN_TRY_LET(repo, open_repo(laptop));
    return MediaView(std::move(repo));
}

bool MediaView::has(const std::string& ref, const std::string& sha256) {
    const Files& files = files_of(ref);
    const auto found = files.find(sha256);
    return found != files.end() && m_repo.has_without_refresh(found->second);
}

const MediaView::Files& MediaView::files_of(const std::string& ref) {
    const auto [at, is_new] = m_refs.try_emplace(ref);
    if (!is_new) return at->second;
    const auto tip = m_repo.ref(ref);
    const auto tree_id = tip ? tree_of(m_repo, tip) : Result<git::Oid>(git::Oid{});
    if (!tree_id) return at->second;
    const auto tree = m_repo.tree(*tree_id);
    if (!tree) return at->second;
    for (const auto& entry : *tree)
        at->second.emplace(entry.name, entry.id);
    return at->second;
}

} // namespace takan::sync
