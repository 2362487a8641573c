#include "app/desk/query.hpp"

#include "app/desk/camera_clock.hpp"
#include "app/desk/form_shelf.hpp"
#include "app/desk/overview_answer.hpp"
#include "app/desk/set_aside_words.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace takan::app {

namespace {

constexpr std::size_t greatest_sites = 2000; // in the box where a visit's place is chosen
constexpr std::size_t greatest_hits = 200;
constexpr std::size_t greatest_arrivals = 200;
constexpr std::string_view between = " · ";

using Records = std::span<const sync::Record>;

std::vector<QuarantineLine> lines_of(const std::vector<QuarantineEntry>& entries) {
    std::vector<QuarantineLine> lines;
    for (const auto& entry : entries)
        lines.push_back({entry.id, entry.when, entry.what.path, sync::name_of(entry.what.fault), entry.what.signer,
                         entry.what.detail});
    return lines;
}

void append(std::string& note, std::string_view part) {
    if (part.empty()) return;
    if (!note.empty()) note += between;
    note += part;
}

// Writes rows for people: a visit is looked for by its place's name. Each site is read once for all rows.
class Namer {
public:
    Namer(const Store& store, Language language) : m_store(store), m_language(language) {}

    // Gives a visit its place's name as title. Returns the row's second line.
    Result<std::string> name(Row& row) {
        TAKAN_TRY_LET(record, m_store.get(row.id));
        if (!record) return std::string{};
        TAKAN_TRY_LET(place, place_of(*record));
        if (row.kind != "visit") return subtitle_of(*record, place, m_language);
        if (!place.empty()) row.title = place;
        std::string note = subtitle_of(*record, "", m_language);
        for (const char* field : {"purpose", "inspectors"})
            if (const sync::Value* value = sync::shown(*record, field))
                append(note, value_text(record->kind, field, *value, m_language));
        return note;
    }

private:
    Result<std::string> place_of(const sync::Record& record) {
        const auto id = sync::RecordId::parse(sync::shown_text(record, "site"));
        if (!id) return std::string{};
        if (const auto known = m_places.find(*id); known != m_places.end()) return known->second;
        TAKAN_TRY_LET(site, m_store.get(*id));
        const std::string place = site ? title_of(*site, m_language) : std::string{};
        m_places.emplace(*id, place);
        return place;
    }

    const Store& m_store;
    Language m_language;
    std::map<sync::RecordId, std::string> m_places;
};

Status answer_list(const Store& store, Namer& namer, Snapshot& out) {
    out.list.clear();
    out.list_records.clear();
    out.list_notes.clear();
    out.list_total = 0;
    const Filter& wish = out.request.list;
    if (wish.kind.empty()) return {};
    TAKAN_TRY_LET(rows, store.list(wish));
    TAKAN_TRY_LET(total, store.count(wish));
    for (auto& row : rows) {
        TAKAN_TRY_LET(note, namer.name(row));
        out.list_notes.emplace(row.id, std::move(note));
        if (!out.request.records) continue;
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) out.list_records.push_back(std::move(*record));
    }
    out.list = std::move(rows);
    out.list_total = total;
    return {};
}

Status answer_open(const Workspace& workspace, Snapshot& out) {
    out.detail.reset();
    out.history.clear();
    const auto& id = out.request.open;
    if (id.is_nil()) return {};
    auto detail = detail_of(workspace.store, id);
    if (!detail) return detail.error().kind == sync::ErrorKind::missing ? Status{} : Status(detail.error());
    out.detail = std::move(*detail);
    if (!out.request.history) return {};
    TAKAN_TRY_LET(lines, history_of(workspace, id));
    out.history = std::move(lines);
    return {};
}

Status answer_search(const Store& store, Namer& namer, Snapshot& out) {
    out.hits.clear();
    if (out.request.search.empty()) return {};
    TAKAN_TRY_LET(hits, store.search(out.request.search, "", greatest_hits));
    for (auto& hit : hits)
        if (hit.row.kind == "visit") TAKAN_TRY(namer.name(hit.row));
    out.hits = std::move(hits);
    return {};
}

// Visits first, then what belongs to them, then all else.
std::size_t place_among_arrivals(const std::string& kind) {
    constexpr std::array order{"visit", "finding", "site", "comment", "photo"};
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), kind) - order.begin());
}

