#include "app/domain/origins.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::origin_of;
using sync::Edit;

namespace {

const sync::DeviceId zhou = *sync::DeviceId::parse("zhouaa");
const sync::DeviceId wang = *sync::DeviceId::parse("wangaa");
const sync::DeviceId lead = *sync::DeviceId::parse("leadaa");

sync::Record contested() {
    sync::Record record = app::made("finding", {{"title", "x"}});
    record.fields["due"] = {{Edit{zhou, {1000}}, "2024-04-08"}, {Edit{wang, {2000}}, "2024-03-29"}};
    record.seen[zhou] = {1000};
    record.seen[wang] = {2000};
    return record;
}

} // namespace

TEST_CASE("origins: a settlement that is taken back leaves the values with those who wrote them") {
    const auto before = contested();
    auto record = before;
    sync::write(record, "due", "2024-04-08", lead, {3000});
    app::bring_back(record, before, "due", lead, {4000});
    CHECK(sync::contested_fields(record) == std::vector<std::string>{"due"});
    CHECK(sync::shown_text(record, "due") == sync::shown_text(before, "due"));
    std::vector<Edit> writers;
    for (const auto& [edit, value] : record.fields.at("due")) {
        CHECK(edit.device == lead);
        writers.push_back(origin_of(record, edit));
        CHECK(before.fields.at("due").at(writers.back()) == value);
    }
    CHECK(writers == std::vector<Edit>{{zhou, {1000}}, {wang, {2000}}});
    CHECK(origin_of(record, {zhou, {1000}}) == Edit{zhou, {1000}});
}

TEST_CASE("origins: taken back twice, the first writers are still told") {
    auto record = contested();
    for (const std::int64_t time : {3000, 5000}) {
        const auto before = record;
        sync::write(record, "due", "2024-05-01", lead, {time});
        app::bring_back(record, before, "due", wang, {time + 1000});
    }
    std::vector<Edit> writers;
    for (const auto& [edit, value] : record.fields.at("due"))
        writers.push_back(origin_of(record, edit));
    CHECK(writers == std::vector<Edit>{{zhou, {1000}}, {wang, {2000}}});
}

TEST_CASE("origins: what is kept of them is no news, no field of a form and never contested itself") {
    const auto before = contested();
    auto record = before;
    app::bring_back(record, before, "due", lead, {4000});
    CHECK(app::gaps_of(record).size() == app::gaps_of(before).size());
    for (const auto& [name, field] : record.fields) {
        if (!name.starts_with("review.origin")) continue;
        CHECK(app::is_review_field(name));
        const auto* spec = app::find_field_spec(*app::find_kind("finding"), name);
        REQUIRE(spec != nullptr);
        CHECK(spec->type == app::FieldType::hidden);
    }
}
