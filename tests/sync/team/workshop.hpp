#pragma once
// A workshop for commits: one repository, a leader and two inspectors, and hand-made commits of anybody, forged ones
// too.

#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"
#include "sync/team/founding.hpp"
#include "sync/team/judge.hpp"
#include "sync/team/layout.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::test {

using Files = std::map<std::string, std::optional<std::string>>; // path to bytes; nothing removes it

inline sync::Signer new_signer(std::string_view device, std::string_view name) {
    return {*sync::DeviceId::parse(device), std::string(name), sync::DeviceKey::generate()};
}

class Workshop {
    Scratch m_scratch; // before the repository in it
    std::int64_t m_now = 1711094400000;

public:
    const sync::Signer lin = new_signer("l1n000", "林组长");
    const sync::Signer he = new_signer("he0000", "何敏");
    const sync::Signer zhao = new_signer("zha000", "赵一");
    const sync::Signer stranger = new_signer("str000", "陌生人");
    sync::git::Repo repo;
    sync::git::Oid founding;
    sync::git::Oid start; // he and zhao are admitted
    sync::Record he_device;

    Workshop() : repo(*sync::git::Repo::create(m_scratch / "team.git")) {
        founding = *sync::found(repo, lin, sync::founding_records(lin, "leader", now()), now());
        start = admit(founding, he, "inspector");
        start = admit(start, zhao, "inspector");
    }

    std::filesystem::path folder() const { return m_scratch / "team.git"; }
    std::filesystem::path scratch() const { return m_scratch.path(); }
    sync::Instant now() { return {m_now += 1000}; }

    sync::git::Oid tree_of(const sync::git::Oid& commit) const { return repo.commit(commit)->tree; }

    sync::git::Oid commit(const sync::Signer& signer, const std::vector<sync::git::Oid>& parents, const Files& files) {
        return commit_on(signer, parents, parents.empty() ? sync::git::Oid{} : tree_of(parents.front()), files);
    }

    sync::git::Oid commit_on(const sync::Signer& signer, const std::vector<sync::git::Oid>& parents,
                             const sync::git::Oid& base, const Files& files) {
        auto pack = start_pack();
        const auto tree = sync::git::build_tree(repo, base, changes(pack, files), pack);
        REQUIRE(tree);
        const auto id = sync::write_commit(pack, signer, *tree, parents, "test", now());
        REQUIRE(id);
        finish(pack);
        return *id;
    }

    // A commit whose tree has an entry of any mode.
    sync::git::Oid commit_entry(const sync::Signer& signer, const sync::git::Oid& parent, const std::string& path,
                                sync::git::Mode mode, std::string_view bytes) {
        auto pack = start_pack();
        const auto blob = pack.add(sync::git::ObjectType::blob, bytes);
        const sync::git::TreeChanges entry{{path, sync::git::TreeEntry{"", mode, *blob}}};
        const auto tree = sync::git::build_tree(repo, tree_of(parent), entry, pack);
        REQUIRE(tree);
        const auto id = sync::write_commit(pack, signer, *tree, {parent}, "test", now());
        finish(pack);
        return *id;
    }

    // A commit whose tree is these very bytes.
    sync::git::Oid commit_tree_bytes(const sync::Signer& signer, const sync::git::Oid& parent, std::string_view bytes) {
        auto pack = start_pack();
        const auto tree = pack.add(sync::git::ObjectType::tree, bytes);
        const auto id = sync::write_commit(pack, signer, *tree, {parent}, "test", now());
        finish(pack);
        return *id;
    }

    // The same commit again with other bytes: `change` gets its payload and signature.
    template <class Change>
    sync::git::Oid forged(const sync::git::Oid& commit, const Change& change) {
        const auto old = repo.commit(commit);
        std::string payload = old->payload;
        std::string signature = old->signature;
        change(payload, signature);
        auto pack = start_pack();
        const auto id = pack.add(sync::git::ObjectType::commit,
                                 signature.empty() ? payload : sync::git::signed_commit(payload, signature));
        finish(pack);
        return *id;
    }

