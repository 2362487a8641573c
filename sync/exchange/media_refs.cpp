#include "sync/exchange/media_refs.hpp"

#include "sync/base/text.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace takan::sync {
namespace {

std::optional<Fault> fault_of_signature(const git::Commit& commit, const Device* device) {
    if (device == nullptr) return Fault::unknown_device;
    if (commit.signature.empty()) return Fault::unsigned_commit;
    if (verifies(commit.payload, commit.signature, device->key)) return std::nullopt;
    const bool was_signed = std::any_of(device->former.begin(), device->former.end(), [&](const PublicKey& key) {
        return verifies(commit.payload, commit.signature, key);
    });
    return was_signed ? std::nullopt : std::optional(Fault::bad_signature);
}

// The file in the tree that has no place there, if any.
Result<std::optional<Quarantined>> fault_of_tree(const git::Repo& repo, const git::Commit& commit) {
    auto tree = repo.tree(commit.tree);
    if (!tree) return tree.error();
    for (const auto& entry : *tree) {
        if (entry.mode != git::Mode::file) {
            return std::optional(Quarantined{commit.id, entry.name, entry.id, Fault::not_a_file, {}, {}});
        }
        if (!is_media_name(entry.name)) {
            return std::optional(Quarantined{commit.id, entry.name, entry.id, Fault::foreign_path, {}, {}});
        }
    }
    return std::optional<Quarantined>();
}

} // namespace

std::string own_media_prefix(const Signer& signer) {
    return std::string(media_prefix) + signer.device.text() + "/";
}

std::string acknowledged_ref(std::string_view media_ref) {
    return "refs/takan/team/media/" + std::string(media_ref.substr(media_prefix.size()));
}

bool is_media_name(std::string_view name) {
    return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

std::optional<MediaRef> parse_media_ref(std::string_view name) {
    if (!name.starts_with(media_prefix)) return std::nullopt;
    const auto parts = split(name.substr(media_prefix.size()), '/');
    if (parts.size() != 2) return std::nullopt;
    const auto device = DeviceId::parse(parts[0]);
    const auto midnight = parse_instant(std::string(parts[1]) + "T00:00:00.000Z");
    if (!device || !midnight) return std::nullopt;
    return MediaRef{*device, date_of(*midnight)};
}

Result<std::optional<Quarantined>> fault_of_media(const git::Repo& repo, std::string_view name, const git::Oid& tip,
                                                  const std::vector<git::Oid>& known, const Registry& registry) {
    const auto ref = parse_media_ref(name);
    const Device* device = ref ? registry.device(ref->device) : nullptr;
    const std::string signer = ref ? ref->device.text() : std::string();
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, known));
    for (const auto& id : commits) {
        TAKAN_TRY_LET(commit, repo.commit(id));
        if (const auto fault = fault_of_signature(commit, device)) {
            return std::optional(Quarantined{id, {}, {}, *fault, signer, std::string(name)});
        }
        TAKAN_TRY_LET(fault, fault_of_tree(repo, commit));
        if (!fault) continue;
        fault->signer = signer;
        fault->detail = name;
        return fault;
    }
    return std::optional<Quarantined>();
}

Result<MediaNews> media_news(const git::Repo& repo, const std::optional<git::Oid>& before, const git::Oid& after) {
    MediaNews news;
    TAKAN_TRY_LET(old_tree, tree_of(repo, before));
    TAKAN_TRY_LET(new_tree, tree_of(repo, after));
    TAKAN_TRY(git::compare(repo, old_tree, new_tree, [&](const git::Difference& found) -> Status {
        if (!found.after) return {};
        ++news.files;
        if (!repo.has_without_refresh(found.after->id)) {
            ++news.missing;
            return {};
        }
        TAKAN_TRY_LET(head, repo.header(found.after->id));
        news.bytes += head.second;
        return {};
    }));
    return news;
}

} // namespace takan::sync
