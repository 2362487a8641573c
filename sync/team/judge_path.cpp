#include "sync/team/judge_path.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace takan::sync {
namespace {

// What a commit carries along. A merge by plain git, or a laptop that has not judged yet, builds on trees that hold
// things set aside before. Its signer cannot be blamed for those, and they must not count for being carried. So:
//   - what counts of a record is the merge of what counted at the parents plus the signer's own new edits, whatever
//   else
//     the file holds;
//   - what the file holds (or lacks) beyond that is a fault of the signer, except where it is the same in the tree of a
//     parent whose version did not count as it stood ("tainted"). Then nobody is blamed again, and what counts is kept
//     in `instead` for as long as the file goes on differing from it;
//   - a version with a fault of its signer counts for nothing at all: the parents' merge stands;
//   - an edit named after the signer that such a tree held already is not the signer's own doing either: else a forger
//     would only have to wait until the honest device signs the next change of that record.
// An honest history has nothing tainted, and the parents' trees are not looked at a second time.

constexpr std::size_t longest_path = 500; // bytes shown; a tree's names may be of any length

std::string shown_path(std::string_view path) {
    return plain_text(path.substr(0, longest_path));
}

bool is_registry(Place place) {
    return place == Place::member || place == Place::device;
}

bool is_record(Place place) {
    return place == Place::record || is_registry(place);
}

// Looks like a record's path, with a date or a kind that does not belong to it.
bool is_misplaced(std::string_view path) {
    constexpr std::string_view suffix = ".json";
    const auto parts = split(path, '/');
    if (parts.size() != 5 || !is_kind(parts.front()) || !parts.back().ends_with(suffix)) return false;
    return static_cast<bool>(RecordId::parse(parts.back().substr(0, parts.back().size() - suffix.size())));
}

bool is_format(std::string_view bytes) {
    int version = 0;
    const auto [end, code] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), version);
    const std::string_view rest = bytes.substr(static_cast<std::size_t>(end - bytes.data()));
    return code == std::errc{} && version > 0 && rest == "\n";
}

std::string first_text(const std::string& bytes) {
    return plain_text(std::string_view(bytes).substr(0, 40));
}

} // namespace

PathJudge::PathJudge(const git::Repo& repo, const std::vector<State>& parents, std::shared_ptr<const Registry> in_force,
                     const Writer& writer)
    : m_repo(repo), m_parents(parents), m_writer(writer), m_registry(std::move(in_force)) {
    // With several parents each_change() names every path of their maps, so that the new one is made up from them.
    m_instead = parents.size() == 1 ? parents.front().instead : std::make_shared<const Instead>();
}

Status PathJudge::judge(const Change& change) {
    TAKAN_TRY_LET(base, merge_counted(m_repo, change));
    for (const Clash& clash : base.clashes)
        add_fault(change, {Fault::cloned_edit, clash.detail}, clash.device);
    if (is_counted(change.after, base.counted)) {
        counts(change, std::move(base.counted));
        return {};
    }
    if (!change.after) return judge_removal(change, std::move(base.counted));
    return judge_file(change, std::move(base.counted));
}

Status PathJudge::finish() {
    if (!m_signers) return {};
    TAKAN_TRY_LET(base, merge_counted(m_repo, *m_signers));
    TAKAN_TRY_LET(bytes, read(*m_signers->after));
    // Whoever merges two changes of the registry writes this file anew, whatever the role; then it must fit.
    if (m_writer.entitled || bytes == allowed_signers(*m_registry)) {
        counts(*m_signers, m_signers->after->id);
        return {};
    }
    return blame(*m_signers, std::move(base.counted), {Fault::not_entitled, "the list does not fit the registry"});
}

Status PathJudge::judge_removal(const Change& change, Counted counted) {
    bool removed_before = false;
    TAKAN_TRY(tainted(change, removed_before));
    if (!removed_before) add_fault(change, {Fault::removed_file, {}}, m_writer.device.text());
    counts(change, std::move(counted));
    return {};
}

Status PathJudge::judge_file(const Change& change, Counted counted) {
    const Place place = place_of(change.path);
    if (place == Place::nowhere) {
        const Fault fault = is_misplaced(change.path) ? Fault::wrong_path : Fault::foreign_path;
        return blame(change, std::move(counted), {fault, {}});
    }
    const git::TreeEntry& entry = *change.after;
    if (entry.mode != git::Mode::file) return blame(change, std::move(counted), {Fault::not_a_file, {}});
    const auto unread = m_repo.header(entry.id);
    if (!unread && is_damage(unread.error())) {
        return blame(change, std::move(counted), {Fault::lost_object, unread.error().message});
    }
    TAKAN_TRY_LET(header, unread);
    if (header.first != git::ObjectType::blob)
        return blame(change, std::move(counted), {Fault::not_a_file, "the object is no file"});
    if (header.second > greatest_record) {
        return blame(change, std::move(counted), {Fault::oversized_record, std::to_string(header.second) + " bytes"});
    }
    const auto bytes = read(entry);
    if (!bytes && is_damage(bytes.error())) {
        return blame(change, std::move(counted), {Fault::lost_object, bytes.error().message});
    }
    TAKAN_TRY(bytes);
    if (is_record(place)) return judge_record(change, *bytes, std::move(counted));
    return judge_plain(change, *bytes, std::move(counted));
}