std::string last_writer(const sync::Record& record, const std::map<sync::DeviceId, std::string>& people) {
    const auto last = std::max_element(record.seen.begin(), record.seen.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (last == record.seen.end()) return {};
    const auto person = people.find(last->first);
    return person == people.end() ? last->first.text() : person->second;
}

// A comment is read where it was made: at the record that it is about.
Status lead_to_record(const Store& store, const sync::Record& record, Arrival& arrival) {
    arrival.kind = record.kind;
    arrival.open = record.id;
    if (record.kind != "comment") return {};
    TAKAN_TRY_LET(about, referred(store, record, "record"));
    if (!about) return {};
    arrival.kind = about->kind;
    arrival.open = about->id;
    return {};
}

Status answer_arrived(const Store& store, Namer& namer, Snapshot& out) {
    out.arrived.clear();
    if (!out.request.arrived) return {};
    TAKAN_TRY_LET(rows, store.rows(out.syncing.arrived));
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return place_among_arrivals(a.kind) < place_among_arrivals(b.kind);
    });
    if (rows.size() > greatest_arrivals) rows.resize(greatest_arrivals);
    for (auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (!record) continue;
        Arrival arrival;
        TAKAN_TRY_LET(note, namer.name(row));
        TAKAN_TRY(lead_to_record(store, *record, arrival));
        arrival.row = std::move(row);
        arrival.note = std::move(note);
        arrival.by = last_writer(*record, out.people);
        out.arrived.push_back(std::move(arrival));
    }
    return {};
}

// Which of the photos that the snapshot holds are not on this laptop.
void mark_photos(sync::MediaView& media, Records photos, Snapshot& out) {
    for (const auto& photo : photos) {
        if (photo.kind != "photo") continue;
        if (!media.has(sync::shown_text(photo, "media.ref"), sync::shown_text(photo, "sha256")))
            out.not_here.insert(photo.id);
    }
}

// Compares photos with their visits and sites, each of which is read once.
class Checker {
public:
    explicit Checker(const Store& store) : m_store(store) {}

