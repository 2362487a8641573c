#pragma once
// PackReceiver: a pack that comes from elsewhere, byte by byte. It becomes part of a repository only when it is whole,
// sound, and brings every object that is needed; until then it lies in a folder of its own.

#include "sync/git/pack_inspector.hpp"
#include "sync/git/remote.hpp"

#include <filesystem>
#include <memory>

namespace takan::sync::git {

class PackReceiver {
public:
    static Result<PackReceiver> start(Repo& into, const OnTransfer& progress, std::stop_token stop,
                                      const PackLimits& limits = {});
    PackReceiver(PackReceiver&&) noexcept;
    PackReceiver& operator=(PackReceiver&&) noexcept;
    ~PackReceiver(); // removes what did not become part of the repository

    // Errors: corrupt, invalid (a limit), cancelled, and those of writing.
    Status write(std::string_view bytes);
    // Ends the pack, checks that `into` then holds what `wanted` reach, and makes it visible and durable. Error corrupt
    // when something is missing or malformed.
    Status finish_commits(const std::vector<Oid>& wanted, What what);
    // The same for single files.
    Status finish_files(const std::vector<Oid>& blobs);

private:
    struct State;
    explicit PackReceiver(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// True when the repository holds everything that these reach already.
bool holds_all(const Repo& repo, const std::vector<Oid>& wanted, What what, const std::stop_token& stop);

} // namespace takan::sync::git
