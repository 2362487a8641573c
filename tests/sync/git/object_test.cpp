#include "sync/git/object.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace takan::sync;
using namespace takan::sync::git;

namespace {

const Oid some_id = object_id(ObjectType::blob, "some");

std::string raw_entry(std::string_view mode_and_name, const Oid& id = some_id) {
    return std::string(mode_and_name) + '\0' + std::string(reinterpret_cast<const char*>(id.bytes.data()), 20);
}

} // namespace

TEST_CASE("oid: an id's text reads back, and nothing else is read") {
    const std::string text = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    CHECK(object_id(ObjectType::blob, "").hex() == text);
    CHECK(Oid::parse(text)->hex() == text);
    CHECK_FALSE(Oid::parse(text.substr(1)));
    CHECK_FALSE(Oid::parse(text + "0"));
    CHECK_FALSE(Oid::parse("E69DE29BB2D1D6434B8B29AE775AD8C2E48C5391"));
    CHECK_FALSE(Oid::parse("g69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
    CHECK(Oid{}.is_zero());
}

TEST_CASE("oid: an object's type is part of its id") {
    CHECK(object_id(ObjectType::tree, "").hex() == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    CHECK(object_id(ObjectType::commit, "") != object_id(ObjectType::tag, ""));
}

TEST_CASE("tree: entries stand in git's order and read back") {
    const Tree tree{{"a", Mode::file, some_id},
                    {"a.b", Mode::link, some_id},
                    {"a0", Mode::folder, some_id},
                    {"b", Mode::submodule, some_id},
                    {"喷漆房", Mode::executable, some_id}};
    CHECK(std::ranges::is_sorted(tree, tree_order));
    CHECK(*parse_tree(tree_bytes(tree)) == tree);
    CHECK(parse_tree("")->empty());
    // A folder sorts as if its name ended in "/", which comes after "." and before "0".
    CHECK(tree_order({"a.b", Mode::file, {}}, {"a", Mode::folder, {}}));
    CHECK(tree_order({"a", Mode::folder, {}}, {"a0", Mode::file, {}}));
    CHECK_FALSE(tree_order({"a", Mode::file, {}}, {"a", Mode::file, {}}));
}

TEST_CASE("tree: hostile bytes are corrupt") {
    struct Row {
        const char* what;
        std::string bytes;
    };
    const std::string good = raw_entry("100644 a");
    const Row rows[] = {
        {"cut short", good.substr(0, good.size() - 1)},
        {"no id", "100644 a"},
        {"no mode", " a"},
        {"only text", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"unknown mode", raw_entry("100600 a")},
        {"old mode", raw_entry("100664 a")},
        {"mode with zeros", raw_entry("040000 a")},
        {"empty name", raw_entry("100644 ")},
        {"slash", raw_entry("100644 a/b")},
        {"dot", raw_entry("40000 .")},
        {"dots", raw_entry("40000 ..")},
        {"git", raw_entry("40000 .git")},
        {"GIT", raw_entry("40000 .GiT")},
        {"long name", raw_entry("100644 " + std::string(4097, 'a'))},
        {"zero id", raw_entry("100644 a", Oid{})},
        {"doubled", good + good},
        {"wrong order", raw_entry("100644 b") + good},
        {"folder in a file's order", raw_entry("40000 a") + raw_entry("100644 a.b")},
        {"file and folder apart", good + raw_entry("100644 a.b") + raw_entry("40000 a")},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const auto tree = parse_tree(row.bytes);
        REQUIRE_FALSE(tree);
        CHECK(tree.error().kind == ErrorKind::corrupt);
    }
}