Status PathJudge::judge_record(const Change& change, const std::string& bytes, Counted counted) {
    const auto version = read_record(bytes);
    if (!version)
        return blame(change, std::move(counted),
                     {Fault::malformed_record, version.error().subject + ": " + version.error().message});
    if (path_of(*version) != change.path) {
        return blame(change, std::move(counted), {Fault::wrong_path, "the record says " + path_of(*version)});
    }
    const Place place = place_of(change.path);
    TAKAN_TRY_LET(before, counted_record(m_repo, counted, change.path));
    const Record* base = before ? &*before : nullptr;
    const bool entitled = !is_guarded_kind(version->kind) || m_writer.entitled ||
                          (base != nullptr && replaces_own_key(*version, *base, m_writer.device));
    const Writer writer{m_writer.device, entitled};
    TAKAN_TRY_LET(raw, tainted_records(change));
    const Weighed weighed = weigh(*version, base, raw, writer);
    for (const Finding& finding : weighed.faults)
        add_fault(change, finding, m_writer.device.text());
    if (!weighed.faults.empty()) {
        counts(change, std::move(counted));
        return {};
    }
    const bool wrote = base == nullptr ? !weighed.nothing : weighed.counts != *base;
    if (is_registry(place) && wrote) take(weighed.counts);
    if (weighed.whole) {
        counts(change, change.after->id);
    } else if (wrote) {
        counts(change, canonical(weighed.counts));
    } else {
        counts(change, std::move(counted));
    }
    return {};
}

// Files that nothing can merge. A merge may take any parent's: without a common ancestor none is known to be older.
Status PathJudge::judge_plain(const Change& change, const std::string& bytes, Counted counted) {
    const Counted version = change.after->id;
    if (std::find(change.before.begin(), change.before.end(), version) != change.before.end()) {
        counts(change, version);
        return {};
    }
    const Place place = place_of(change.path);
    if (place == Place::signers) {
        m_signers = change;
        return {};
    }
    if (!m_writer.entitled) return blame(change, std::move(counted), {Fault::not_entitled, {}});
    if (place == Place::format && !is_format(bytes))
        return blame(change, std::move(counted), {Fault::malformed_record, "no version: " + first_text(bytes)});
    counts(change, version);
    return {};
}

// Sets the change aside as a whole; a fault of the signer unless a parent's tree had the same already, without
// counting.
Status PathJudge::blame(const Change& change, Counted counted, const Finding& finding) {
    bool removed = false;
    TAKAN_TRY_LET(entries, tainted(change, removed));
    const auto is_same = [&](const git::TreeEntry& entry) {
        return entry.mode == change.after->mode && entry.id == change.after->id;
    };
    if (std::none_of(entries.begin(), entries.end(), is_same)) add_fault(change, finding, m_writer.device.text());
    counts(change, std::move(counted));
    return {};
}

// Entries at the path in the trees of parents that do not count as they stand there. `removed`: one such tree has none.
Result<PathJudge::Entries> PathJudge::tainted(const Change& change, bool& removed) const {
    Entries entries;
    for (std::size_t i = 0; i < m_parents.size(); ++i) {
        const State& parent = m_parents[i];
        if (parent.raw == parent.tree && !parent.instead->contains(change.path)) continue;
        auto entry = find_entry(m_repo, parent.raw, change.path);
        if (!entry && is_damage(entry.error())) continue; // a hostile tree explains nothing
        if (!entry) return entry.error();
        if (is_counted(*entry, change.before[i])) continue;
        if (*entry) {
            entries.push_back(std::move(**entry));
        } else {
            removed = true;
        }
    }
    return entries;
}

Result<std::vector<Record>> PathJudge::tainted_records(const Change& change) const {
    bool removed = false;
    TAKAN_TRY_LET(entries, tainted(change, removed));
    std::vector<Record> records;
    for (const git::TreeEntry& entry : entries) {
        if (entry.mode != git::Mode::file) continue;
        TAKAN_TRY_LET(record, counted_record(m_repo, entry.id, change.path));
        if (record) records.push_back(std::move(*record));
    }
    return records;
}

Result<std::string> PathJudge::read(const git::TreeEntry& entry) const {
    return m_repo.read(entry.id, git::ObjectType::blob, greatest_record);
}

void PathJudge::counts(const Change& change, Counted counted) {
    const bool as_is = is_counted(change.after, counted);
    if (as_is && !m_instead->contains(change.path)) return;
    if (!m_own_instead) {
        m_own_instead = std::make_shared<Instead>(*m_instead);
        m_instead = m_own_instead;
    }
    if (as_is) {
        m_own_instead->erase(change.path);
    } else {
        m_own_instead->insert_or_assign(change.path, std::move(counted));
    }
}

void PathJudge::take(const Record& record) {
    if (!m_own_registry) {
        m_own_registry = std::make_shared<Registry>(*m_registry);
        m_registry = m_own_registry;
    }
    m_own_registry->take(record);
}

void PathJudge::add_fault(const Change& change, const Finding& finding, std::string signer) {
    const git::Oid blob = change.after ? change.after->id : git::Oid{};
    m_faults.push_back({shown_path(change.path), blob, finding, std::move(signer)});
}

} // namespace takan::sync
