#pragma once
// Desk: the threads that serve the window: store, sync, import and pictures. Commands go in, snapshots come out;
// nothing waits.

#include "app/desk/command.hpp"
#include "app/desk/pictures.hpp"
#include "app/desk/snapshot.hpp"
#include "sync/base/instant.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace takan::app {

class Desk {
public:
    // Opens the store folder. `wake` is called from any thread, before open() returns too, whenever a new snapshot or
    // picture is there. `built`: when the program was made; a clock that stands before it is told of with each sync.
    // Errors: missing (no laptop there), corrupt with a text key (offer rebuild_store of workspace.hpp), denied.
    static sync::Result<std::unique_ptr<Desk>> open(const std::filesystem::path& folder, sync::Clock clock,
                                                    std::function<void()> wake,
                                                    std::optional<sync::Instant> built = {});
    // Carries out what was posted to the store; breaks off a running sync and import where they can be gone on with.
    ~Desk();

    // The functions below belong to one thread, the window's. Returns the command's number; Snapshot::saving.done
    // reaches it when it is durable.
    std::uint64_t post(Command command);
    std::shared_ptr<const Snapshot> snapshot() const;
    Pictures& pictures();

private:
    struct State;
    explicit Desk(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
