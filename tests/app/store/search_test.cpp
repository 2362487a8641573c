#include "tests/app/store/store_fixture.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::test;

namespace {

bool finds(Desk& desk, const char* text, const char* kind = "") {
    return !need(desk.store().search(text, kind, 10)).empty();
}

app::Hit only_hit(Desk& desk, const char* text) {
    const auto hits = need(desk.store().search(text, "", 10));
    REQUIRE(hits.size() == 1);
    return hits[0];
}

} // namespace

TEST_CASE("search: words of one, two and more characters, Latin, numbers and mixed ones") {
    struct Case {
        const char* name;
        const char* text;
        const char* search;
        bool found;
    };
    const Case cases[] = {
        {"one character", "喷漆房活性炭更换记录缺失", "漆", true},
        {"one character that is not there", "喷漆房", "水", false},
        {"two characters", "喷漆房活性炭", "活性", true},
        {"two characters in the wrong order", "喷漆房活性炭", "性活", false},
        {"two characters that stand apart", "喷漆房活性炭", "喷房", false},
        {"three characters", "喷漆房活性炭", "活性炭", true},
        {"five characters", "喷漆房活性炭更换", "漆房活性炭", true},
        {"three characters whose pairs are there, but not in a row", "活性污泥，性炭", "活性炭", false},
        {"the last character alone", "喷漆房", "房", true},
        {"the last two characters", "喷漆房", "漆房", true},
        {"a single character between punctuation", "（炭）", "炭", true},
        {"not across punctuation", "喷漆，房间", "漆房", false},
        {"two words", "喷漆房活性炭更换记录", "记录 喷漆", true},
        {"two words, one of them missing", "喷漆房活性炭更换记录", "记录 焚烧", false},
        {"two words with the wide space", "喷漆房活性炭更换记录", "记录　喷漆", true},
        {"a character outside the basic plane", "𠮷野家", "𠮷野", true},
        {"Latin whole", "COD 超标", "COD", true},
        {"Latin in small letters", "COD 超标", "cod", true},
        {"Latin by its start", "Benzene", "benz", true},
        {"Latin not by its middle", "Benzene", "zene", false},
        {"full-width Latin in the text", "ＣＯＤ超标", "cod", true},
        {"full-width Latin in the search", "COD超标", "ｃｏｄ", true},
        {"mixed without a space", "COD超标3倍", "cod超标", true},
        {"mixed in the wrong order", "超标COD", "cod超标", false},
        {"number and character", "3号排口", "3号", true},
        {"number and characters with a space in the text", "3 号排口", "3号排口", true},
        {"number not inside another number", "13号排口", "3号", false},
        {"number by its start", "2024031501", "20240315", true},
        {"number behind letters", "IMG20240315", "2024", true},
        {"letters behind a number", "约12kg废液", "12kg", true},
        {"decimal", "PM2.5 为 153.7", "pm2.5", true},
        {"full-width digits", "第１２号", "12号", true},
        {"raised digit", "风量 5000m³", "m3", true},
        {"Cyrillic capitals", "МОСКВА", "москва", true},
        {"punctuation alone", "喷漆房", "，。！", false},
        {"quotes and operators are text", "喷漆房", "\"喷漆\" OR", false},
        {"an operator's word as a word", "OR gate", "or", true},
        {"a column's name is no column", "喷漆房", "units:喷漆", false},
        {"a line end between characters", "喷漆\n房间", "漆房", false},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.name));
        Desk desk;
        desk.add("finding", {{"description", one.text}});
        CHECK(finds(desk, one.search) == one.found);
    }
}

TEST_CASE("search: nothing is found by nothing") {
    Desk desk;
    desk.add("site", {{"name", "厂"}});
    for (const char* empty : {"", " ", "　", "\n", "…"})
        CHECK_FALSE(finds(desk, empty));
    CHECK(need(desk.store().search("厂", "", 0)).empty());
}

