#include "app/views/drafts.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace takan;
using app::Drafts;
using app::SetFields;

namespace {

// A desk that gives numbers and says what of them is durable or refused.
struct Table {
    test::SampleDay day;
    app::Snapshot snapshot;
    Drafts drafts;
    sync::Instant now = test::sample_now;
    std::uint64_t number = 0;

    // What is sent now; with `others` commands of a screen before it.
    std::vector<SetFields> send(std::size_t others = 0) {
        app::Asked asked;
        for (std::size_t i = 0; i < others; ++i)
            asked.command(app::Undo{});
        drafts.collect(now, asked);
        std::vector<std::uint64_t> numbers;
        std::vector<SetFields> sent;
        for (const auto& command : asked.commands) {
            numbers.push_back(++number);
            if (const auto* write = std::get_if<SetFields>(&command)) sent.push_back(*write);
        }
        drafts.posted(numbers);
        return sent;
    }
    void type(const char* field, sync::Value value) { drafts.type(day.drums, field, std::move(value), now); }
    void pass(std::int64_t ms) { now.ms += ms; }
    void confirm() {
        snapshot.saving.done = number;
        drafts.settle(snapshot, now);
    }
    void refuse() {
        snapshot.saving.refused.emplace(number, sync::Error{});
        confirm();
    }
    const sync::Record& drums() { return day.at(day.drums); }
};

} // namespace

TEST_CASE("drafts: typing is sent when it rests, not before") {
    Table table;
    table.type("title", "开裂");
    CHECK(table.drafts.waiting());
    table.pass(Drafts::rest_ms - 1);
    CHECK(table.send().empty());
    table.type("title", "开裂渗漏");
    table.pass(Drafts::rest_ms - 1);
    CHECK(table.send().empty());
    table.pass(1);
    const auto sent = table.send();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].id == table.day.drums);
    CHECK(sent[0].fields == app::FieldValues{{"title", "开裂渗漏"}});
    CHECK(table.send().empty());
}

TEST_CASE("drafts: typing without any rest is sent all the same") {
    Table table;
    std::size_t sent = 0;
    for (std::int64_t ms = 0; ms <= Drafts::longest_ms; ms += 100) {
        table.type("title", std::to_string(ms));
        sent += table.send().size();
        if (ms < Drafts::longest_ms) CHECK(sent == 0);
        table.pass(100);
    }
    CHECK(table.send().size() + sent == 1);
}

TEST_CASE("drafts: a field that is left is sent at once") {
    Table table;
    table.type("title", "开裂");
    table.drafts.commit(table.day.drums, "title");
    CHECK(table.send().size() == 1);
    table.drafts.commit(table.day.drums, "title");
    table.drafts.commit(table.day.drums, "place");
    CHECK(table.send().empty());
}

TEST_CASE("drafts: a choice is sent at once") {
    Table table;
    table.drafts.set(table.day.drums, "severity", "major", table.now);
    const auto sent = table.send();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].fields == app::FieldValues{{"severity", "major"}});
}

TEST_CASE("drafts: several fields of one record are one write, of two records two") {
    Table table;
    table.type("title", "开裂");
    table.type("place", "东北角");
    table.drafts.type(table.day.outfall, "title", "外排", table.now);
    table.pass(Drafts::rest_ms);
    const auto sent = table.send();
    REQUIRE(sent.size() == 2);
    for (const auto& write : sent)
        CHECK(write.fields.size() == (write.id == table.day.drums ? 2 : 1));
}

TEST_CASE("drafts: all that waits can be sent at once") {
    Table table;
    table.type("title", "开裂");
    table.drafts.commit_all();
    CHECK(table.send().size() == 1);
    CHECK_FALSE(table.drafts.waiting());
}

TEST_CASE("drafts: the draft is shown before the record's value until the store has it") {
    Table table;
    const std::string before = sync::shown_text(table.drums(), "title");
    CHECK(table.drafts.text(table.drums(), "title") == before);
    CHECK(table.drafts.value(table.drums(), "no such field").is_null());
    table.type("title", "开裂");
    CHECK(table.drafts.text(table.drums(), "title") == "开裂");
    CHECK(table.drafts.text(table.day.at(table.day.outfall), "title") != "开裂");
    table.drafts.commit_all();
    table.send();
    CHECK(table.drafts.text(table.drums(), "title") == "开裂");
    CHECK_FALSE(table.drafts.empty());
    table.confirm();
    CHECK(table.drafts.empty());
    CHECK(table.drafts.text(table.drums(), "title") == before);
}

TEST_CASE("drafts: a field that was emptied is shown empty") {
    Table table;
    table.type("title", sync::Value{});
    CHECK(table.drafts.value(table.drums(), "title").is_null());
    CHECK(table.drafts.text(table.drums(), "title").empty());
}

TEST_CASE("drafts: the numbers of a screen's own commands are not taken for those of the drafts") {
    Table table;
    table.type("title", "开裂");
    table.drafts.commit_all();
    CHECK(table.send(2).size() == 1);
    table.snapshot.saving.done = 2;
    table.drafts.settle(table.snapshot, table.now);
    CHECK_FALSE(table.drafts.empty());
    table.confirm();
    CHECK(table.drafts.empty());
}

TEST_CASE("drafts: what is typed while a write is on its way is kept and sent too") {
    Table table;
    table.type("title", "开裂");
    table.drafts.commit_all();
    table.send();
    table.type("title", "开裂渗漏");
    table.confirm();
    CHECK(table.drafts.text(table.drums(), "title") == "开裂渗漏");
    table.pass(Drafts::rest_ms);
    const auto sent = table.send();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].fields == app::FieldValues{{"title", "开裂渗漏"}});
}

TEST_CASE("drafts: a write that was refused is kept and tried again") {
    Table table;
    table.type("title", "开裂");
    table.drafts.commit_all();
    table.send();
    table.refuse();
    CHECK(table.drafts.waiting());
    CHECK(table.drafts.text(table.drums(), "title") == "开裂");
    table.pass(Drafts::retry_ms - 1);
    CHECK(table.send().empty());
    table.pass(1);
    REQUIRE(table.send().size() == 1);
    table.confirm();
    CHECK(table.drafts.empty());
}
