#pragma once
// ScratchRepo: an empty repository beside a laptop's own, for what must not come into that one. It goes with its owner.

#include "sync/git/repo.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace takan::sync {

class ScratchRepo {
public:
    // One of that name that a crash left behind goes first.
    static Result<ScratchRepo> create(const git::Repo& beside, std::string_view name);
    ScratchRepo(ScratchRepo&& other) noexcept;
    ScratchRepo& operator=(ScratchRepo&&) = delete;
    ~ScratchRepo();

    const std::filesystem::path& folder() const { return m_folder; }
    git::Repo& repo() { return *m_repo; }

private:
    ScratchRepo() = default;

    std::filesystem::path m_folder;
    std::optional<git::Repo> m_repo;
};

} // namespace takan::sync
