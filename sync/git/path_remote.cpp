#include "sync/git/path_remote.hpp"

#include "sync/base/text.hpp"
#include "sync/git/object_copy.hpp"
#include "sync/git/tidy.hpp"

namespace takan::sync::git {

PathRemote::PathRemote(std::filesystem::path folder) : m_folder(std::move(folder)) {}

// Each call opens the repository anew: a stick may have been pulled and put back, and gc may have run there.
Result<std::vector<std::pair<std::string, Oid>>> PathRemote::refs(std::string_view prefix, std::stop_token) {
    TAKAN_TRY_LET(remote, Repo::open(m_folder));
    auto found = remote.refs(prefix);
    if (!found) return seen_from_here(found.error());
    return found;
}

Status PathRemote::fetch(Repo& into, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                         std::stop_token stop) {
    TAKAN_TRY_LET(remote, Repo::open(m_folder));
    const Status copied = copy_objects(remote, into, wanted, what, progress, std::move(stop));
    return copied ? copied : Status(seen_from_here(copied.error()));
}

Status PathRemote::fetch_files(Repo& into, const std::vector<Oid>& blobs, const OnTransfer& progress,
                               std::stop_token stop) {
    TAKAN_TRY_LET(remote, Repo::open(m_folder));
    const Status copied = copy_files(remote, into, blobs, progress, std::move(stop));
    return copied ? copied : Status(seen_from_here(copied.error()));
}

Status PathRemote::push(Repo& from, const RefUpdate& update, const OnTransfer& progress, std::stop_token stop) {
    TAKAN_TRY_LET(remote, Repo::open(m_folder));
    // Looking first saves a transfer for nothing; what counts is the look under the ref's lock when it is moved.
    const auto current = remote.read_ref(update.name);
    if (!current) return seen_from_here(current.error());
    if (*current != update.expected) return not_at_expected(update);
    TAKAN_TRY(check_growth(from, update));
    Status copied = copy_objects(from, remote, {update.target}, What::everything, progress, stop);
    // What got lost in the past, before it came here, must not keep what is new from going on.
    if (!copied && copied.error().kind == ErrorKind::corrupt && is_whole(from, update.target)) {
        copied = copy_objects(from, remote, {update.target}, What::what_is_there, progress, stop);
    }
    if (!copied) return seen_from_here(copied.error());
    const Status moved = remote.move_ref(update.name, update.expected, update.target);
    if (!moved) return seen_from_here(moved.error());
    (void)tidy(remote, stop); // nobody else does it there; what was pushed is in place either way
    return {};
}

Result<std::size_t> PathRemote::restore(Repo& from, const Oid& commit, const OnTransfer& progress,
                                        std::stop_token stop) {
    TAKAN_TRY_LET(remote, Repo::open(m_folder));
    auto restored = restore_objects(from, remote, commit, progress, std::move(stop));
    if (!restored) return seen_from_here(restored.error());
    return restored;
}

// What fails because the other end went away looks like damage from close by.
Error PathRemote::seen_from_here(Error error) const {
    if (error.kind == ErrorKind::cancelled || Repo::is_repository(m_folder)) return error;
    return fail(ErrorKind::offline, "the team repository went away: " + error.message, utf8(m_folder));
}

} // namespace takan::sync::git
