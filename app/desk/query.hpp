#pragma once
// Query: fills the parts of a snapshot that a request asks for. Pure reading; runs on the store thread.

#include "app/desk/snapshot.hpp"
#include "app/desk/workspace.hpp"

namespace takan::app {

// Fills list, hits, detail, inbox, sites, team, counts of `out` as `out.request` asks.
Status answer(const Workspace& workspace, Snapshot& out);

Result<Detail> detail_of(const Store& store, const sync::RecordId& id);
// The leader's inbox: visits with what belongs to them, unread and newest first.
Result<std::vector<InboxItem>> inbox_of(const Store& store, const std::map<sync::DeviceId, std::string>& people);
// Every edit of a record: those that the repository's history holds and those that only this store has seen, oldest first.
Result<std::vector<HistoryLine>> history_of(const Workspace& workspace, const sync::RecordId& id);

} // namespace takan::app