TEST_CASE("search: words in different fields, codes by their words, sets, people and file names") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "活性炭未更换"},
                                         {"place", "喷漆车间"},
                                         {"severity", "serious"},
                                         {"types.AIR", true},
                                         {"types.WATER", false}});
    desk.add("photo", {{"name", "IMG_20240315.jpg"}, {"sha256", "abcdef0123"}});
    desk.add("visit", {{"inspectors", sync::Value::Array{"李雷", "韩梅梅"}}});
    CHECK(only_hit(desk, "活性炭 车间").row.id == id);
    CHECK(only_hit(desk, "严重").row.id == id);
    CHECK(only_hit(desk, "serious").row.id == id);
    CHECK(only_hit(desk, "大气").row.id == id);
    CHECK_FALSE(finds(desk, "water"));
    CHECK(only_hit(desk, "20240315").row.kind == "photo");
    CHECK(only_hit(desk, "梅梅").row.kind == "visit");
    CHECK_FALSE(finds(desk, "雷韩"));
    CHECK_FALSE(finds(desk, "abcdef0123"));
}

TEST_CASE("search: the excerpt names the field and marks the match") {
    Desk desk;
    desk.add("finding",
             {{"title", "废气"},
              {"description",
               "现场检查时发现喷漆房的活性炭\n更换记录缺失，台账不全，企业负责人称近期一直停产检修，未能提供证明"}});
    const auto hit = only_hit(desk, "活性炭");
    CHECK(hit.field == "description");
    CHECK(hit.excerpt ==
          "现场检查时发现喷漆房的\u2068活性炭\u2069 更换记录缺失，台账不全，企业负责人称近期一直停产检…");
    desk.add("site", {{"name", "Ｂｅｎｚｅｎｅ plant"}});
    CHECK(only_hit(desk, "benz").excerpt == "\u2068Ｂｅｎｚ\u2069ｅｎｅ plant");
}

TEST_CASE("search: both values of a contested field are found") {
    Desk desk;
    const auto id = desk.add("finding", {{"place", "院内"}});
    const auto copy = contested_copy(desk, desk.get(id), "place", "锅炉房");
    desk.set(id, "place", "危废间");
    need(desk.store().take_in(commit(1), {copy}, {}, desk.now()));
    CHECK(only_hit(desk, "锅炉房").excerpt == "\u2068锅炉房\u2069");
    CHECK(only_hit(desk, "危废").row.contested == 1);
    CHECK_FALSE(finds(desk, "院内"));
    desk.set(id, "place", "车间");
    CHECK_FALSE(finds(desk, "锅炉房"));
    CHECK(finds(desk, "车间"));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("search: what was deleted is not found, what was restored is") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "造纸厂"}});
    desk.erase(id);
    CHECK_FALSE(finds(desk, "造纸"));
    desk.set(id, "deleted", {});
    CHECK(finds(desk, "造纸"));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("search: titles come first, then the newest; a kind narrows; the limit holds") {
    Desk desk;
    const auto old_title = desk.add("site", {{"name", "红星造纸厂"}});
    const auto old_text = desk.add("finding", {{"description", "造纸废水"}, {"title", "废水直排"}});
    const auto new_text = desk.add("finding", {{"description", "造纸黑液"}, {"title", "黑液外溢"}});
    const auto new_title = desk.add("site", {{"name", "东风造纸厂"}});
    std::vector<sync::RecordId> found;
    for (const auto& hit : need(desk.store().search("造纸", "", 10)))
        found.push_back(hit.row.id);
    CHECK(found == std::vector{new_title, old_title, new_text, old_text});
    CHECK(need(desk.store().search("造纸", "finding", 10)).size() == 2);
    CHECK(need(desk.store().search("造纸", "photo", 10)).empty());
    CHECK(need(desk.store().search("造纸", "no kind \"", 10)).empty());
    CHECK(need(desk.store().search("造纸", "", 3)).size() == 3);
}

TEST_CASE("search: long and odd searches are answered") {
    Desk desk;
    desk.add("site", {{"name", "造纸厂"}});
    std::string many;
    for (int at = 0; at < 2000; ++at)
        many += "造纸厂 ";
    CHECK(need(desk.store().search(many, "", 10)).size() == 1);
    std::string wide;
    for (int at = 0; at < 5000; ++at)
        wide += "造纸";
    CHECK(need(desk.store().search(wide, "", 10)).empty());
    CHECK(need(desk.store().search(std::string(100000, 'x'), "", 10)).empty());
    CHECK(need(desk.store().search("\xff\xfe\x80", "", 10)).empty());
}

TEST_CASE("search: a run of letters longer than a unit is found whole and by its start") {
    Desk desk;
    const std::string run(150, 'x');
    desk.add("site", {{"notes", run + "end"}});
    CHECK(need(desk.store().search(run + "end", "", 10)).size() == 1);
    CHECK(need(desk.store().search(std::string(70, 'x'), "", 10)).size() == 1);
}
