#include "sync/team/judge_state.hpp"

#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

constexpr std::string_view team_folder = "team";
constexpr std::size_t greatest_merge = 1'000'000; // changed paths of one merge: ten times a large team's repository

// Links and the like are never accepted; where a trusted tree holds one it counts as nothing.
Counted counted_of(const std::optional<git::TreeEntry>& entry) {
    return entry && entry->mode == git::Mode::file ? Counted(entry->id) : Counted();
}

Counted counted_of(const State& state, const std::string& path, const std::optional<git::TreeEntry>& entry) {
    const auto at = state.instead->find(path);
    return at == state.instead->end() ? counted_of(entry) : at->second;
}

struct Collected {
    std::optional<git::TreeEntry> after;
    std::vector<std::optional<Counted>> before; // nothing: as in the tree
};
using Changes = std::map<std::string, Collected>;

Result<Changes> collect(const git::Repo& repo, const git::Oid& tree, const std::vector<State>& parents) {
    Changes changes;
    for (std::size_t i = 0; i < parents.size(); ++i) {
        const auto note = [&](const git::Difference& difference) -> Status {
            if (changes.size() >= greatest_merge) return fail(ErrorKind::corrupt, "a merge changes too many paths");
            Collected& change = changes[difference.path];
            change.after = difference.after;
            change.before.resize(parents.size());
            change.before[i] = counted_of(parents[i], difference.path, difference.before);
            return {};
        };
        TAKAN_TRY(git::compare(repo, parents[i].tree, tree, note));
        for (const auto& [path, counted] : *parents[i].instead) {
            const auto [at, is_new] = changes.try_emplace(path);
            if (is_new) {
                TAKAN_TRY_LET(entry, find_entry(repo, tree, path));
                at->second.after = entry;
            }
            at->second.before.resize(parents.size());
            at->second.before[i] = counted;
        }
    }
    return changes;
}

Status each_merged_change(const git::Repo& repo, const git::Oid& tree, const std::vector<State>& parents,
                          const std::function<Status(const Change&)>& found) {
    TAKAN_TRY_LET(changes, collect(repo, tree, parents));
    for (auto& [path, collected] : changes) {
        Change change{path, std::move(collected.after), {}};
        for (auto& before : collected.before)
            change.before.push_back(before ? std::move(*before) : counted_of(change.after));
        TAKAN_TRY(found(change));
    }
    return {};
}

bool is_registry(Place place) {
    return place == Place::member || place == Place::device;
}

// Paths of the registry at which two parents may differ.
Result<std::set<std::string>> registry_paths(const git::Repo& repo, const std::vector<State>& parents) {
    std::set<std::string> paths;
    const auto note = [&](const std::string& path) {
        if (is_registry(place_of(path))) paths.insert(path);
    };
    const auto folder = [&](const State& state) -> Result<git::Oid> {
        TAKAN_TRY_LET(entry, find_entry(repo, state.tree, team_folder));
        return entry && entry->mode == git::Mode::folder ? entry->id : git::Oid{};
    };
    TAKAN_TRY_LET(first, folder(parents.front()));
    for (const State& parent : parents) {
        TAKAN_TRY_LET(other, folder(parent));
        TAKAN_TRY(git::compare(repo, first, other, [&](const git::Difference& difference) -> Status {
            note(std::string(team_folder) + '/' + difference.path);
            return {};
        }));
        for (const auto& entry : *parent.instead)
            note(entry.first);
    }
    return paths;
}

} // namespace

Status each_change(const git::Repo& repo, const git::Oid& tree, const std::vector<State>& parents,
                   const std::function<Status(const Change&)>& found) {
    if (parents.size() > 1) return each_merged_change(repo, tree, parents, found);
    const State none;
    const State& parent = parents.empty() ? none : parents.front();
    return git::compare(repo, parent.tree, tree, [&](const git::Difference& difference) {
        Change change{difference.path, difference.after, {}};
        change.before.push_back(counted_of(parent, difference.path, difference.before));
        return found(change);
    });
}