    Status check(Records photos, Snapshot& out) {
        for (const auto& photo : photos) {
            if (photo.kind != "photo") continue;
            TAKAN_TRY_LET(visit, read(photo, "visit"));
            const sync::Record* site = nullptr;
            if (visit != nullptr) {
                TAKAN_TRY_LET(place, read(*visit, "site"));
                site = place;
            }
            const PhotoCheck check = check_photo(photo, visit, site);
            if (check.needs_attention()) out.photo_checks.insert_or_assign(photo.id, check);
        }
        return {};
    }

private:
    // Null: none is named, or it is not here.
    Result<const sync::Record*> read(const sync::Record& record, std::string_view field) {
        const auto id = sync::RecordId::parse(sync::shown_text(record, field));
        if (!id) return nullptr;
        auto known = m_records.find(*id);
        if (known == m_records.end()) {
            TAKAN_TRY_LET(found, m_store.get(*id));
            known = m_records.emplace(*id, std::move(found)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

    const Store& m_store;
    std::map<sync::RecordId, std::optional<sync::Record>> m_records;
};

Status answer_photos(const Workspace& workspace, std::optional<sync::MediaView>& media, Snapshot& out) {
    out.not_here.clear();
    out.photo_checks.clear();
    const bool in_list = !out.list_records.empty() && out.request.list.kind == "photo";
    const bool in_detail = out.detail && (!out.detail->photos.empty() || out.detail->record.kind == "photo");
    if (!in_list && !in_detail) return {};
    if (!media) {
        TAKAN_TRY_LET(opened, sync::MediaView::open(workspace.folder));
        media.emplace(std::move(opened));
    }
    Checker checker(workspace.store);
    if (in_list) {
        mark_photos(*media, out.list_records, out);
        TAKAN_TRY(checker.check(out.list_records, out));
    }
    if (in_detail) {
        for (const auto photos : {Records(out.detail->photos), Records(&out.detail->record, 1)}) {
            mark_photos(*media, photos, out);
            TAKAN_TRY(checker.check(photos, out));
        }
    }
    return {};
}

Result<std::vector<Row>> read_sites(const Store& store) {
    Filter sites;
    sites.kind = "site";
    sites.order = Order::title;
    sites.limit = greatest_sites;
    return store.list(sites);
}

} // namespace

void Kept::forget() {
    m_inbox.forget();
    m_agenda.forget();
    m_map.forget();
    m_ledger.forget();
    m_overview.reset();
    m_sites.reset();
    m_forms.reset();
    m_quarantine.reset();
    m_set_aside.reset();
    m_media.reset();
}

Status Kept::forget(const Store& store, const std::vector<sync::RecordId>& ids) {
    m_inbox.forget(ids);
    m_agenda.forget(ids);
    if (!ids.empty()) m_map.forget();
    TAKAN_TRY(m_ledger.forget(store, ids));
    m_set_aside.reset(); // it compares with what stands here
    if (!ids.empty()) m_overview.reset();
    if (ids.empty()) m_quarantine.reset(); // a command that changed no record dismissed an entry or set a setting
    TAKAN_TRY_LET(rows, store.rows(ids));
    for (const auto& row : rows) {
        if (row.kind == "site") m_sites.reset();
        if (row.kind == "photo") m_media.reset();
        if (row.kind == "form") m_forms.reset();
    }
    return {};
}

Status answer(const Workspace& workspace, Kept& kept, Snapshot& out) {
    const Store& store = workspace.store;
    if (kept.m_language != out.language) kept.forget();
    kept.m_language = out.language;
    TAKAN_TRY_LET(counts, store.counts());
    out.counts = std::move(counts);
    Namer namer(store, out.language);
    TAKAN_TRY(answer_list(store, namer, out));
    TAKAN_TRY(answer_open(workspace, out));
    TAKAN_TRY(answer_photos(workspace, kept.m_media, out));
    TAKAN_TRY(answer_search(store, namer, out));
    TAKAN_TRY(answer_arrived(store, namer, out));
    out.camera_photos = 0;
    if (!out.request.camera_of.is_nil())
        if (const auto photos = photos_of(store, {out.request.camera_of})) out.camera_photos = photos->size();
    out.inbox.clear();
    if (out.request.review) {
        TAKAN_TRY_LET(inbox, kept.m_inbox.items(store, {out.me.device, out.people, out.language}));
        out.inbox = std::move(inbox);
    }
    const bool with_forms = out.request.team || (out.detail && out.detail->record.kind == "visit");
    if ((with_forms || out.request.agenda) && !kept.m_forms) {
        TAKAN_TRY_LET(forms, form_lines(store));
        kept.m_forms = std::move(forms);
    }
    out.agenda.clear();
    if (out.request.agenda) {
        TAKAN_TRY_LET(agenda, kept.m_agenda.items(store, {out.me.device, out.me.name, out.people, out.language,
                                                          *kept.m_forms, workspace.clock()}));
        out.agenda = std::move(agenda);
    }
    TAKAN_TRY(
        kept.m_map.answer(store, out.request.map, out.me.name, setting_in(out.settings, map_files_setting), out.map));
    TAKAN_TRY_LET(table, kept.m_ledger.answer(store, out.request.table, out.language));
    out.table = std::move(table);
    if (out.request.overview.shown && (!kept.m_overview || !(kept.m_overview->wish == out.request.overview))) {
        TAKAN_TRY_LET(counted, overview_of(store, kept.m_ledger, out.request.overview, out.language));
        kept.m_overview = std::make_shared<const Overview>(std::move(counted));
    }
    out.overview = out.request.overview.shown ? kept.m_overview : nullptr;
    if (!kept.m_sites) {
        TAKAN_TRY_LET(sites, read_sites(store));
        out.sites = sites;
        kept.m_sites = std::move(sites);
    }
    out.forms.clear();
    if (with_forms) out.forms = *kept.m_forms;
    out.quarantine.clear();
    if (out.request.team) {
        if (!kept.m_quarantine) {
            TAKAN_TRY_LET(entries, store.quarantine());
            kept.m_quarantine = lines_of(entries);
        }
        out.quarantine = *kept.m_quarantine;
    }
    out.set_aside.reset();
    if (const auto entry = out.request.set_aside; entry != 0) {
        if (!kept.m_set_aside || kept.m_set_aside->id != entry)
            kept.m_set_aside = set_aside_words(workspace, entry, out.people, out.language);
        out.set_aside = kept.m_set_aside;
    }
    return {};
}

} // namespace takan::app