    // What git would do for a person: records that differ are merged as they stand in the trees, by the one rule.
    sync::git::Oid plain_merge(const sync::Signer& signer, const sync::git::Oid& ours, const sync::git::Oid& theirs) {
        Files files;
        const auto take = [&](const sync::git::Difference& difference) -> sync::Status {
            if (!difference.after) return {};
            std::string bytes = *repo.read(difference.after->id, sync::git::ObjectType::blob, sync::greatest_record);
            if (difference.path == sync::signers_path) {
                files[difference.path] = bytes; // written anew below
                return {};
            }
            if (difference.before) {
                const auto old = repo.read(difference.before->id, sync::git::ObjectType::blob, sync::greatest_record);
                const auto a = sync::read_record(*old);
                const auto b = sync::read_record(bytes);
                if (!a || !b) return {}; // ours stays
                bytes = canonical(sync::merge(*a, *b)->record);
            }
            files[difference.path] = bytes;
            return {};
        };
        REQUIRE(sync::git::compare(repo, tree_of(ours), tree_of(theirs), take));
        const auto id = commit(signer, {ours, theirs}, files);
        auto registry = sync::read_registry(repo, id);
        if (!files.contains(std::string(sync::signers_path))) return id;
        files[std::string(sync::signers_path)] = sync::allowed_signers(*registry);
        return commit(signer, {ours, theirs}, files);
    }

    sync::git::Oid admit(const sync::git::Oid& parent, const sync::Signer& whom, std::string_view role) {
        auto registry = *sync::read_registry(repo, parent);
        const sync::JoinRequest request{whom.device, whom.name, "ThinkPad", whom.key.public_key(), now()};
        Files files;
        for (const auto& record : sync::admission_records(request, registry, std::nullopt, role, lin.device, now())) {
            registry.take(record);
            if (record.kind == "device" && whom.device == he.device) he_device = record;
            files[sync::path_of(record)] = canonical(record);
        }
        files[std::string(sync::signers_path)] = sync::allowed_signers(registry);
        return commit(lin, {parent}, files);
    }

    std::vector<sync::Record> device_records(const sync::git::Oid& commit) const {
        std::vector<sync::Record> records;
        const auto take = [&](const std::string&, const sync::git::TreeEntry& entry) -> sync::Status {
            records.push_back(
                *sync::read_record(*repo.read(entry.id, sync::git::ObjectType::blob, sync::greatest_record)));
            return {};
        };
        REQUIRE(sync::git::walk(repo, tree_of(commit), "team/device/", take));
        return records;
    }

    sync::Record finding() {
        sync::Record record;
        record.id = sync::RecordId::random(now());
        record.kind = "finding";
        return record;
    }

    sync::Edit write(sync::Record& record, std::string_view field, sync::Value value, const sync::Signer& signer) {
        return sync::write(record, field, std::move(value), signer.device, now());
    }

    sync::Judgement judged(const sync::git::Oid& tip, const std::vector<sync::git::Oid>& known = {},
                           const sync::Registry& registry = {}) const {
        auto judgement = sync::judge(repo, tip, known, registry);
        if (!judgement) FAIL(sync::describe(judgement.error()));
        return std::move(*judgement);
    }

    // As the laptop sees it that stands at `start`.
    sync::Judgement judged_from_start(const sync::git::Oid& tip) const {
        return judged(tip, {start}, *sync::read_registry(repo, start));
    }

    std::optional<sync::Record> counted(const sync::Judgement& judgement, const sync::Record& record) const {
        const auto bytes = sync::read_accepted(repo, judgement.accepted, sync::path_of(record));
        REQUIRE(bytes);
        if (!*bytes) return std::nullopt;
        return *sync::read_record(**bytes);
    }

private:
    sync::git::PackWriter start_pack() const { return *sync::git::PackWriter::start(folder()); }

    sync::git::TreeChanges changes(sync::git::PackWriter& pack, const Files& files) const {
        sync::git::TreeChanges all;
        for (const auto& [path, bytes] : files) {
            auto& entry = all[path];
            if (bytes) {
                entry = sync::git::TreeEntry{"", sync::git::Mode::file, *pack.add(sync::git::ObjectType::blob, *bytes)};
            }
        }
        return all;
    }

    void finish(sync::git::PackWriter& pack) {
        REQUIRE(pack.finish());
        repo.refresh();
    }
};

// The files of one record as it stands.
inline Files file(const sync::Record& record) {
    return {{sync::path_of(record), canonical(record)}};
}

inline Files files(const std::vector<sync::Record>& records) {
    Files all;
    for (const auto& record : records)
        all[sync::path_of(record)] = canonical(record);
    return all;
}

} // namespace takan::test
