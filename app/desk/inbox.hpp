#pragma once
// Inbox: the leader's inbox, kept between answers: only visits that something changed in are looked at again.

#include "app/desk/snapshot.hpp"
#include "app/store/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace takan::app {

class Inbox {
public:
    struct Reader {
        sync::DeviceId device; // whose own changes are no news
        const std::map<sync::DeviceId, std::string>& people;
        Language language = Language::zh;
    };

    void forget();                                       // anything may have changed
    void forget(const std::vector<sync::RecordId>& ids); // these records have changed

    // Visits with what belongs to them, and records that belong to none while they are news; unread, then contested,
    // then newest first. Errors of the store.
    Result<std::vector<InboxItem>> items(const Store& store, const Reader& reader);

private:
    using Records = std::vector<sync::Record>;

    Status read_all(const Store& store, const Reader& reader);
    Status read_changed(const Store& store, const Reader& reader);
    // `unseen`: the home's records that differ from what was last looked at; null when that has to be found out.
    Status read_home(const Store& store, const Reader& reader, const sync::RecordId& home, const Records* unseen);

    bool m_whole = false;
    bool m_too_many = false; // unseen records: those beyond the limit are not known
    std::set<sync::RecordId> m_changed;
    std::map<sync::RecordId, InboxItem> m_items;        // by home
    std::map<sync::RecordId, sync::RecordId> m_home_of; // of every record that belongs to an item
};

} // namespace takan::app
