#pragma once
// Workspace: an open laptop without threads: what the terminal uses directly and the desk's store thread uses behind mailboxes.

#include "app/desk/command.hpp"
#include "app/domain/roles.hpp"
#include "app/store/store.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/shelf.hpp"
#include "sync/exchange/sync.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::app {

struct Workspace {
    std::filesystem::path folder;
    sync::Identity identity;
    sync::Clock clock;
    Store store;

    // Errors: missing (no laptop in that folder), those of Store::open.
    static Result<Workspace> open(const std::filesystem::path& folder, sync::Clock clock);

    Result<sync::Registry> registry() const; // as of our main; empty before the first sync
    std::string role() const;                // of this device; empty when it is not admitted
};

// Carries out a command on records (Create … MarkSeen, DismissQuarantine, SetSetting). Checks who may. Returns the ids it changed.
// Errors: invalid (unknown kind or field type, empty reason), denied (role), missing.
Result<std::vector<sync::RecordId>> apply(Workspace& workspace, const Command& command);

// A Shelf over a store. `on_store` runs a function with the store, on the thread that owns it, and returns when it has run.
class StoreShelf final : public sync::Shelf {
public:
    using OnStore = std::function<void(const std::function<void(Store&)>&)>;
    StoreShelf(OnStore on_store, sync::Clock clock) : m_on_store(std::move(on_store)), m_clock(std::move(clock)) {}

    Result<std::vector<sync::Outgoing>> outgoing() override;
    Status committed(const std::vector<sync::Outgoing>& records, const sync::git::Oid& commit) override;
    Result<std::optional<sync::git::Oid>> stands_at() override;
    Status take_in(const sync::TakeIn& news) override;

private:
    OnStore m_on_store;
    sync::Clock m_clock;
};

// Reads, hashes and keeps photos, batch by batch; `keep` gets each batch's records once their bytes are durable.
struct ImportReport {
    std::size_t added = 0;
    std::vector<std::string> remarks; // "name: reason", for files that were left out
    std::vector<sync::RecordId> ids;
};
Result<ImportReport> import_photos(const std::filesystem::path& folder, const AddPhotos& wish, std::string_view taken_by,
                                   const sync::Clock& clock, const std::function<Status(std::vector<sync::Record>)>& keep,
                                   const std::function<bool(const std::string& sha256)>& known,
                                   const std::function<void(std::size_t done, std::size_t total)>& progress, std::stop_token stop);

} // namespace takan::app
