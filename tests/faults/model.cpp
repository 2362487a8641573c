#include "tests/faults/model.hpp"

#include "app/desk/workspace.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/media.hpp"
#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"

#include <algorithm>

namespace takan::faults {
namespace {

namespace fs = std::filesystem;
using app::Workspace;
using sync::Record;
using sync::RecordId;
using sync::Result;

constexpr std::size_t most_records = 100'000;

void add(Faults& faults, Faults more) {
    std::move(more.begin(), more.end(), std::back_inserter(faults));
}

Result<Records> records_of(const Workspace& workspace) {
    app::Filter filter;
    filter.with_deleted = true;
    filter.limit = most_records;
    TAKAN_TRY_LET(rows, workspace.store.list(filter));
    Records records;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, workspace.store.get(row.id));
        if (record) records.emplace(row.id, std::move(*record));
    }
    return records;
}

// What is missing in `now` of what stood in `before`, an earlier state of the same laptop's record.
Faults losses(const Record& before, const Record& now) {
    Faults faults;
    const auto merged = sync::merge(now, before);
    if (!merged) return {"a record has changed its kind: " + now.id.text()};
    if (!merged->clashes.empty()) faults.push_back("clash in " + now.id.text() + ": " + merged->clashes.front());
    if (!(merged->record == now))
        faults.push_back("an acknowledged edit is missing:\n" + sync::canonical(before) + sync::canonical(now));
    for (const auto& [name, field] : before.fields) {
        const sync::Field* after = sync::find_field(now, name);
        const bool is_same = after != nullptr && *after == field;
        // Only an edit that was not known then can have replaced one that was.
        const auto is_new = [&](const auto& one) { return !sync::covers(before.seen, one.first); };
        if (!is_same && (after == nullptr || std::none_of(after->begin(), after->end(), is_new)))
            faults.push_back("a value went without being replaced: " + name + "\n" + sync::canonical(before) +
                             sync::canonical(now));
    }
    return faults;
}

Faults check_doubles(const Records& records) {
    Faults faults;
    std::map<std::string, RecordId> photos;
    std::map<std::string, RecordId> values;
    for (const auto& [id, record] : records) {
        const bool is_photo = record.kind == "photo";
        const std::string sha256 = sync::shown_text(record, "sha256");
        if (is_photo && !photos.emplace(sha256, id).second) faults.push_back("two records of the photo " + sha256);
        if (record.kind != "finding") continue;
        for (const auto& [name, field] : record.fields) {
            for (const auto& [edit, value] : field) {
                if (name == "deleted") continue;
                if (!values.emplace(sync::canonical(value), id).second) faults.push_back("twice: " + canonical(value));
            }
        }
    }
    return faults;
}

} // namespace

Faults Model::hear(std::size_t number, const std::vector<std::string_view>& words) {
    Laptop& laptop = m_laptops[number];
    const std::string_view what = words.front();
    if (what == "saved") return hear_saved(laptop, words.at(1));
    if (what == "frees") laptop.frees = true;
    if (what == "made") laptop.is_made = true;
    if (what == "import") m_imports.emplace(words.at(1));
    if (what == "photo") {
        laptop.photos.emplace(words.at(1), words.at(2));
        ++m_photos;
    }
    if (what == "will") {
        const auto id = RecordId::parse(words.at(1));
        if (!id) return {"no id: " + std::string(words.at(1))};
        m_wills[{*id, std::string(words.at(2))}].emplace(words.at(3));
    }
    if (what == "fault") {
        std::string all;
        for (const auto word : words)
            all += std::string(word) + " ";
        return {all};
    }
    return {};
}

Faults Model::hear_saved(Laptop& laptop, std::string_view text) {
    auto record = sync::read_record(text);
    if (!record) return {"not a record: " + std::string(text)};
    ++m_edits;
    Faults faults;
    const auto [at, is_new] = laptop.saved.try_emplace(record->id, *record);
    if (!is_new) {
        faults = losses(at->second, *record);
        at->second = *record;
    }
    const auto [all, is_first] = m_all.try_emplace(record->id, *record);
    if (is_first) return faults;
    auto merged = sync::merge(all->second, *record);
    if (!merged || !merged->clashes.empty()) faults.push_back("clash in " + record->id.text());
    if (merged) all->second = std::move(merged->record);
    return faults;
}

