#include "app/desk/query.hpp"

#include "app/domain/titles.hpp"

namespace takan::app {

namespace {

constexpr std::size_t greatest_sites = 2000;

std::vector<QuarantineLine> lines_of(const std::vector<QuarantineEntry>& entries) {
    std::vector<QuarantineLine> lines;
    for (const auto& entry : entries)
        lines.push_back({entry.id, entry.when, entry.what.path, sync::name_of(entry.what.fault), entry.what.signer,
                         entry.what.detail});
    return lines;
}

// The second line of a row in a list: the visit's place and people, the finding's kinds, the photo's caption's place.
Result<std::string> note_of(const Store& store, const Row& row, Language language) {
    TAKAN_TRY_LET(record, store.get(row.id));
    if (!record) return std::string{};
    std::string place;
    if (const auto site = sync::RecordId::parse(sync::shown_text(*record, "site"))) {
        TAKAN_TRY_LET(found, store.get(*site));
        if (found) place = sync::shown_text(*found, "address");
    }
    return subtitle_of(*record, place, language);
}

Status answer_list(const Workspace& workspace, Snapshot& out) {
    const Filter& wish = out.request.list;
    if (wish.kind.empty()) return {};
    TAKAN_TRY_LET(rows, workspace.store.list(wish));
    TAKAN_TRY_LET(total, workspace.store.count(wish));
    for (const auto& row : rows) {
        TAKAN_TRY_LET(note, note_of(workspace.store, row, out.language));
        out.list_notes.emplace(row.id, std::move(note));
    }
    out.list = std::move(rows);
    out.list_total = total;
    return {};
}

Status answer_open(const Workspace& workspace, Snapshot& out) {
    const auto& id = out.request.open;
    if (id.is_nil()) return {};
    auto detail = detail_of(workspace.store, id);
    if (detail) out.detail = std::move(*detail);
    else if (detail.error().kind != sync::ErrorKind::missing) return detail.error();
    if (out.request.history && out.detail) {
        TAKAN_TRY_LET(lines, history_of(workspace, id));
        out.history = std::move(lines);
    }
    return {};
}

} // namespace

Status answer(const Workspace& workspace, Snapshot& out) {
    const Store& store = workspace.store;
    TAKAN_TRY_LET(counts, store.counts());
    out.counts = std::move(counts);
    TAKAN_TRY(answer_list(workspace, out));
    TAKAN_TRY(answer_open(workspace, out));
    if (!out.request.search.empty()) {
        TAKAN_TRY_LET(hits, store.search(out.request.search, "", 200));
        out.hits = std::move(hits);
    }
    if (out.request.review) {
        TAKAN_TRY_LET(inbox, inbox_of(store, out.people));
        out.inbox = std::move(inbox);
    }
    Filter sites;
    sites.kind = "site";
    sites.order = Order::title;
    sites.limit = greatest_sites;
    TAKAN_TRY_LET(rows, store.list(sites));
    out.sites = std::move(rows);
    TAKAN_TRY_LET(entries, store.quarantine());
    out.quarantine = lines_of(entries);
    return {};
}

} // namespace takan::app
