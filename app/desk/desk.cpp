#include "app/desk/desk.hpp"

#include "app/desk/import_room.hpp"
#include "app/desk/picture_room.hpp"
#include "app/desk/store_room.hpp"
#include "app/desk/sync_room.hpp"

namespace takan::app {

struct Desk::State {
    State(Workspace workspace, const sync::Clock& clock, std::function<void()> wake)
        : store(std::move(workspace), published, wake), pictures(store.workspace().folder, wake),
          importer(store, store.workspace().folder, clock), syncer(store, store.workspace().folder, clock) {}

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

sync::Result<std::unique_ptr<Desk>> Desk::open(const std::filesystem::path& folder, sync::Clock clock, std::function<void()> wake) {
    TAKAN_TRY_LET(workspace, Workspace::open(folder, clock));
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    StoreShelf shelf([&](const std::function<void(Store&)>& work) { work(workspace.store); }, clock);
    TAKAN_TRY(sync::catch_up(repo, shelf));
    return std::unique_ptr<Desk>(new Desk(std::make_unique<State>(std::move(workspace), clock, std::move(wake))));
}

std::uint64_t Desk::post(Command command) {
    State& state = *m_state;
    const std::uint64_t number = ++state.last_number;
    if (state.importer.takes(command) || state.syncer.takes(command)) return number;
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