Faults Model::compare(std::size_t number, const Records& found) {
    Faults faults;
    Laptop& laptop = m_laptops[number];
    for (const auto& [id, saved] : laptop.saved) {
        const auto here = found.find(id);
        if (here == found.end())
            faults.push_back("an acknowledged record is missing: " + sync::canonical(saved));
        else
            add(faults, losses(saved, here->second));
    }
    add(faults, check_doubles(found));
    // An act that was broken off may have been carried out: from now on it counts.
    for (const auto& [id, record] : found) {
        laptop.saved[id] = record;
        const auto [all, is_first] = m_all.try_emplace(id, record);
        if (is_first) continue;
        auto merged = sync::merge(all->second, record);
        if (!merged || !merged->clashes.empty()) faults.push_back("clash in " + id.text());
        if (merged) all->second = std::move(merged->record);
    }
    return faults;
}

Faults Model::check_photos(const Laptop& laptop, const fs::path& folder, const app::Store& store) const {
    Faults faults;
    const auto own = sync::open_repo(folder);
    if (!own) return {"the repository cannot be opened: " + sync::describe(own.error())};
    const auto team = sync::git::Repo::open(m_team);
    if (!team) return {"the team cannot be opened: " + sync::describe(team.error())};
    for (const auto& [sha256, ref] : laptop.photos) {
        auto bytes = sync::read_media(*own, ref, sha256);
        const bool may_be_freed = laptop.frees && !bytes && bytes.error().kind == sync::ErrorKind::missing;
        if (may_be_freed) bytes = sync::read_media(*team, ref, sha256);
        if (!bytes) faults.push_back("an acknowledged photo is missing: " + sync::describe(bytes.error()));
        const auto here = app::has_photo(store, sha256);
        if (!here || !*here) faults.push_back("an acknowledged photo has no record: " + sha256);
    }
    return faults;
}

Faults Model::check(std::size_t number, const sync::Clock& clock) {
    const auto& folder = m_folders[number];
    const auto identity = sync::read_identity(folder);
    const bool is_missing = !identity && identity.error().kind == sync::ErrorKind::missing;
    if (is_missing && !m_laptops[number].is_made) return {}; // it died before it was there
    auto workspace = Workspace::open(folder, clock);
    if (!workspace) return {"the store cannot be opened: " + sync::describe(workspace.error())};
    if (const auto taken = app::catch_up_store(folder, workspace->store, clock); !taken)
        return {"the store cannot catch up: " + sync::describe(taken.error())};
    auto faults = workspace->store.check();
    if (!faults) return {"the store cannot be checked: " + sync::describe(faults.error())};
    const auto records = records_of(*workspace);
    if (!records) return {"the store cannot be read: " + sync::describe(records.error())};
    add(*faults, compare(number, *records));
    add(*faults, check_photos(m_laptops[number], folder, workspace->store));
    return std::move(*faults);
}

Faults Model::check_announced(const Record& record) const {
    Faults faults;
    if (record.kind == "photo" && !m_imports.contains(sync::shown_text(record, "sha256")))
        faults.push_back("a photo that nobody imported");
    if (record.kind != "finding") return faults;
    for (const auto& [name, field] : record.fields) {
        const auto wills = m_wills.find({record.id, name});
        for (const auto& [edit, value] : field) {
            const bool is_known =
                wills != m_wills.end() && (name == "deleted" || wills->second.contains(sync::canonical(value)));
            if (!is_known) faults.push_back("a value that nobody wrote: " + name + "\n" + sync::canonical(record));
        }
    }
    return faults;
}

Faults Model::check_all(const sync::Clock& clock) {
    Faults faults;
    for (std::size_t i = 0; i < m_laptops.size(); ++i)
        add(faults, check(i, clock));
    for (std::size_t i = 0; i < m_laptops.size(); ++i) {
        const Records& here = m_laptops[i].saved;
        if (here.size() != m_all.size()) faults.push_back("a laptop has another number of records than all together");
        for (const auto& [id, record] : m_all) {
            const auto found = here.find(id);
            const std::string text = found == here.end() ? "nothing\n" : sync::canonical(found->second);
            if (text != sync::canonical(record))
                faults.push_back("laptop " + std::to_string(i) + " has\n" + text + "instead of\n" +
                                 sync::canonical(record));
        }
    }
    for (const auto& [id, record] : m_all)
        add(faults, check_announced(record));
    add(faults, check_doubles(m_all));
    for (const auto& [name, folder] : {std::pair("the team", m_team), {"the leader", m_folders.front() / "repo.git"}}) {
        const auto repo = sync::git::Repo::open(folder);
        if (!repo) return {std::string(name) + " cannot be opened: " + sync::describe(repo.error())};
        for (const auto& laptop : m_laptops) {
            for (const auto& [sha256, ref] : laptop.photos) {
                if (const auto bytes = sync::read_media(*repo, ref, sha256); !bytes)
                    faults.push_back("a photo has not reached " + std::string(name) + ": " + describe(bytes.error()));
            }
        }
    }
    return faults;
}

} // namespace takan::faults
