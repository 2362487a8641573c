#include "app/cli/laptop_work.hpp"

#include "app/desk/photo_wishes.hpp"
#include "app/desk/query.hpp"

#include <algorithm>

namespace takan::app::cli {

Result<sync::Receipt> synchronise(Workspace& workspace, const sync::SyncOptions& options,
                                  const sync::OnProgress& progress, std::stop_token stop) {
    StoreShelf shelf([&](const std::function<void(Store&)>& work) { work(workspace.store); }, workspace.clock,
                     [&](sync::DeviceId device) { workspace.identity.device = device; });
    TAKAN_TRY_LET(settings, settings_of(workspace.store));
    sync::SyncOptions all = options;
    all.policy = photo_policy(settings);
    all.sizes = [&](const std::vector<std::string>& sha256) { return sizes_of(workspace.store, sha256); };
    TAKAN_TRY_LET(receipt, sync::synchronise(workspace.folder, shelf, workspace.clock, all, progress, stop));
    TAKAN_TRY(keep_setting(workspace.store, "last_sync", sync::to_text(workspace.clock())));
    return receipt;
}

Result<sync::PhotosFetched> fetch_photos(Workspace& workspace, const FetchPhotos& wish, const sync::Access& access,
                                         const sync::OnProgress& progress, std::stop_token stop) {
    StoreShelf shelf([&](const std::function<void(Store&)>& work) { work(workspace.store); }, workspace.clock);
    TAKAN_TRY_LET(files, fetch_wish(workspace.store, wish));
    const auto sizes = [&](const std::vector<std::string>& sha256) { return sizes_of(workspace.store, sha256); };
    return sync::fetch_photos(workspace.folder, shelf, workspace.clock, files, sizes, access, progress,
                              std::move(stop));
}

Result<ImportReport> import_into(Workspace& workspace, const AddPhotos& wish, const std::string& taken_by,
                                 Language language, std::stop_token stop) {
    return import_photos(
        workspace.folder, wish, taken_by, workspace.clock,
        [&](std::vector<sync::Record> photos) {
            return add_photos(workspace.store, std::move(photos), workspace.identity.device, workspace.clock);
        },
        [&](const std::string& sha256) {
            const auto here = has_photo(workspace.store, sha256);
            return here && *here;
        },
        {}, stop, language);
}

Result<std::vector<sync::RecordId>> with_belongings(const Store& store, const std::vector<sync::RecordId>& ids) {
    std::vector<sync::RecordId> all;
    for (const auto& id : ids) {
        TAKAN_TRY_LET(detail, detail_of(store, id));
        all.push_back(id);
        for (const auto* group : {&detail.findings, &detail.photos, &detail.comments})
            for (const auto& one : *group)
                all.push_back(one.id);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

} // namespace takan::app::cli
