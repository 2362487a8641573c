#pragma once
// Query: fills the parts of a snapshot that a request asks for. Pure reading; runs on the store thread.

#include "app/desk/agenda.hpp"
#include "app/desk/inbox.hpp"
#include "app/desk/ledger.hpp"
#include "app/desk/map_answer.hpp"
#include "app/desk/snapshot.hpp"
#include "app/desk/workspace.hpp"
#include "sync/exchange/media_view.hpp"

namespace takan::app {

// What stays between answers, so that a keystroke does not read again what it did not change.
class Kept {
public:
    Ledger& ledger() { return m_ledger; }
    void forget();                                                             // anything may have changed
    Status forget(const Store& store, const std::vector<sync::RecordId>& ids); // these records have changed

private:
    friend Status answer(const Workspace& workspace, Kept& kept, Snapshot& out);

    Inbox m_inbox;
    Agenda m_agenda;
    KeptMap m_map;
    Ledger m_ledger;
    std::shared_ptr<const Overview> m_overview; // null: to be counted anew
    Language m_language = Language::zh; // of what is kept
    std::optional<std::vector<Row>> m_sites;
    std::optional<std::vector<FormLine>> m_forms;
    std::optional<std::vector<QuarantineLine>> m_quarantine;
    std::optional<SetAsidePreview> m_set_aside;
    std::optional<sync::MediaView> m_media;
};

// Fills list, hits, detail, inbox, agenda, map, table, overview, sites, arrivals, quarantine and counts of `out` as
// `out.request` asks, in `out.language`.
Status answer(const Workspace& workspace, Kept& kept, Snapshot& out);

// Error missing: there is no such record.
Result<Detail> detail_of(const Store& store, const sync::RecordId& id);
// The records that a decision is about: its own and, when it is about whole visits, what belongs to those. Error
// missing.
Result<std::vector<sync::RecordId>> records_decided(const Store& store, const Review& review);
// Every edit of a record: those that the repository's history holds and those that only this store has seen, oldest
// first.
Result<std::vector<HistoryLine>> history_of(const Workspace& workspace, const sync::RecordId& id);
// The visit that a record belongs to: itself, its own `visit` field, or that of the finding, photo or other record that
// it names. A record that belongs to none is its own home.
Result<sync::RecordId> home_of(const Store& store, sync::Record record);
// Reads the record that a reference field names; nothing when the field is empty or names nothing here.
Result<std::optional<sync::Record>> referred(const Store& store, const sync::Record& record, std::string_view field);

} // namespace takan::app
