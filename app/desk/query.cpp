#include "app/desk/query.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>

namespace takan::app {

namespace {

using Records = std::vector<sync::Record>;

Status append_referring(const Store& store, std::string_view kind, std::string_view field, const sync::RecordId& target,
                        Records& out) {
    TAKAN_TRY_LET(rows, store.referring(kind, field, target));
    for (const auto& row : rows) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.id == row.id; });
        if (known || (row.deleted && !row.deleted_but_changed)) continue;
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) out.push_back(std::move(*record));
    }
    return {};
}

void sort_by(Records& records, std::string_view field) {
    std::stable_sort(records.begin(), records.end(), [&](const auto& a, const auto& b) {
        return std::pair(sync::shown_text(a, field), a.id) < std::pair(sync::shown_text(b, field), b.id);
    });
}

Status add_titles(const Store& store, const sync::Record& record, std::map<sync::RecordId, std::string>& titles) {
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return {};
    for (const auto& spec : kind->fields) {
        if (spec.type != FieldType::reference) continue;
        const sync::Field* field = sync::find_field(record, spec.name);
        if (field == nullptr) continue;
        for (const auto& [edit, value] : *field) {
            const auto id = value.text() == nullptr ? sync::fail(sync::ErrorKind::invalid, "no id")
                                                    : sync::RecordId::parse(*value.text());
            if (!id || titles.contains(*id)) continue;
            TAKAN_TRY_LET(rows, store.rows({*id}));
            if (!rows.empty()) titles.emplace(*id, rows.front().title);
        }
    }
    return {};
}

Status add_known(const Store& store, const sync::Record& record, std::map<sync::RecordId, sync::Record>& known) {
    TAKAN_TRY_LET(looked, store.looked(record.id));
    if (looked.record) known.emplace(record.id, std::move(*looked.record));
    return {};
}

Status add_belongings(const Store& store, Detail& detail) {
    const auto& record = detail.record;
    if (record.kind == "visit") {
        TAKAN_TRY(append_referring(store, "finding", "visit", record.id, detail.findings));
        TAKAN_TRY(append_referring(store, "photo", "visit", record.id, detail.photos));
        TAKAN_TRY_LET(site, referred(store, record, "site"));
        detail.site = std::move(site);
        if (detail.site) {
            TAKAN_TRY_LET(visits, store.referring("visit", "site", detail.site->id));
            for (auto& row : visits)
                if (row.id != record.id) detail.visits.push_back(std::move(row));
        }
    }
    if (record.kind == "finding") TAKAN_TRY(append_referring(store, "photo", "finding", record.id, detail.photos));
    if (record.kind == "site") {
        TAKAN_TRY_LET(visits, store.referring("visit", "site", record.id));
        detail.visits = std::move(visits);
        TAKAN_TRY(append_referring(store, "finding", "site", record.id, detail.findings));
    }
    for (const auto& finding : detail.findings)
        TAKAN_TRY(append_referring(store, "photo", "finding", finding.id, detail.photos));
    return {};
}

// The newest of these visits that took place, and before `moment` where one is given.
Status add_before(const Store& store, const std::vector<Row>& visits, const std::string& moment, Detail& detail) {
    for (const auto& row : visits) { // newest first
        if (row.id == detail.record.id || row.deleted || (!moment.empty() && row.sort_key >= moment)) continue;
        TAKAN_TRY_LET(visit, store.get(row.id));
        const std::string state = visit ? sync::shown_text(*visit, "state") : std::string("cancelled");
        if (state == "planned" || state == "cancelled") continue;
        detail.before = std::move(visit);
        TAKAN_TRY(append_referring(store, "finding", "visit", row.id, detail.before_findings));
        sort_by(detail.before_findings, "found_at");
        return {};
    }
    return {};
}

} // namespace

Result<std::optional<sync::Record>> referred(const Store& store, const sync::Record& record, std::string_view field) {
    const auto id = sync::RecordId::parse(sync::shown_text(record, field));
    if (!id) return std::optional<sync::Record>{};
    return store.get(*id);
}

