#include "sync/exchange/scratch_repo.hpp"

#include "sync/base/files.hpp"

#include <system_error>
#include <utility>

namespace takan::sync {

namespace fs = std::filesystem;

Result<ScratchRepo> ScratchRepo::create(const git::Repo& beside, std::string_view name) {
    ScratchRepo scratch;
    scratch.m_folder = (beside.folder() / "HEAD").parent_path().parent_path() / name;
    std::error_code code;
    fs::remove_all(scratch.m_folder, code);
    if (code) return error_from_errno(code.value(), "remove what was left behind", scratch.m_folder);
    TAKAN_TRY_LET(repo, git::Repo::create(scratch.m_folder));
    scratch.m_repo.emplace(std::move(repo));
    return scratch;
}

ScratchRepo::ScratchRepo(ScratchRepo&& other) noexcept
    : m_folder(std::exchange(other.m_folder, {})), m_repo(std::move(other.m_repo)) {}

ScratchRepo::~ScratchRepo() {
    m_repo.reset();
    std::error_code ignored;
    if (!m_folder.empty()) fs::remove_all(m_folder, ignored);
}

} // namespace takan::sync
