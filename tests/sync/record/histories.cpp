#include "tests/sync/record/histories.hpp"

#include "sync/record/deletion.hpp"
#include "sync/record/merge.hpp"
#include "sync/record/side_by_side.hpp"

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>

namespace takan::test {

using namespace takan::sync;

namespace {

const char* const field_names[] = {"description", "severity", "types.AIR", "types.WATER", "备注", "review.state"};
const char* const texts[] = {
    "", "喷漆房活性炭更换记录缺失", "a \"quoted\" \\ text\n\twith lines", "𠮷", "serious", "moderate"};

template <class T, std::size_t N>
const T& pick(Dice& dice, const T (&choices)[N]) {
    return choices[dice.below(N)];
}

RecordId example_id() {
    return *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
}

} // namespace

std::uint64_t first_seed() {
    const char* given = std::getenv("TAKAN_SEED");
    return given == nullptr ? 20240322 : std::strtoull(given, nullptr, 10);
}

Value random_value(Dice& dice, int depth) {
    switch (dice.below(depth > 0 ? 7 : 5)) {
    case 0:
        return Value();
    case 1:
        return Value(dice.one_in(2));
    case 2:
        return Value(static_cast<std::int64_t>(dice.below(7)) - 3);
    case 3:
        return Value(dice.one_in(2) ? greatest_integer : -greatest_integer);
    case 4:
        return Value(pick(dice, texts));
    case 5: {
        Value::Array items;
        for (std::size_t left = dice.below(3); left > 0; --left)
            items.push_back(random_value(dice, depth - 1));
        return items;
    }
    default: {
        Value::Object members;
        for (std::size_t left = dice.below(3); left > 0; --left)
            members[pick(dice, texts)] = random_value(dice, depth - 1);
        return members;
    }
    }
}

Record forged_record(Dice& dice) {
    Record record;
    record.id = example_id();
    record.kind = "finding";
    for (const char* device : {"aaaaaa", "bbbbbb", "cccccc"}) {
        const std::int64_t newest = static_cast<std::int64_t>(dice.below(4));
        if (newest == 0) continue;
        record.seen[*DeviceId::parse(device)] = {newest};
        for (std::int64_t time = 1; time <= newest; ++time) {
            if (dice.one_in(2)) continue;
            record.fields[dice.one_in(2) ? "f" : "g"][{*DeviceId::parse(device), {time}}] = random_value(dice, 1);
        }
    }
    if (dice.one_in(2)) record.unknown["later"] = random_value(dice, 1);
    if (dice.one_in(2)) record.unknown["even later"] = random_value(dice, 1);
    return record;
}

History::History(Dice& dice, std::size_t devices) : m_dice(dice) {
    KnowingCopy created;
    created.record.id = example_id();
    created.record.kind = dice.one_in(2) ? "finding" : "kind_of_tomorrow";
    if (dice.one_in(2)) created.record.unknown["form"] = random_value(dice);
    for (std::size_t i = 0; i < devices; ++i) {
        m_devices.push_back(*DeviceId::parse("dev00" + std::to_string(i)));
        m_clocks.push_back(1711094400000 + static_cast<std::int64_t>(dice.below(1'000'000'000)) - 500'000'000);
        m_copies.push_back(created);
    }
}

void History::step() {
    const std::size_t device = m_dice.below(m_devices.size());
    m_clocks[device] += static_cast<std::int64_t>(m_dice.below(60'000));
    if (m_dice.one_in(15)) m_clocks[device] -= 86'400'000;
    switch (m_dice.below(8)) {
    case 0:
        m_copies.push_back(m_copies[device]);
        break; // a copy that stays behind
    case 1:
    case 2:
    case 3:
        merge_into(device, m_dice.below(m_copies.size()));
        break;
    default:
        write_on(device);
        break;
    }
}

void History::write_on(std::size_t device) {
    KnowingCopy& copy = m_copies[device];
    const DeviceId id = m_devices[device];
    const Instant now{m_clocks[device]};
    Event event;
    event.before = copy.known;
    const std::size_t what = m_dice.below(12);
    event.field = what < 2 ? "deleted" : pick(m_dice, field_names);
    if (what == 0) {
        event.edit = erase(copy.record, "duplicate " + std::to_string(m_dice.below(2)), id, now);
    } else if (what == 1) {
        event.edit = restore(copy.record, id, now);
    } else if (what == 2) { // several values at once, each an edit that knows of what was there before
        std::vector<Value> values{random_value(m_dice), random_value(m_dice)};
        const auto edits = write_side_by_side(copy.record, event.field, values, id, now);
        for (std::size_t i = 0; i < edits.size(); ++i) {
            event.edit = edits[i];
            event.value = copy.record.fields.at(event.field).at(edits[i]);
            copy.known.insert(m_events.size());
            m_events.push_back(event);
        }
        return;
    } else {
        Value value = event.field.find("types.") == 0 ? Value(m_dice.one_in(2)) : random_value(m_dice);
        event.edit = write(copy.record, event.field, std::move(value), id, now);
    }
    event.value = *shown(copy.record, event.field);
    copy.known.insert(m_events.size());
    m_events.push_back(std::move(event));
}

KnowingCopy merged(const KnowingCopy& a, const KnowingCopy& b) {
    auto merge_of_records = merge(a.record, b.record);
    REQUIRE(merge_of_records);
    REQUIRE(merge_of_records->clashes.empty()); // honest devices never clash
    KnowingCopy both{std::move(merge_of_records->record), a.known};
    both.known.insert(b.known.begin(), b.known.end());
    return both;
}

void History::merge_into(std::size_t target, std::size_t source) {
    m_copies[target] = merged(m_copies[target], m_copies[source]);
}

bool History::is_replaced(std::size_t event, const std::set<std::size_t>& known) const {
    return std::any_of(known.begin(), known.end(), [&](std::size_t other) {
        return m_events[other].field == m_events[event].field && m_events[other].before.count(event) != 0;
    });
}

Fields History::surviving(const std::set<std::size_t>& known) const {
    Fields fields;
    for (const std::size_t event : known) {
        if (!is_replaced(event, known)) fields[m_events[event].field][m_events[event].edit] = m_events[event].value;
    }
    return fields;
}

Seen History::seen(const std::set<std::size_t>& known) const {
    Seen seen;
    for (const std::size_t event : known) {
        Instant& newest = seen.try_emplace(m_events[event].edit.device, m_events[event].edit.time).first->second;
        newest = std::max(newest, m_events[event].edit.time);
    }
    return seen;
}

bool History::has_edit_unseen_by_deleters(const std::set<std::size_t>& known) const {
    std::set<std::size_t> seen_by_deleters;
    for (const std::size_t event : known) {
        if (m_events[event].field != "deleted" || is_replaced(event, known)) continue;
        seen_by_deleters.insert(m_events[event].before.begin(), m_events[event].before.end());
    }
    return std::any_of(known.begin(), known.end(), [&](std::size_t event) {
        const std::string& field = m_events[event].field;
        return field != "deleted" && field != "review.state" && !is_replaced(event, known) &&
               seen_by_deleters.count(event) == 0;
    });
}

} // namespace takan::test
