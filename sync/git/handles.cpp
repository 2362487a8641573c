#include "sync/git/handles.hpp"

#include "sync/base/files.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace takan::sync::git {
namespace {

class Library {
public:
    Library() {
        git_libgit2_init();
        // Shares and sticks belong to other users; what lies on them is checked by us, not by its owner's name.
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
        // The person's own git settings must not change what we do, nor may a broken one keep us from starting.
        for (const int level :
             {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA}) {
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        }
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library() { git_libgit2_shutdown(); }
};

// libgit2 keeps the system's error only as the end of its sentence.
int errno_in(std::string_view message) {
    for (const int code : {EACCES, EROFS, EPERM, ENOSPC, EDQUOT, EIO, ENODEV, ESTALE, ENXIO, EHOSTDOWN, ENOENT}) {
        if (message.ends_with(std::generic_category().message(code))) return code;
    }
    return 0;
}

ErrorKind kind_of_class(int error_class) {
    switch (error_class) {
    case GIT_ERROR_NET:
    case GIT_ERROR_SSH:
    case GIT_ERROR_SSL:
    case GIT_ERROR_HTTP:
        return ErrorKind::offline;
    case GIT_ERROR_ODB:
    case GIT_ERROR_OBJECT:
    case GIT_ERROR_TREE:
    case GIT_ERROR_TAG:
    case GIT_ERROR_ZLIB:
    case GIT_ERROR_INDEXER:
    case GIT_ERROR_REFERENCE:
    case GIT_ERROR_CONFIG:
        return ErrorKind::corrupt;
    default:
        return ErrorKind::broken;
    }
}

ErrorKind kind_of(int code, int error_class) {
    switch (code) {
    case GIT_ENOTFOUND:
        return ErrorKind::missing;
    case GIT_ELOCKED:
        return ErrorKind::busy;
    case GIT_EMODIFIED:
    case GIT_ENONFASTFORWARD:
        return ErrorKind::stale;
    case GIT_EUSER:
        return ErrorKind::cancelled;
    case GIT_EINVALIDSPEC:
    case GIT_EINVALID:
        return ErrorKind::invalid;
    case GIT_EOWNER:
    case GIT_EAUTH:
        return ErrorKind::denied;
    case GIT_EMISMATCH:
        return ErrorKind::corrupt;
    default:
        return kind_of_class(error_class);
    }
}

} // namespace

void start_library() {
    static const Library library;
}

Status check(int code, std::string_view doing, std::string_view subject) {
    if (code >= 0) return {};
    const git_error* last = git_error_last();
    const std::string message = last && last->message ? last->message : "libgit2 gave no reason";
    const int error_class = last ? last->klass : GIT_ERROR_NONE;
    Error error{kind_of(code, error_class), std::string(doing) + ": " + message, std::string(subject), {}};
    if (const int system = error_class == GIT_ERROR_OS ? errno_in(message) : 0) {
        const Error known = error_from_errno(system, "", {});
        error.kind = known.kind;
        error.text_key = known.text_key;
    }
    return error;
}

} // namespace takan::sync::git
