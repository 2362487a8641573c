// The refs of a Repo.

#include "sync/git/ref_name.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/repo_state.hpp"

namespace takan::sync::git {

bool is_ref_name(const std::string& name) {
    int valid = 0;
    return name.starts_with("refs/") && git_reference_name_is_valid(&valid, name.c_str()) == 0 && valid == 1;
}

Result<std::optional<Oid>> Repo::read_ref(std::string_view name) const {
    const std::string text(name);
    if (!is_ref_name(text)) return std::optional<Oid>();
    return m_state->refs.read(text);
}

std::optional<Oid> Repo::ref(std::string_view name) const {
    const auto target = read_ref(name);
    return target ? *target : std::nullopt;
}

Result<std::vector<std::pair<std::string, Oid>>> Repo::refs(std::string_view prefix) const {
    return m_state->refs.list(prefix);
}

Status Repo::move_ref(std::string_view name, const std::optional<Oid>& expected, const Oid& target) {
    const std::string text(name);
    if (!is_ref_name(text)) return fail(ErrorKind::invalid, "it is not a ref's name", text);
    if (!has(target)) return fail(ErrorKind::missing, "the ref's new target is not in the repository", target.hex());
    return m_state->refs.move(text, expected, target);
}

Status Repo::remove_ref(std::string_view name, const Oid& expected) {
    const std::string text(name);
    if (!is_ref_name(text)) return fail(ErrorKind::invalid, "it is not a ref's name", text);
    return m_state->refs.remove(text, expected);
}

} // namespace takan::sync::git
