#pragma once
// Workspace: an open laptop without threads: what the terminal uses directly and the desk's store thread uses behind
// mailboxes.

#include "app/desk/command.hpp"
#include "app/domain/roles.hpp"
#include "app/domain/settings.hpp"
#include "app/store/store.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/shelf.hpp"
#include "sync/exchange/sync.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
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

// Carries out a command on records (Create … MarkSeen, DismissQuarantine, SetSetting). Checks who may. Returns the ids
// it changed. What it says is durable when it returns. Errors: invalid (unknown kind, a value of another type than its
// field's, an empty reason or note), denied (role), missing.
Result<std::vector<sync::RecordId>> apply(Workspace& workspace, const Command& command);

// The role of a device; empty when it is not admitted or was revoked.
std::string role_in(const sync::Registry& registry, const sync::DeviceId& device);

// Sets a setting of any name so that settings_of() finds it. Error invalid: no name.
Status keep_setting(Store& store, const std::string& name, const std::string& value);
// Every setting that was ever kept on this laptop and is not empty.
Result<Settings> settings_of(const Store& store);

// Makes the store anew from what of it can be read and from the repository. Nothing is deleted: the damaged database is
// moved aside. Where the repository is what is missing, an empty one is made and everything waits for the next sync.
// Errors: those of Store::rebuild and catch_up.
Status rebuild_store(const std::filesystem::path& folder, const sync::Clock& clock);

// Takes in what the repository's main holds and the store does not stand at yet. Cheap when there is nothing.
Status catch_up_store(const std::filesystem::path& folder, Store& store, const sync::Clock& clock);

// A Shelf over a store. `on_store` runs a function with the store, on the thread that owns it, and returns when it has
// run.
class StoreShelf final : public sync::Shelf {
public:
    using OnStore = std::function<void(const std::function<void(Store&)>&)>;
    // Called on the store's thread when the laptop has become a new device.
    using OnNewDevice = std::function<void(sync::DeviceId)>;
    StoreShelf(OnStore on_store, sync::Clock clock, OnNewDevice on_new_device = {})
        : m_on_store(std::move(on_store)), m_clock(std::move(clock)), m_on_new_device(std::move(on_new_device)) {}

    Result<std::vector<sync::Outgoing>> outgoing() override;
    Status committed(const std::vector<sync::Outgoing>& records, const sync::git::Oid& commit) override;
    Result<std::optional<sync::git::Oid>> stands_at() override;
    Status take_in(const sync::TakeIn& news) override;
    Status become(sync::DeviceId device) override;
    Status amend(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit) override;

    // The records that were taken in through it: new ones, and those that others changed.
    std::vector<sync::RecordId> taken_in() const { return {m_taken_in.begin(), m_taken_in.end()}; }

private:
    std::set<sync::RecordId> m_taken_in;
    OnStore m_on_store;
    sync::Clock m_clock;
    OnNewDevice m_on_new_device;
};

// Reads, hashes and keeps photos, batch by batch; `keep` gets each batch's records once their bytes are durable.
struct ImportReport {
    std::size_t added = 0;
    std::vector<std::string> remarks; // "name: reason", for files that were left out
    std::vector<sync::RecordId> ids;
    std::string batch;      // names this import in the photos' field import.batch, for taking it back as a whole
    bool cancelled = false; // what was added stays
};
// Opens the repository itself, so that it runs on any thread. `taken_by`: who says to have taken the photos;
// `language`: of the remarks. Stops between files. Errors: those of reading the laptop, of keep_media (broken: disk
// full …) and of `keep`.
Result<ImportReport> import_photos(const std::filesystem::path& folder, const AddPhotos& wish,
                                   std::string_view taken_by, const sync::Clock& clock,
                                   const std::function<Status(std::vector<sync::Record>)>& keep,
                                   const std::function<bool(const std::string& sha256)>& known,
                                   const std::function<void(std::size_t done, std::size_t total)>& progress,
                                   std::stop_token stop, Language language = Language::zh);

// What `keep` and `known` of an import do: adds photos in one transaction, those without a visit and a finding to the
// visit whose time holds the photo's, if there is exactly one such visit; and tells whether a photo is here already.
Status add_photos(Store& store, std::vector<sync::Record> photos, const sync::DeviceId& device,
                  const sync::Clock& clock);
Result<bool> has_photo(const Store& store, const std::string& sha256);

} // namespace takan::app
