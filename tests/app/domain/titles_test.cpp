#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Language;
using app::made;

TEST_CASE("titles: every kind has a title from its own fields") {
    struct Row {
        sync::Record record;
        const char* zh;
        const char* en;
    };
    const char* const start = "2024-03-21T17:30:00.000Z"; // already the next day in China
    const Row table[] = {
        {made("site", {{"name", "华盛电镀厂"}, {"address", "云溪区"}}), "华盛电镀厂", "华盛电镀厂"},
        {made("site", {{"address", "云溪区"}}), "云溪区", "云溪区"},
        {made("visit", {{"started_at", start}, {"purpose", "complaint_check"}}), "3月22日 信访核查",
         "2024-03-22 Complaint check"},
        {made("visit", {{"started_at", start}}), "3月22日 现场检查", "2024-03-22 Visit"},
        {made("visit", {{"purpose", "routine"}}), "例行检查", "Routine check"},
        {made("visit", {{"started_at", "soon"}}), "未命名的现场检查", "Visit without a title"},
        {made("finding", {{"title", "喷漆废气直排"}, {"description", "x"}}), "喷漆废气直排", "喷漆废气直排"},
        {made("finding", {{"title", " "}, {"description", "车间未密闭。\n另有废水。"}}), "车间未密闭。…",
         "车间未密闭。…"},
        {made("photo", {{"caption", "排口"}, {"name", "IMG_1.jpg"}}), "排口", "排口"},
        {made("photo", {{"name", "IMG_1.jpg"}}), "IMG_1.jpg", "IMG_1.jpg"},
        {made("comment", {{"text", "请补充"}}), "请补充", "请补充"},
        {made("member", {{"name", "周敏"}}), "周敏", "周敏"},
        {made("device", {{"device", "k2m9qd"}}), "k2m9qd", "k2m9qd"},
        {made("nest", {{"title", "北岸"}}), "北岸", "北岸"},
        {made("nest", {{"eggs", 3}}), "未命名的nest", "nest without a title"},
    };
    for (const Row& row : table) {
        CAPTURE(row.zh);
        CHECK(app::title_of(row.record, Language::zh) == row.zh);
        CHECK(app::title_of(row.record, Language::en) == row.en);
    }
}

TEST_CASE("titles: no record of any kind is without a title, however empty") {
    for (const app::KindSpec& kind : app::kinds())
        for (const Language language : {Language::zh, Language::en})
            CHECK_FALSE(app::title_of(made(kind.name.c_str(), {}), language).empty());
}

TEST_CASE("titles: a long description is cut after forty characters") {
    std::string text;
    for (int i = 0; i < 50; ++i)
        text += "污";
    std::string expected;
    for (int i = 0; i < 40; ++i)
        expected += "污";
    CHECK(app::title_of(made("finding", {{"description", sync::Value(text)}}), Language::zh) == expected + "…");
}

TEST_CASE("titles: a visit is called by its place where that is known, other kinds are not") {
    const auto visit = made("visit", {{"purpose", "routine"}});
    CHECK(app::title_of(visit, "华盛电镀厂", Language::zh) == "华盛电镀厂");
    CHECK(app::title_of(visit, "", Language::zh) == "例行检查");
    CHECK(app::title_of(made("finding", {{"title", "直排"}}), "华盛电镀厂", Language::zh) == "直排");
}

TEST_CASE("titles: the second line tells place and time, severity and types, time and photographer") {
    const char* const time = "2024-03-22T08:12:00.000Z";
    CHECK(app::subtitle_of(made("visit", {{"started_at", time}}), "云溪区", Language::zh) ==
          "云溪区 · 2024-03-22 16:12");
    CHECK(app::subtitle_of(made("visit", {{"started_at", time}}), "", Language::zh) == "2024-03-22 16:12");
    CHECK(
        app::subtitle_of(
            made("finding", {{"severity", "major"}, {"types.AIR", true}, {"types.NOISE", true}, {"types.ECO", false}}),
            "", Language::zh) == "重大 · 大气、噪声");
    CHECK(app::subtitle_of(made("finding", {{"types.AIR", true}}), "", Language::en) == "Air");
    CHECK(app::subtitle_of(made("photo", {{"taken_at", time}, {"taken_by", "周敏"}}), "x", Language::zh) ==
          "2024-03-22 16:12 · 周敏");
    CHECK(app::subtitle_of(made("site", {{"kind", "mine"}, {"division", "430626"}}), "", Language::zh) ==
          "矿山 · 平江县");
    CHECK(app::subtitle_of(made("member", {{"role", "leader"}}), "", Language::zh) == "组长");
    CHECK(app::subtitle_of(made("finding", {}), "", Language::zh).empty());
}
