// Stores that earlier layouts of the program wrote. The files are never edited.

#include "tests/app/store/store_fixture.hpp"

using namespace takan;
using namespace takan::test;

namespace {

// What golden/layout_1.db was filled with by the program of that layout: the first record was changed after it was
// looked at, the second came in with a commit.
constexpr const char* first_json = R"({
  "id": "018e6512-5f00-7a00-8000-000000000001",
  "kind": "finding",
  "seen": {"aaaaaa": "2024-03-22T08:00:02.000Z"},
  "fields": {
    "severity": {"aaaaaa@2024-03-22T08:00:00.000Z": "serious"},
    "title": {"aaaaaa@2024-03-22T08:00:02.000Z": "喷漆房活性炭未更换"}
  }
}
)";
constexpr const char* second_json = R"({
  "id": "018e6512-5f00-7a00-8000-000000000002",
  "kind": "site",
  "seen": {"bbbbbb": "2024-03-22T08:00:00.000Z"},
  "fields": {
    "name": {"bbbbbb@2024-03-22T08:00:00.000Z": "红星造纸厂"}
  }
}
)";

} // namespace

TEST_CASE("a store of layout 1 opens with all that is in it") {
    Scratch scratch;
    std::filesystem::copy_file(std::filesystem::path(TAKAN_SOURCE_DIR) / "tests/app/store/golden/layout_1.db",
                               scratch / "takan.db");
    const auto store = need(app::Store::open(scratch.path()));
    CHECK_CLEAN(store);
    const auto first = need(sync::read_record(first_json));
    const auto second = need(sync::read_record(second_json));
    CHECK(need(store.get(first.id)) == first);
    CHECK(need(store.get(second.id)) == second);
    const auto changed = need(store.changed());
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].id == first.id);
    CHECK(need(store.stands_at()) == commit(1));
    CHECK(need(store.edits(first.id)).size() == 3);
    const auto looked = need(store.looked(first.id)).record;
    REQUIRE(looked);
    CHECK(sync::shown_text(*looked, "title") == "喷漆房");
    CHECK(need(store.unseen({"finding", "site"}, 10)).size() == 2);
    CHECK(need(store.search("活性炭", "", 10)).size() == 1);
    CHECK(need(store.setting("language")) == "en");
    CHECK(need(store.quarantine()).at(0).what.fault == sync::Fault::cloned_edit);
}
