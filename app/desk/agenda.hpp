#pragma once
// Agenda: this person's visits that ask for something, kept between answers: only visits that something changed in are
// looked at again.

#include "app/desk/snapshot.hpp"
#include "app/store/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace takan::app {

class Agenda {
public:
    struct Reader {
        sync::DeviceId device; // whose own remarks ask nothing of them
        const std::string& name;
        const std::map<sync::DeviceId, std::string>& people;
        Language language = Language::zh;
        const std::vector<FormLine>& forms; // that the visits may have used
        sync::Instant now = {};             // which day it is for a checklist
    };

    void forget();                                       // anything may have changed
    void forget(const std::vector<sync::RecordId>& ids); // these records have changed

    // Newest visit first. Errors of the store.
    Result<std::vector<AgendaItem>> items(const Store& store, const Reader& reader);

private:
    Status read_all(const Store& store, const Reader& reader);
    Status read_changed(const Store& store, const Reader& reader);
    Status read_visit(const Store& store, const Reader& reader, const sync::RecordId& id);

    bool m_whole = false;
    std::set<sync::RecordId> m_changed;
    std::map<sync::RecordId, AgendaItem> m_items;       // by visit
    std::map<sync::RecordId, sync::RecordId> m_home_of; // of every record that was read: its visit
};

// What a visit asks for; nothing when it asks for nothing.
std::optional<AgendaItem> agenda_item(const Detail& visit, const Agenda::Reader& reader);

} // namespace takan::app
