#include "app/domain/review.hpp"

#include "sync/record/deletion.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;

namespace {

constexpr sync::Instant morning{1711094400000};
const sync::DeviceId inspector = *sync::DeviceId::parse("zhou01");
const sync::DeviceId leader = *sync::DeviceId::parse("lead01");

sync::Record finding() {
    sync::Record record;
    record.id = sync::RecordId::random(morning);
    record.kind = "finding";
    sync::write(record, "description", "活性炭更换记录缺失", inspector, morning);
    sync::write(record, "severity", "serious", inspector, morning);
    return record;
}

void decide(sync::Record& record, const char* state) {
    const sync::Value seen = sync::to_value(record.seen);
    sync::write(record, "review.seen", seen, leader, morning);
    sync::write(record, "review.state", state, leader, morning);
}

} // namespace

TEST_CASE("review: without a decision every field is news") {
    const auto record = finding();
    CHECK(review_state(record) == ReviewState::none);
    CHECK(changed_since_review(record) == std::vector<std::string>{"description", "severity"});
}

TEST_CASE("review: a decision covers what it had seen, and not its own fields") {
    auto record = finding();
    decide(record, "approved");
    CHECK(review_state(record) == ReviewState::approved);
    CHECK(changed_since_review(record).empty());
}

TEST_CASE("review: exactly what was written since the decision is news") {
    auto record = finding();
    decide(record, "returned");
    CHECK(review_state(record) == ReviewState::returned);
    sync::write(record, "severity", "moderate", inspector, {morning.ms + 60'000});
    CHECK(review_state(record) == ReviewState::changed_since);
    CHECK(changed_since_review(record) == std::vector<std::string>{"severity"});
}

TEST_CASE("review: a withdrawn or damaged decision covers nothing") {
    auto record = finding();
    decide(record, "approved");
    sync::write(record, "review.seen", "no list", leader, {morning.ms + 1000});
    CHECK(review_state(record) == ReviewState::changed_since);
    sync::write(record, "review.state", {}, leader, {morning.ms + 2000});
    CHECK(review_state(record) == ReviewState::none);
}

TEST_CASE("review: what was returned is with the inspector until it is submitted again, whatever is mended meanwhile") {
    auto record = finding();
    sync::write(record, "submitted", true, inspector, morning);
    CHECK_FALSE(came_back(record));
    decide(record, "returned");
    CHECK(came_back(record));
    sync::write(record, "severity", "moderate", inspector, {morning.ms + 60'000});
    CHECK(came_back(record));
    sync::write(record, "submitted", true, inspector, {morning.ms + 120'000});
    CHECK_FALSE(came_back(record));
    decide(record, "approved");
    CHECK_FALSE(came_back(record));
}
