#include "app/desk/desk.hpp"

#include "app/desk/import_room.hpp"
#include "app/desk/picture_room.hpp"
#include "app/desk/store_room.hpp"
#include "app/desk/sync_room.hpp"

namespace takan::app {

struct Desk::State {
    State(Workspace workspace, const sync::Identity& identity, const std::filesystem::path& folder,
          const sync::Clock& clock, std::optional<sync::Instant> built, const std::function<void()>& wake)
        : store(std::move(workspace), published, wake), pictures(store, folder, clock, wake),
          importer(store, folder, clock),
          syncer(store, identity, folder, clock, built, [this] { pictures.look_again(); }) {}

    Published<Snapshot> published;
    std::uint64_t last_number = 0;
    // The store comes first: it ends last, when nobody can hand it anything any more.
    StoreRoom store;
    PictureRoom pictures;
    ImportRoom importer;
    SyncRoom syncer;
};

Desk::Desk(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Desk::~Desk() = default;

sync::Result<std::unique_ptr<Desk>> Desk::open(const std::filesystem::path& folder, sync::Clock clock,
                                               std::function<void()> wake, std::optional<sync::Instant> built) {
    TAKAN_TRY_LET(workspace, Workspace::open(folder, clock));
    const sync::Identity identity = workspace.identity;
    auto state = std::make_unique<State>(std::move(workspace), identity, folder, clock, built, wake);
    state->store.put([](StoreRoom& room) { room.catch_up(); });
    return std::unique_ptr<Desk>(new Desk(std::move(state)));
}

std::uint64_t Desk::post(Command command) {
    State& state = *m_state;
    const std::uint64_t number = ++state.last_number;
    if (state.importer.takes(number, command) || state.syncer.takes(number, command) ||
        state.pictures.takes(number, command)) {
        state.store.put([number](StoreRoom& room) { room.take_note(number); });
        return number;
    }
    state.store.put([number, command = std::move(command)](StoreRoom& room) { room.carry_out(number, command); });
    return number;
}

std::shared_ptr<const Snapshot> Desk::snapshot() const {
    return m_state->published.latest();
}

Pictures& Desk::pictures() {
    return m_state->pictures;
}

} // namespace takan::app
