#include "sync/git/remote.hpp"

namespace takan::sync::git {

Error not_at_expected(const RefUpdate& update) {
    return fail(ErrorKind::stale, "the ref does not stand where it was expected", update.name);
}

Status check_growth(const Repo& from, const RefUpdate& update) {
    if (!update.expected || !update.name.starts_with("refs/heads/")) return {};
    if (!from.has(*update.expected)) return not_at_expected(update);
    TAKAN_TRY_LET(grows, from.is_ancestor(*update.expected, update.target));
    return grows ? Status{} : Status(not_at_expected(update));
}

} // namespace takan::sync::git
