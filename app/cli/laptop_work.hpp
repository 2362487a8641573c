#pragma once
// What the terminal and the demo do with an open laptop, without threads: one sync, one import, looking at a visit.

#include "app/desk/workspace.hpp"
#include "sync/exchange/photo_work.hpp"

#include <stop_token>

namespace takan::app::cli {

// Runs on the calling thread, by the laptop's settings for photos; the store's connection is the workspace's.
Result<sync::Receipt> synchronise(Workspace& workspace, const sync::SyncOptions& options,
                                  const sync::OnProgress& progress, std::stop_token stop);
// Fetches photos on the calling thread. Errors: missing (a photo or visit), those of sync::fetch_photos.
Result<sync::PhotosFetched> fetch_photos(Workspace& workspace, const FetchPhotos& wish, const sync::Access& access,
                                         const sync::OnProgress& progress, std::stop_token stop);
// Imports on the calling thread. Errors: those of import_photos.
Result<ImportReport> import_into(Workspace& workspace, const AddPhotos& wish, const std::string& taken_by,
                                 Language language, std::stop_token stop);

// Records with what belongs to them: who decides on a visit has looked at its findings and photos. Error missing.
Result<std::vector<sync::RecordId>> with_belongings(const Store& store, const std::vector<sync::RecordId>& ids);

} // namespace takan::app::cli