Result<sync::RecordId> home_of(const Store& store, sync::Record record) {
    const auto own = record.id;
    for (int step = 0; step < 3; ++step) { // a comment on a photo of a finding of a visit
        if (record.kind == "visit") return record.id;
        if (const auto visit = sync::RecordId::parse(sync::shown_text(record, "visit"))) {
            TAKAN_TRY_LET(there, store.get(*visit));
            if (there) return *visit;
        }
        const char* link = record.kind == "photo" ? "finding" : record.kind == "comment" ? "record" : "";
        const auto target = sync::RecordId::parse(sync::shown_text(record, link));
        if (!target) break;
        TAKAN_TRY_LET(owner, store.get(*target));
        if (!owner) break;
        record = std::move(*owner);
        if (record.kind == "site") return record.id;
    }
    return record.kind == "visit" ? record.id : own;
}

Result<Detail> detail_of(const Store& store, const sync::RecordId& id) {
    TAKAN_TRY_LET(record, store.get(id));
    if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
    Detail detail;
    detail.record = std::move(*record);
    TAKAN_TRY_LET(rows, store.rows({id}));
    if (!rows.empty()) detail.row = rows.front();
    TAKAN_TRY(add_belongings(store, detail));
    const bool is_visit = detail.record.kind == "visit";
    TAKAN_TRY(add_before(store, detail.visits, is_visit ? detail.row.sort_key : std::string(), detail));
    sort_by(detail.findings, "found_at");
    sort_by(detail.photos, "taken_at");
    Records all{detail.record};
    all.insert(all.end(), detail.findings.begin(), detail.findings.end());
    all.insert(all.end(), detail.photos.begin(), detail.photos.end());
    for (const auto& one : all)
        TAKAN_TRY(append_referring(store, "comment", "record", one.id, detail.comments));
    std::stable_sort(detail.comments.begin(), detail.comments.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    for (const auto& one : all) {
        TAKAN_TRY(add_titles(store, one, detail.titles));
        TAKAN_TRY(add_known(store, one, detail.known));
    }
    if (detail.before) TAKAN_TRY(add_titles(store, *detail.before, detail.titles));
    return detail;
}

Result<std::vector<sync::RecordId>> records_decided(const Store& store, const Review& review) {
    if (!review.whole) return review.ids;
    std::vector<sync::RecordId> ids;
    std::set<sync::RecordId> there;
    const auto add = [&](const sync::Record& record) {
        if (there.insert(record.id).second) ids.push_back(record.id);
    };
    for (const auto& id : review.ids) {
        TAKAN_TRY_LET(record, store.get(id));
        if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
        Detail detail;
        detail.record = std::move(*record);
        add(detail.record);
        if (detail.record.kind == "site") continue; // the visits to it are decided one by one
        TAKAN_TRY(add_belongings(store, detail));
        for (const auto* belongings : {&detail.findings, &detail.photos})
            for (const auto& one : *belongings)
                add(one);
    }
    return ids;
}

Result<std::vector<HistoryLine>> history_of(const Workspace& workspace, const sync::RecordId& id) {
    TAKAN_TRY_LET(record, workspace.store.get(id));
    if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
    std::map<std::pair<std::string, sync::Edit>, HistoryLine> lines;
    TAKAN_TRY_LET(local, workspace.store.edits(id));
    for (auto& one : local)
        lines[{one.field, one.edit}] = {one.field, one.edit, std::move(one.value), one.replaced};
    TAKAN_TRY_LET(repo, sync::open_repo(workspace.folder));
    if (const auto main = repo.ref(sync::main_ref)) {
        TAKAN_TRY_LET(committed, sync::edit_history(repo, *main, sync::path_of(*record)));
        for (auto& one : committed)
            lines.try_emplace({one.field, one.edit}, HistoryLine{one.field, one.edit, one.value, one.replaced});
    }
    std::vector<HistoryLine> sorted;
    for (auto& [key, line] : lines) {
        const sync::Field* now = sync::find_field(*record, line.field);
        line.replaced = now == nullptr || !now->contains(line.edit);
        sorted.push_back(std::move(line));
    }
    // Shown in the order of the clocks, which is only for reading: between devices it decides nothing.
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.edit.time < b.edit.time; });
    return sorted;
}

} // namespace takan::app
