#include "sync/git/reflog.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/descriptor.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/ref_name.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

bool is_kept(const fs::path& log, Reflogs reflogs, const std::string& name) {
    std::error_code ignored;
    if (fs::is_regular_file(log, ignored)) return true;
    if (reflogs == Reflogs::all) return true;
    const bool is_branch = name == "HEAD" || name.starts_with("refs/heads/") || name.starts_with("refs/remotes/") ||
                           name.starts_with("refs/notes/");
    return reflogs == Reflogs::branches && is_branch;
}

void append(const fs::path& log, const std::string& line) {
    const Descriptor file(log, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0666);
    struct stat about {};
    if (!file || ::fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode)) return;
    if (about.st_size == 0) share_like_folder(file, log.parent_path());
    const ssize_t written = ::write(file.number(), line.data(), line.size());
    // Half a line would run into the next one.
    if (written != static_cast<ssize_t>(line.size())) (void)::ftruncate(file.number(), about.st_size);
}

void note(const fs::path& folder, Reflogs reflogs, const std::string& name, const std::string& line) {
    const fs::path log = folder / "logs" / path_from_utf8(name);
    if (!is_kept(log, reflogs, name)) return;
    if (!make_shared_folders(folder, log.parent_path())) return;
    std::error_code ignored;
    if (fs::is_directory(log, ignored) && !remove_if_empty(log)) return;
    append(log, line);
}

bool remove_empty(const fs::path& folder, int depth) {
    if (depth > greatest_depth_of_refs) return false;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        std::error_code ignored;
        if (at->symlink_status(ignored).type() == fs::file_type::directory) remove_empty(at->path(), depth + 1);
    }
    return ::rmdir(folder.c_str()) == 0 || errno == ENOENT;
}

} // namespace

void note_move(const fs::path& folder, Reflogs reflogs, const std::string& name, const Oid& from, const Oid& to) {
    const std::string line = from.hex() + " " + to.hex() + " takan <takan> " +
                             std::to_string(system_clock()().ms / 1000) + " +0000\ttakan\n";
    note(folder, reflogs, name, line);
    const auto head = read_file(folder / "HEAD", 4096);
    if (head && trimmed(*head) == "ref: " + name) note(folder, reflogs, "HEAD", line);
}

Status make_shared_folders(const fs::path& top, const fs::path& folder) {
    std::error_code ignored;
    if (folder == top || fs::is_directory(folder, ignored)) return {};
    const fs::path above = folder.parent_path();
    TAKAN_TRY(make_shared_folders(top, above));
    if (::mkdir(folder.c_str(), 0777) != 0) {
        return errno == EEXIST && fs::is_directory(folder, ignored)
                   ? Status()
                   : Status(error_from_errno(errno == EEXIST ? ENOTDIR : errno, "create folder", folder));
    }
    share_like_folder(Descriptor(folder, O_RDONLY | O_DIRECTORY), above);
    return sync_folder(above);
}

bool remove_if_empty(const fs::path& folder) {
    return remove_empty(folder, 0);
}

} // namespace takan::sync::git