Result<std::optional<git::TreeEntry>> find_entry(const git::Repo& repo, const git::Oid& tree, std::string_view path) {
    auto entry = repo.entry_at(tree, path);
    if (entry) return std::optional(std::move(*entry));
    if (entry.error().kind == ErrorKind::missing) return std::optional<git::TreeEntry>{};
    return entry.error();
}

Result<Counted> counted_at(const git::Repo& repo, const State& state, const std::string& path) {
    if (const auto at = state.instead->find(path); at != state.instead->end()) return at->second;
    TAKAN_TRY_LET(entry, find_entry(repo, state.tree, path));
    return counted_of(entry);
}

bool is_counted(const std::optional<git::TreeEntry>& entry, const Counted& counted) {
    if (!entry) return std::holds_alternative<std::monostate>(counted);
    const auto* blob = std::get_if<git::Oid>(&counted);
    return blob != nullptr && entry->mode == git::Mode::file && entry->id == *blob;
}

Result<std::string> counted_bytes(const git::Repo& repo, const Counted& counted) {
    if (const auto* bytes = std::get_if<std::string>(&counted)) return *bytes;
    return repo.read(std::get<git::Oid>(counted), git::ObjectType::blob, greatest_record);
}

Result<std::optional<Record>> counted_record(const git::Repo& repo, const Counted& counted, const std::string& path) {
    if (std::holds_alternative<std::monostate>(counted)) return std::optional<Record>{};
    const auto bytes = counted_bytes(repo, counted);
    if (!bytes && is_damage(bytes.error())) return std::optional<Record>{};
    TAKAN_TRY(bytes);
    auto record = read_record(*bytes);
    if (!record || path_of(*record) != path) return std::optional<Record>{};
    return std::optional(std::move(*record));
}

Result<Base> merge_counted(const git::Repo& repo, const Change& change) {
    Base base;
    std::vector<const Counted*> versions; // different ones
    for (const Counted& counted : change.before) {
        const auto is_same = [&](const Counted* known) { return *known == counted; };
        if (std::holds_alternative<std::monostate>(counted)) continue;
        if (std::none_of(versions.begin(), versions.end(), is_same)) versions.push_back(&counted);
    }
    if (!versions.empty()) base.counted = *versions.front();
    const Place place = place_of(change.path);
    if (versions.size() < 2 || (place != Place::record && !is_registry(place))) return base;
    std::optional<Record> merged;
    for (const Counted* version : versions) {
        TAKAN_TRY_LET(record, counted_record(repo, *version, change.path));
        if (!record) continue;
        if (!merged) {
            merged = std::move(record);
            base.counted = *version;
            continue;
        }
        TAKAN_TRY_LET(both, merge(*merged, *record));
        for (const std::string& field : both.clashes)
            base.clashes.push_back(describe_clash(*merged, *record, field));
        // Mostly one side knew all of the other: then its blob counts and no bytes need to be kept.
        if (both.record == *record) {
            base.counted = *version;
        } else if (both.record != *merged) {
            base.counted = canonical(both.record);
        }
        merged = std::move(both.record);
    }
    return base;
}

Result<std::shared_ptr<const Registry>> merge_registries(const git::Repo& repo, const std::vector<State>& parents) {
    const auto& first = parents.front().registry;
    const auto is_first = [&](const State& parent) { return parent.registry == first; };
    if (std::all_of(parents.begin(), parents.end(), is_first)) return first;
    TAKAN_TRY_LET(paths, registry_paths(repo, parents));
    auto merged = std::make_shared<Registry>(*first);
    for (const std::string& path : paths) {
        Change change{path, {}, {}};
        for (const State& parent : parents) {
            TAKAN_TRY_LET(counted, counted_at(repo, parent, path));
            change.before.push_back(std::move(counted));
        }
        TAKAN_TRY_LET(base, merge_counted(repo, change));
        TAKAN_TRY_LET(record, counted_record(repo, base.counted, path));
        if (record) merged->take(*record);
    }
    return std::shared_ptr<const Registry>(std::move(merged));
}

} // namespace takan::sync
