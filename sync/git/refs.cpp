// The refs of a Repo.

#include "sync/base/text.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/repo_state.hpp"

#include <algorithm>

namespace takan::sync::git {
namespace {

bool is_ref_name(const std::string& name) {
    int valid = 0;
    return name.starts_with("refs/") && git_reference_name_is_valid(&valid, name.c_str()) == 0 && valid == 1;
}

Error moved(const std::string& name) {
    return fail(ErrorKind::stale, "the ref does not stand where it was expected", name);
}

// Reads where a ref stands. Error missing.
Result<Oid> target_of(git_repository* repository, const std::string& name) {
    git_oid id;
    TAKAN_TRY(check(git_reference_name_to_id(&id, repository, name.c_str()), "read ref", name));
    return from_git(id);
}

} // namespace

std::optional<Oid> Repo::ref(std::string_view name) const {
    const std::string text(name);
    if (!is_ref_name(text)) return std::nullopt;
    const auto target = target_of(m_state->repository.get(), text);
    return target ? std::optional(*target) : std::nullopt;
}

Result<std::vector<std::pair<std::string, Oid>>> Repo::refs(std::string_view prefix) const {
    std::vector<std::pair<std::string, Oid>> found;
    if (prefix.find_first_of("*?[\\") != std::string_view::npos) return found; // no ref's name has these
    const std::string glob = std::string(prefix.empty() ? "refs/" : prefix) + "*";
    ReferenceIterator iterator;
    TAKAN_TRY(
        check(git_reference_iterator_glob_new(Out(iterator), m_state->repository.get(), glob.c_str()), "list refs"));
    while (true) {
        Reference reference;
        const int code = git_reference_next(Out(reference), iterator.get());
        if (code == GIT_ITEROVER) break;
        TAKAN_TRY(check(code, "list refs"));
        const git_oid* target = git_reference_target(reference.get()); // none: it only points to another ref
        if (target) found.emplace_back(git_reference_name(reference.get()), from_git(*target));
    }
    std::ranges::sort(found);
    return found;
}

Status Repo::move_ref(std::string_view name, const std::optional<Oid>& expected, const Oid& target) {
    const std::string text(name);
    if (!is_ref_name(text)) return fail(ErrorKind::invalid, "it is not a ref's name", text);
    if (!has(target)) return fail(ErrorKind::missing, "the ref's new target is not in the repository", target.hex());
    git_repository* repository = m_state->repository.get();
    Transaction transaction;
    TAKAN_TRY(check(git_transaction_new(Out(transaction), repository), "move ref", text));
    // Looking and moving happen under the ref's lock, so nobody can come between them.
    const Status locked = check(git_transaction_lock_ref(transaction.get(), text.c_str()), "lock ref", text);
    if (!locked && locked.error().kind == ErrorKind::busy) {
        return fail(ErrorKind::busy, "another program holds the ref's lock", utf8(folder() / (text + ".lock")));
    }
    TAKAN_TRY(locked);
    const auto current = target_of(repository, text);
    if (!current && current.error().kind != ErrorKind::missing) return current.error();
    if (current ? !expected || *expected != *current : expected.has_value()) return moved(text);
    const git_oid id = to_git(target);
    TAKAN_TRY(
        check(git_transaction_set_target(transaction.get(), text.c_str(), &id, nullptr, "takan"), "move ref", text));
    return check(git_transaction_commit(transaction.get()), "move ref", text);
}

} // namespace takan::sync::git
