#pragma once
// LockFile: git's way of locking a file, `<file>.lock`, which git and libgit2 respect as well; and the recovery of
// locks that a killed program left, which never takes one from a living program.

#include "sync/git/descriptor.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace takan::sync::git {

class LockFile {
public:
    // Creates `<target>.lock`, holds an flock on it and says in it whose it is. A stale one is recovered first. Error
    // busy when another program holds it, missing when the folder is not there.
    static Result<LockFile> take(const std::filesystem::path& target);
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) = delete;
    ~LockFile(); // gives the lock up

    // Makes `bytes` the target's content, durable and in one step. Error busy when the lock was lost meanwhile, as may
    // happen to a program that was suspended for long: then nothing was changed.
    Status replace_target(std::string_view bytes);
    // Removes the target, if it is there. Errors as above.
    Status remove_target();

private:
    LockFile() = default;
    Status check_still_held() const;

    std::filesystem::path m_target;
    std::filesystem::path m_path; // empty: moved from
    std::string m_holder;         // what stands in the lock: nobody else writes the same
    Descriptor m_file;
};

// Takes a lock away that a killed program left. It must be older than any program holds one, by the clock of the file
// system that it lies on: seconds for one of ours which nobody's flock holds, ten minutes for git's own, which carry
// none, and where flock is unknown. Returns whether the lock is gone.
Result<bool> recover_stale_lock(const std::filesystem::path& lock);

// The permissions of a folder's new files and folders are those of the folder, so that what a group shares stays
// shared, whatever a person's umask. A file system that knows no permissions is left as it is.
void share_like_folder(const Descriptor& file, const std::filesystem::path& folder);

} // namespace takan::sync::git
