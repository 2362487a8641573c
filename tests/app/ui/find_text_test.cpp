#include "app/ui/find_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace takan;
namespace ui = app::ui;

namespace {

std::vector<std::string> found(const std::string& text, const std::string& wanted) {
    std::vector<std::string> parts;
    for (const auto& hit : ui::find_all(text, wanted))
        parts.push_back(text.substr(hit.begin, hit.end - hit.begin));
    return parts;
}

using Parts = std::vector<std::string>;

} // namespace

TEST_CASE("find: all places from the left, none over another") {
    CHECK(found("排口、雨水排口、总排口", "排口") == Parts{"排口", "排口", "排口"});
    CHECK(found("aaaaa", "aa") == Parts{"aa", "aa"});
    CHECK(found("排口", "排口二") == Parts{});
    CHECK(found("排口", "") == Parts{});
    CHECK(found("", "排") == Parts{});
}

TEST_CASE("find: capitals and full-width characters are what they mean") {
    CHECK(found("ＰＨ值为7.2，pH值为７．２", "ph值") == Parts{"ＰＨ值", "pH值"});
    CHECK(found("pH 7.2，ｐＨ　７．２", "PH 7.2") == Parts{"pH 7.2", "ｐＨ　７．２"});
    CHECK(found("属实，不属实,部分属实", ",") == Parts{"，", ","});
}

TEST_CASE("find: malformed bytes neither crash nor shift what is found") {
    CHECK(found("\xFF排\xE6口排口", "排口") == Parts{"排口"});
    CHECK(found("甲\xFF乙", "\xFF") == Parts{"\xFF"});
}
