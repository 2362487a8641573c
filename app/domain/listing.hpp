#pragma once
// Listing: what lists, searches and counts say of records, as plain values that the store fills and the screens show.

#include "sync/base/ids.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace takan::app {

// What lists show of a record without reading all of it.
struct Row {
    sync::RecordId id;
    std::string kind;
    std::string title;    // domain's title_of
    std::string sort_key; // the kind's own time (started_at, taken_at, found_at …) or the id's creation, UTC text
    bool deleted = false;
    bool deleted_but_changed = false;
    int contested = 0; // contested fields
    bool unsynced = false;
    std::string review_state; // "", "approved", "returned"
};

enum class Order { newest_first, oldest_first, title };

struct Filter {
    std::string kind;  // empty: any
    std::string field; // with `value`: an indexed field (choice, set member code, reference, flag, date) …
    std::string value; // … and its shown value as text (ids, codes, "true"); set: the member's code
    bool with_deleted = false;
    bool only_contested = false;
    bool only_unsynced = false;
    Order order = Order::newest_first;
    std::size_t limit = 200;
    std::size_t offset = 0;

    bool operator==(const Filter&) const = default;
};

struct Hit {
    Row row;
    std::string field;   // where it was found
    std::string excerpt; // about 40 characters around; the match between U+2068 and U+2069
};

struct Counts {
    std::size_t unsynced_records = 0;
    std::size_t unsynced_photos = 0;
    std::size_t contested = 0;
    std::size_t quarantined = 0;
    std::vector<std::pair<std::string, std::size_t>> by_kind; // without deleted ones
};

} // namespace takan::app
