#include "sync/git/partial.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/handles.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/pack_reader.hpp"
#include "sync/git/pack_writer.hpp"
#include "sync/git/sizes.hpp"
#include "sync/git/sweep.hpp"

#include <cerrno>
#include <cstddef>
#include <unordered_set>

#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

// What stays of a pack is written anew. One with more objects is git's own, and mostly records.
constexpr std::size_t greatest_rest = 10'000;

Result<Config> config_of(git_repository* repository) {
    Config config;
    TAKAN_TRY(check(git_repository_config(Out(config), repository), "read settings"));
    return config;
}

// In a repository of git's first version, too, git heeds this extension. Git's gc fails over a bitmap of packs that
// name what is not there.
constexpr std::string_view partial_settings = "[remote \"takan\"]\n\tpromisor = true\n"
                                              "[repack]\n\twriteBitmaps = false\n"
                                              "[extensions]\n\tpartialClone = takan\n";
constexpr std::size_t greatest_config = 1024 * 1024; // bytes; people write a few lines into it

// Durable, and past the lock that a killed program left; libgit2's own writing is neither.
Status mark_partial(const Repo& repo) {
    if (is_partial(repo)) return {};
    const fs::path path = repo.folder() / "config";
    TAKAN_TRY_LET(lock, LockFile::take(path));
    if (is_partial(repo)) return {};
    TAKAN_TRY_LET(settings, read_file(path, greatest_config));
    if (!settings.empty() && !settings.ends_with('\n')) settings += '\n';
    return lock.replace_target(settings.append(partial_settings));
}

Result<std::vector<fs::path>> indexes_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        if (at->path().extension() == ".idx") found.push_back(at->path());
    }
    if (code && code.value() != ENOENT) return error_from_errno(code.value(), "list packs", folder);
    return found;
}

// What trees in a pack with this file beside it name, may be missing.
Status mark_promised(const Repo& repo, const std::string& pack) {
    return write_file(repo.folder() / "objects" / "pack" / (pack + ".promisor"), "");
}

// `promised`: the pack that the rest comes from was marked so, and its trees may be the only ones that are.
Status write_rest(const Repo& repo, const std::vector<Oid>& rest, bool promised) {
    if (rest.empty()) return {};
    TAKAN_TRY_LET(pack, PackWriter::start(repo.folder()));
    for (const Oid& id : rest) {
        TAKAN_TRY_LET(head, repo.header(id));
        TAKAN_TRY_LET(bytes, repo.read(id, head.first, greatest_object));
        TAKAN_TRY_LET(written, pack.add(head.first, bytes, compression_for(head.first, bytes.size())));
        if (written != id) return fail(ErrorKind::corrupt, "an object is not what its id says", id.hex());
    }
    TAKAN_TRY_LET(name, pack.finish(true));
    return promised ? mark_promised(repo, *name) : Status();
}

// Returns the bytes of the files that went with the pack.
Result<std::uint64_t> drop_from(const Repo& repo, const fs::path& index, const std::unordered_set<Oid>& files) {
    TAKAN_TRY_LET(objects, PackReader(index).entries());
    std::vector<Oid> rest;
    std::uint64_t bytes = 0;
    for (const auto& [id, crc, offset] : objects) {
        if (!files.contains(id)) {
            rest.push_back(id);
            continue;
        }
        TAKAN_TRY_LET(head, repo.header(id));
        bytes += head.second;
    }
    if (rest.size() > greatest_rest) return std::uint64_t{0};
    std::error_code ignored;
    TAKAN_TRY(write_rest(repo, rest, fs::exists(fs::path(index).replace_extension(".promisor"), ignored)));
    TAKAN_TRY(remove_pack(index));
    return bytes;
}

} // namespace

bool is_partial(const Repo& repo) {
    Repository repository;
    if (!check(git_repository_open_bare(Out(repository), utf8(repo.folder()).c_str()), "open repository")) return false;
    const auto config = config_of(repository.get());
    if (!config) return false;
    Config snapshot;
    if (!check(git_config_snapshot(Out(snapshot), config->get()), "read settings")) return false;
    const char* name = nullptr;
    return git_config_get_string(&name, snapshot.get(), "extensions.partialClone") == 0;
}

Status promise_files(Repo& repo, const std::vector<Oid>& trees) {
    if (trees.empty()) return {};
    TAKAN_TRY(mark_partial(repo));
    TAKAN_TRY_LET(pack, PackWriter::start(repo.folder()));
    for (const Oid& id : trees) {
        TAKAN_TRY_LET(tree, repo.tree(id));
        TAKAN_TRY(pack.add(ObjectType::tree, tree_bytes(tree)));
    }
    TAKAN_TRY_LET(name, pack.finish());
    return mark_promised(repo, *name);
}

Result<std::uint64_t> drop_files(Repo& repo, const std::vector<Oid>& files) {
    const std::unordered_set<Oid> wanted(files.begin(), files.end());
    const fs::path folder = repo.folder() / "objects" / "pack";
    if (const auto now = file_system_now(folder)) sweep_packs(repo.folder(), *now);
    std::error_code ignored;
    fs::remove(folder / "multi-pack-index",
               ignored); // git's own index over packs some of which will go; it makes it anew
    TAKAN_TRY_LET(indexes, indexes_in(folder));
    std::uint64_t bytes = 0;
    for (const fs::path& index : indexes) {
        PackReader pack(index);
        bool holds_some = false;
        for (const Oid& id : wanted) {
            TAKAN_TRY_LET(there, pack.find(id));
            holds_some = holds_some || there.has_value();
        }
        if (!holds_some) continue;
        TAKAN_TRY_LET(gone, drop_from(repo, index, wanted));
        bytes += gone;
    }
    TAKAN_TRY(sync_folder(folder));
    TAKAN_TRY_LET(fresh, Repo::open(repo.folder())); // the packs that went are still open in the old one
    repo = std::move(fresh);
    return bytes;
}

} // namespace takan::sync::git
