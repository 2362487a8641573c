#pragma once
// A store in a scratch folder, and records to put into it.

#include "app/store/store.hpp"
#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace takan::test {

using Fields = std::vector<std::pair<std::string, sync::Value>>;

inline sync::DeviceId device(const char* text) {
    return *sync::DeviceId::parse(text);
}
inline const sync::DeviceId laptop_a = device("aaaaaa");
inline const sync::DeviceId laptop_b = device("bbbbbb");

// Returns the value; fails the test with the error's words when there is none.
template <class T>
T need(sync::Result<T> result) {
    if (!result) FAIL(sync::describe(result.error()));
    return std::move(*result);
}
inline void need(sync::Status status) {
    if (!status) FAIL(sync::describe(status.error()));
}

// Each record is born one second after the one before, so that their order is plain.
class Desk {
public:
    Desk() : m_store(need(app::Store::open(m_scratch.path()))) {}

    app::Store& store() { return m_store; }
    const std::filesystem::path& folder() const { return m_scratch.path(); }
    sync::Instant now() {
        m_clock.advance(1000);
        return m_clock.now();
    }

    sync::Record record(std::string kind, const Fields& fields, sync::DeviceId by = laptop_a) {
        sync::Record made;
        made.id = sync::RecordId::random(now());
        made.kind = std::move(kind);
        for (const auto& [name, value] : fields)
            sync::write(made, name, value, by, now());
        return made;
    }
    sync::RecordId add(std::string kind, const Fields& fields) {
        const auto made = record(std::move(kind), fields);
        need(m_store.add(made));
        return made.id;
    }
    void set(const sync::RecordId& id, const char* field, sync::Value value, sync::DeviceId by = laptop_a) {
        need(m_store.change(id, [&](sync::Record& one) -> sync::Status {
            sync::write(one, field, std::move(value), by, now());
            return {};
        }));
    }
    void erase(const sync::RecordId& id) {
        need(m_store.change(id, [&](sync::Record& one) -> sync::Status {
            sync::erase(one, "entered twice", laptop_a, now());
            return {};
        }));
    }
    sync::Record get(const sync::RecordId& id) {
        auto found = need(m_store.get(id));
        REQUIRE(found);
        return std::move(*found);
    }
    void close() { m_store = need(app::Store::open(m_other.path())); } // lets go of the folder
    void reopen() { m_store = need(app::Store::open(m_scratch.path())); }

private:
    Scratch m_scratch;
    Scratch m_other;
    FixedClock m_clock;
    app::Store m_store;
};

inline std::vector<sync::RecordId> ids_of(const std::vector<app::Row>& rows) {
    std::vector<sync::RecordId> ids;
    for (const auto& row : rows)
        ids.push_back(row.id);
    return ids;
}

inline sync::git::Oid commit(std::uint8_t number) {
    sync::git::Oid id;
    id.bytes.fill(number);
    return id;
}

// Two copies of a record in which the field was written by two laptops that did not know of each other.
inline sync::Record contested_copy(Desk& desk, const sync::Record& before, const char* field, sync::Value value) {
    sync::Record other = before;
    sync::write(other, field, std::move(value), laptop_b, desk.now());
    return other;
}

#define CHECK_CLEAN(store) CHECK(need((store).check()) == std::vector<std::string>{})

} // namespace takan::test
