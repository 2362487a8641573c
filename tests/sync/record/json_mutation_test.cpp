#include "sync/record/json.hpp"

#include "sync/record/deletion.hpp"
#include "sync/record/merge.hpp"
#include "tests/sync/record/histories.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan::sync;
using namespace takan::test;

namespace {

// Bytes that mean something to a reader of JSON, and some that mean harm.
std::string interesting_piece(Dice& dice) {
    static const std::string pieces[] = {"\"",
                                         "\\",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         ":",
                                         "\n",
                                         "0",
                                         "-",
                                         ".",
                                         "e",
                                         "\\u",
                                         "\\ud83d",
                                         "@",
                                         "null",
                                         "true",
                                         std::string(1, '\0'),
                                         "\xFF",
                                         "\xE5",
                                         "\xED\xA0\x80",
                                         "999999999999"};
    return pieces[dice.below(std::size(pieces))];
}

void mutate(std::string& bytes, Dice& dice) {
    const std::size_t at = dice.below(bytes.size() + 1);
    const std::size_t length = dice.below(12);
    switch (dice.below(5)) {
    case 0:
        bytes.erase(std::min(at, bytes.size()), length);
        break;
    case 1:
        bytes.insert(at, interesting_piece(dice));
        break;
    case 2:
        bytes.insert(at, bytes.substr(dice.below(bytes.size() + 1), dice.below(80)));
        break;
    case 3:
        bytes.resize(at);
        break;
    default:
        if (at < bytes.size()) bytes[at] = static_cast<char>(dice.below(256));
        break;
    }
}

} // namespace

TEST_CASE("json: changed bytes are refused or say a record, and what is read stays itself") {
    std::size_t read_count = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 300; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        History history(dice, 3);
        for (int left = 25; left > 0; --left)
            history.step();
        const std::string whole = canonical(history.copies().front().record);
        for (int round = 0; round < 60; ++round) {
            std::string bytes = whole;
            for (std::size_t left = 1 + dice.below(3); left > 0; --left)
                mutate(bytes, dice);
            const auto read = read_record(bytes);
            if (!read) {
                REQUIRE(read.error().kind == ErrorKind::invalid);
                REQUIRE(read.error().subject.find("line ") == 0);
                continue;
            }
            ++read_count;
            const std::string written = canonical(*read);
            REQUIRE((*read_record(written) == *read));
            REQUIRE(canonical(merge(*read, *read)->record) == written);
            static_cast<void>(presence(*read));
        }
    }
    CHECK(read_count > 100); // or the changes were all too rough to say anything
}
