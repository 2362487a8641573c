#pragma once
// Random histories of one record on several devices, with a model beside it that remembers who knew what.

#include "sync/record/record.hpp"

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace takan::test {

// TAKAN_SEED from the environment, or a fixed number.
std::uint64_t first_seed();

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_engine() % count); }
    bool one_in(std::size_t count) { return below(count) == 0; }

private:
    std::mt19937_64 m_engine;
};

// A value of any type that a field may hold, objects of newer programs too.
sync::Value random_value(Dice& dice, int depth = 2);
// A record that no honest devices bring about: few edits, so that two of them clash in every way.
sync::Record forged_record(Dice& dice);

// A copy of the record and, by number, the edits that went into it.
struct KnowingCopy {
    sync::Record record;
    std::set<std::size_t> known;
};

class History {
public:
    History(Dice& dice, std::size_t devices);

    void step();
    // Devices' copies, and older copies that still lie on sticks and servers.
    const std::vector<KnowingCopy>& copies() const { return m_copies; }
    // What the copy must hold: of all edits that went into it those that nobody replaced knowing them.
    sync::Fields surviving(const std::set<std::size_t>& known) const;
    sync::Seen seen(const std::set<std::size_t>& known) const;
    // True when some edit of another field than `deleted` that survives was unknown to every surviving deleter.
    bool has_edit_unseen_by_deleters(const std::set<std::size_t>& known) const;

private:
    struct Event {
        std::string field;
        sync::Edit edit;
        sync::Value value;
        std::set<std::size_t> before; // what the writer's copy knew
    };

    void write_on(std::size_t device);
    void merge_into(std::size_t target, std::size_t source);
    bool is_replaced(std::size_t event, const std::set<std::size_t>& known) const;

    Dice& m_dice;
    std::vector<sync::DeviceId> m_devices;
    std::vector<std::int64_t> m_clocks; // each its own, wrong by days, jumping back at times
    std::vector<KnowingCopy> m_copies;
    std::vector<Event> m_events;
};

KnowingCopy merged(const KnowingCopy& a, const KnowingCopy& b);

} // namespace takan::test
