#pragma once
// PathRemote: a team repository in a folder, on a share or on a stick.

#include "sync/git/remote.hpp"

#include <filesystem>

namespace takan::sync::git {

class PathRemote final : public Remote {
public:
    explicit PathRemote(std::filesystem::path folder);

    Result<std::vector<std::pair<std::string, Oid>>> refs(std::string_view prefix, std::stop_token stop) override;
    Status fetch(Repo& into, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                 std::stop_token stop) override;
    Status fetch_files(Repo& into, const std::vector<Oid>& blobs, const OnTransfer& progress,
                       std::stop_token stop) override;
    Status push(Repo& from, const RefUpdate& update, const OnTransfer& progress, std::stop_token stop) override;
    Result<std::size_t> restore(Repo& from, const Oid& commit, const OnTransfer& progress,
                                std::stop_token stop) override;

private:
    Error seen_from_here(Error error) const;

    std::filesystem::path m_folder;
};

} // namespace takan::sync::git
