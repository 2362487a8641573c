#include "sync/record/merge.hpp"

#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"
#include "tests/sync/record/histories.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan::sync;
using namespace takan::test;

namespace {

constexpr std::uint64_t histories = 400;
constexpr std::uint64_t forgeries = 20'000;

void run(History& history, Dice& dice) {
    for (std::size_t left = 10 + dice.below(50); left > 0; --left)
        history.step();
}

// Merges any two of the copies until one is left: a random order and a random grouping.
KnowingCopy merge_all(std::vector<KnowingCopy> copies, Dice& dice) {
    while (copies.size() > 1) {
        const std::size_t at = dice.below(copies.size());
        const KnowingCopy taken = copies[at];
        copies.erase(copies.begin() + static_cast<std::ptrdiff_t>(at));
        KnowingCopy& other = copies[dice.below(copies.size())];
        other = dice.one_in(2) ? merged(taken, other) : merged(other, taken);
    }
    return copies.front();
}

std::string merged_bytes(const Record& a, const Record& b) {
    return canonical(merge(a, b)->record);
}

void check_laws(const Record& a, const Record& b, const Record& c) {
    const Record ab = merge(a, b)->record;
    const Record bc = merge(b, c)->record;
    CHECK(merged_bytes(a, a) == canonical(a));
    CHECK(merged_bytes(b, a) == canonical(ab));
    CHECK(merged_bytes(ab, c) == merged_bytes(a, bc));
    CHECK(merged_bytes(a, ab) == canonical(ab));
    CHECK(merged_bytes(ab, b) == canonical(ab));
    CHECK(merge(a, b)->clashes == merge(b, a)->clashes);
}

void check_presence(const History& history, const KnowingCopy& copy) {
    const Field* deleted = find_field(copy.record, "deleted");
    const auto is_null = [](const auto& written) { return written.second.is_null(); };
    Presence expected = Presence::here;
    if (deleted != nullptr && !std::all_of(deleted->begin(), deleted->end(), is_null)) {
        const bool visible =
            std::any_of(deleted->begin(), deleted->end(), is_null) || history.has_edit_unseen_by_deleters(copy.known);
        expected = visible ? Presence::deleted_but_changed : Presence::deleted;
    }
    CHECK(static_cast<int>(presence(copy.record)) == static_cast<int>(expected));
}

} // namespace

TEST_CASE("merge: after any history every copy holds exactly the values that nobody knowingly replaced") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        History history(dice, 2 + dice.below(4));
        run(history, dice);
        for (const KnowingCopy& copy : history.copies()) {
            REQUIRE((copy.record.fields == history.surviving(copy.known)));
            REQUIRE((copy.record.seen == history.seen(copy.known)));
            check_presence(history, copy);
        }
    }
}

TEST_CASE("merge: copies of any history converge, in any order and any grouping") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        History history(dice, 2 + dice.below(4));
        run(history, dice);
        const KnowingCopy once = merge_all(history.copies(), dice);
        const KnowingCopy again = merge_all(history.copies(), dice);
        REQUIRE(canonical(once.record) == canonical(again.record));
        REQUIRE((once.record.fields == history.surviving(once.known)));
        check_presence(history, once);
    }
}

TEST_CASE("merge: is commutative, associative and idempotent on copies of any history") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        History history(dice, 2 + dice.below(4));
        run(history, dice);
        const auto& copies = history.copies();
        const auto any = [&]() -> const Record& { return copies[dice.below(copies.size())].record; };
        for (int round = 0; round < 5; ++round)
            check_laws(any(), any(), any());
    }
}

TEST_CASE("merge: is commutative, associative and idempotent on forged copies as well") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + forgeries; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const Record a = forged_record(dice);
        const Record b = forged_record(dice);
        check_laws(a, b, forged_record(dice));
    }
}

TEST_CASE("merge: a field of forged copies that ends without any value is reported") {
    std::size_t reported = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + forgeries; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const Record a = forged_record(dice);
        const Record b = forged_record(dice);
        const Merged both = *merge(a, b);
        for (const std::string name : {"f", "g"}) {
            const bool held = find_field(a, name) != nullptr || find_field(b, name) != nullptr;
            if (!held || find_field(both.record, name) != nullptr) continue;
            ++reported;
            CHECK(std::count(both.clashes.begin(), both.clashes.end(), name) == 1);
        }
    }
    CHECK(reported > 0);
}

TEST_CASE("json: canonical bytes are a fixed point of reading and writing") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        History history(dice, 2 + dice.below(4));
        run(history, dice);
        for (const KnowingCopy& copy : history.copies()) {
            const std::string bytes = canonical(copy.record);
            const auto read = read_record(bytes);
            REQUIRE(read);
            REQUIRE((*read == copy.record));
            REQUIRE(canonical(*read) == bytes);
        }
    }
}
