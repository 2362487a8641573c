#pragma once
// MediaView: which originals are on this laptop, for many questions at one time.

#include "sync/exchange/laptop.hpp"

#include <string>
#include <unordered_map>

namespace takan::sync {

// As things stood when it was opened: after an import, a sync or freeing it is opened anew.
class MediaView {
public:
    static Result<MediaView> open(const std::filesystem::path& laptop);

    // False also for what no media ref here names.
    bool has(const std::string& ref, const std::string& sha256);

private:
    explicit MediaView(git::Repo repo) : m_repo(std::move(repo)) {}

    using Files = std::unordered_map<std::string, git::Oid>; // by SHA-256
    const Files& files_of(const std::string& ref);

    git::Repo m_repo;
    std::unordered_map<std::string, Files> m_refs;
};

} // namespace takan::sync
