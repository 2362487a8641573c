#include "sync/git/pack_index.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"

#include <sstream>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync::git;

TEST_CASE("pack index: git reads offsets on both sides of 2 GB, sorted by id") {
    const std::uint64_t offsets[] = {12, 0x7FFFFFFF, 0x80000000, 0x1'00000000, 0x123'456789AB};
    std::vector<PackEntry> entries;
    for (const std::uint64_t offset : offsets) {
        entries.push_back({object_id(ObjectType::blob, std::to_string(offset)), 0xCAFE0001, offset});
    }
    const test::Scratch scratch;
    const std::string bytes = pack_index(entries, object_id(ObjectType::blob, "pack"));
    std::istringstream lines(test::git(scratch.path(), "show-index --object-format=sha1", bytes));
    std::string last;
    std::size_t count = 0;
    for (std::string offset, id, crc; lines >> offset >> id >> crc; ++count) {
        CHECK(id == object_id(ObjectType::blob, offset).hex());
        CHECK(crc == "(cafe0001)");
        CHECK(last < id);
        last = id;
    }
    CHECK(count == entries.size());
}
