#include "app/views/review_changes.hpp"

#include "app/views/compared.hpp"

#include "app/domain/kinds.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <tuple>

using namespace takan;
using app::Change;
using app::Language;
using sync::Record;

namespace {

const test::SampleDay& day() {
    static const test::SampleDay one;
    return one;
}

const Record& visit() {
    return day().records.at(day().visit);
}
const Record& drums() {
    return day().records.at(day().drums);
}

const Change* find(const std::vector<Change>& changes, const char* field) {
    for (const auto& change : changes)
        if (change.field == field) return &change;
    return nullptr;
}

// What a record says now, after `act`, compared with how it was before.
std::vector<Change> after(const Record& before, const std::function<void(Record&)>& act,
                          Language language = Language::zh) {
    Record now = before;
    act(now);
    return app::changes_of(now, &before, language);
}

const sync::Instant later = test::march(22, 11, 0);

} // namespace

TEST_CASE("changes: a record never seen shows every value that it holds, and none that it lacks") {
    const auto changes = app::changes_of(visit(), nullptr, Language::zh);
    const Change* weather = find(changes, "weather");
    REQUIRE(weather != nullptr);
    CHECK(weather->before.empty());
    CHECK(weather->after == "多云");
    CHECK(weather->edit.device == day().zhou);
    CHECK(find(changes, "ended_at") == nullptr);
    for (const auto& change : changes)
        CHECK_FALSE(change.after.empty());
}

TEST_CASE("changes: nothing is new in a record that is as it was") {
    CHECK(after(drums(), [](Record&) {}).empty());
}

TEST_CASE("changes: a changed field is one change, old beside new") {
    struct Case {
        const char* what;
        std::function<void(Record&)> act;
        const char* field;
        const char* before;
        const char* now;
    };
    const auto write = [](const char* field, sync::Value value) {
        return [=](Record& record) { sync::write(record, field, value, day().li, later); };
    };
    const std::vector<Case> cases{
        {"text", write("title", "危废间渗漏"), "title", "危险废物贮存不规范", "危废间渗漏"},
        {"code", write("severity", "minor"), "severity", "严重", "一般"},
        {"cleared", write("place", sync::Value()), "place", "厂区东北角危废贮存间", ""},
    };
    for (const auto& one : cases) {
        CAPTURE(one.what);
        const auto changes = after(drums(), one.act);
        REQUIRE(changes.size() == 1);
        CHECK(changes[0].field == one.field);
        CHECK(changes[0].edit.device == day().li);
        CHECK(changes[0].before == one.before);
        CHECK(changes[0].after == one.now);
    }
}

TEST_CASE("changes: a set shows its members as words, and the newest edit of them") {
    const auto changes = after(drums(), [](Record& record) {
        sync::write(record, "types.WATER", false, day().li, later);
        sync::write(record, "types.AIR", true, day().zhou, {later.ms + 5});
    });
    REQUIRE(changes.size() == 1);
    const auto& set = changes[0];
    CHECK(set.field == "types");
    CHECK(set.before.find("、") != std::string::npos);
    CHECK(set.before != set.after);
    for (const std::string& text : {set.before, set.after})
        for (const char* code : {"WATER", "AIR", "SOIL"})
            CHECK_MESSAGE(text.find(code) == std::string::npos, text);
    CHECK(set.edit == sync::Edit{day().zhou, {later.ms + 5}});
}

TEST_CASE("changes: a value that went and came back is none") {
    CHECK(after(drums(), [](Record& record) {
              sync::write(record, "title", "别的", day().li, later);
              sync::write(record, "title", "危险废物贮存不规范", day().li, later);
          }).empty());
}

TEST_CASE("changes: hidden fields, the decision's own and a newer program's are left out") {
    CHECK(after(day().records.at(day().photo), [](Record& record) {
              sync::write(record, "sha256", "0000", day().li, later);
              sync::write(record, "media.ref", "refs/takan/media/other", day().li, later);
          }).empty());
    CHECK(after(visit(), [](Record& record) {
              sync::write(record, "review.state", "approved", day().liu, later);
              sync::write(record, "review.note", "好", day().liu, later);
              sync::write(record, "from_the_future", "x", day().liu, later);
          }).empty());
    Record strange = visit();
    strange.kind = "from_the_future";
    CHECK(app::changes_of(strange, nullptr, Language::zh).empty());
}

TEST_CASE("changes: a field that became contested is one, whichever value is shown") {
    Record before = drums();
    sync::write(before, "due", "2024-04-08", day().zhou, test::march(22, 10, 50));
    Record now = before;
    now.fields["due"][{day().li, test::march(22, 10, 38)}] = sync::Value("2024-03-29"); // older: not shown
    const auto changes = app::changes_of(now, &before, Language::zh);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].field == "due");
    CHECK(changes[0].contested);
    CHECK(changes[0].edit == sync::Edit{day().li, test::march(22, 10, 38)});
}

TEST_CASE("changes: of a text exactly the words that differ are marked, in the old and in the new one") {
    const auto both = app::compare("finding", "description", "地面有裂缝，标签缺失。", "地面有积水，3 桶标签缺失。");
    const auto marked = [](const std::string& text, const std::vector<app::ui::MarkedPart>& parts) {
        std::vector<std::string> words;
        for (const auto& part : parts)
            words.push_back(text.substr(part.begin, part.end - part.begin));
        return words;
    };
    CHECK(marked(both.before, both.taken) == std::vector<std::string>{"裂缝"});
    CHECK(marked(both.after, both.added) == std::vector<std::string>{"积水", "3 桶"});
    for (const auto& part : both.taken)
        CHECK(part.mark == app::ui::Mark::struck);
    for (const auto& part : both.added)
        CHECK(part.mark == app::ui::Mark::added);
}

TEST_CASE("changes: a date, a code and what was emptied are struck out as a whole; what is all new is not marked") {
    for (const auto& [field, before, after] :
         {std::tuple{"due", "2024-03-22", "2024-03-29"}, std::tuple{"severity", "一般", "严重"},
          std::tuple{"description", "标签缺失", ""}}) {
        const auto both = app::compare("finding", field, before, after);
        REQUIRE(both.taken.size() == 1);
        CHECK(both.taken[0].begin == 0);
        CHECK(both.taken[0].end == both.before.size());
        CHECK(both.added.empty());
    }
    const auto fresh = app::compare("finding", "description", "", "标签缺失");
    CHECK(fresh.taken.empty());
    CHECK(fresh.added.empty());
}

TEST_CASE("changes: words are in the language asked for") {
    const auto change = [](Record& record) { sync::write(record, "weather", "fog", day().li, later); };
    const auto zh = after(visit(), change), en = after(visit(), change, Language::en);
    REQUIRE(zh.size() == 1);
    REQUIRE(en.size() == 1);
    CHECK(zh[0].before == "多云");
    CHECK(en[0].before == "Cloudy");
}
