// How a Repo comes into being: whole and durable, or not at all.

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/descriptor.hpp"
#include "sync/git/handles.hpp"
#include "sync/git/leftover.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/sweep.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

// Settings for people who work on this repository with git: photos are neither searched for deltas nor repacked nor
// unpacked when they come, broken objects are refused, nothing that was pushed can be taken back, and single photos can
// be had.
Status configure(git_repository* repository) {
    Config config;
    TAKAN_TRY(check(git_repository_config(Out(config), repository), "read settings"));
    TAKAN_TRY(check(git_config_set_string(config.get(), "core.bigFileThreshold", "1m"), "write settings"));
    TAKAN_TRY(check(git_config_set_string(config.get(), "core.fsync", "committed,reference"), "write settings"));
    // libgit2's own push and fetch would search all photos for deltas with the usual cache.
    TAKAN_TRY(check(git_config_set_int32(config.get(), "pack.deltaCacheSize", 1), "write settings"));
    // A batch of photos stays the pack as which it came: git would write each photo anew, compressed for nothing.
    TAKAN_TRY(check(git_config_set_int32(config.get(), "receive.unpackLimit", 1), "write settings"));
    TAKAN_TRY(check(git_config_set_string(config.get(), "gc.bigPackThreshold", "4m"), "write settings"));
    TAKAN_TRY(check(git_config_set_int32(config.get(), "gc.autoPackLimit", 1000), "write settings"));
    TAKAN_TRY(check(git_config_set_bool(config.get(), "core.logAllRefUpdates", 1), "write settings"));
    for (const char* name : {"receive.fsckObjects", "receive.denyNonFastForwards", "receive.denyDeletes",
                             "uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"}) {
        TAKAN_TRY(check(git_config_set_bool(config.get(), name, 1), "write settings"));
    }
    return {};
}

// libgit2 writes a new repository's files without making them durable.
Status sync_everything(const fs::path& folder) {
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        if (at->is_directory(code)) {
            TAKAN_TRY(sync_everything(at->path()));
            continue;
        }
        const Descriptor file(at->path(), O_RDONLY);
        if (!file) return error_from_errno(errno, "open file", at->path());
        if (const int failed = sync_descriptor(file)) return error_from_errno(failed, "make file durable", at->path());
    }
    if (code) return error_from_errno(code.value(), "list folder", folder);
    return sync_folder(folder);
}

Status build(const fs::path& folder) {
    TAKAN_TRY(make_folder(folder));
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = "main";
    Repository repository;
    TAKAN_TRY(check(git_repository_init_ext(Out(repository), utf8(folder).c_str(), &options), "create repository",
                    utf8(folder)));
    TAKAN_TRY(configure(repository.get()));
    repository.reset();
    return sync_everything(folder);
}

// Beside its place, so that a program that is killed meanwhile leaves nothing there that is half a repository. Returns
// false where that cannot be done: a stick's topmost folder cannot be renamed to, and other files stand in the way.
Result<bool> build_aside(const fs::path& folder) {
    const fs::path aside = unfinished_name(folder);
    const fs::path above = aside.parent_path();
    TAKAN_TRY(make_folder(above));
    if (const auto now = file_system_now(above)) sweep_unfinished(folder, *now);
    const Status made = make_folder(aside);
    const Descriptor living(aside, O_RDONLY | O_DIRECTORY);
    if (living) (void)::flock(living.number(), LOCK_EX | LOCK_NB); // tells who sweeps that this one is being made
    const Status built = made ? build(aside) : made;
    std::error_code failed;
    if (built) fs::rename(aside, folder, failed);
    if (built && !failed) {
        TAKAN_TRY(sync_folder(above));
        return true;
    }
    std::error_code ignored;
    fs::remove_all(aside, ignored);
    if (!built && built.error().kind != ErrorKind::denied) return built.error();
    return false;
}

} // namespace

Result<Repo> Repo::create(const fs::path& folder) {
    if (is_repository(folder)) return open(folder);
    start_library();
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path(); // "folder/"
    TAKAN_TRY_LET(is_there, build_aside(plain));
    if (!is_there && !is_repository(plain)) TAKAN_TRY(build(plain));
    return open(folder);
}

} // namespace takan::sync::git
