#include "app/domain/typed_position.hpp"
#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>

using namespace takan;
using app::CoordinateSystem;
using app::Position;

namespace {

void check_read(std::string_view typed, Position given, CoordinateSystem system, double degrees = 1e-9) {
    CAPTURE(typed);
    const auto read = app::read_position(typed);
    REQUIRE(read);
    CHECK(read->system == system);
    const Position wanted = app::to_wgs84(given, system);
    CHECK(std::abs(read->wgs84.lat - wanted.lat) < degrees);
    CHECK(std::abs(read->wgs84.lon - wanted.lon) < degrees);
}

std::string key_of(std::string_view typed) {
    const auto read = app::read_position(typed);
    return read ? "read" : read.error().text_key;
}

constexpr Position yueyang{29.3571, 113.1289};

} // namespace

TEST_CASE("typed position: decimals in either order, with any sign between them") {
    for (const char* typed : {"29.3571, 113.1289", "113.1289,29.3571", "29.3571 113.1289", "113.1289；29.3571",
                              "２９．３５７１，１１３．１２８９", " (29.3571, 113.1289) ", "N29.3571 E113.1289",
                              "113.1289E, 29.3571N", "经度：113.1289 纬度：29.3571", "lat: 29.3571, lng: 113.1289",
                              "东经113.1289°、北纬29.3571°", "geo:29.3571,113.1289", "WGS84坐标：29.3571，113.1289"})
        check_read(typed, yueyang, CoordinateSystem::wgs84);
}

TEST_CASE("typed position: degrees, minutes and seconds") {
    const Position place{29 + 21 / 60.0 + 25.6 / 3600, 113 + 7 / 60.0 + 44 / 3600.0};
    for (const char* typed : {"29°21′25.6″N 113°7′44″E", "29°21'25.6\"N, 113°7'44\"E", "N29°21′25.6″ E113°7′44″",
                              "北纬29度21分25.6秒，东经113度7分44秒", "113°7’44”E 29°21’25.6”N",
                              "29° 21' 25.6'' N  113° 7' 44'' E", "113°7′44″ 29°21′25.6″"})
        check_read(typed, place, CoordinateSystem::wgs84);
    check_read("29°21.426′N 113°7.734′E", {29 + 21.426 / 60, 113 + 7.734 / 60}, CoordinateSystem::wgs84);
}

TEST_CASE("typed position: outside of China latitude comes first unless it cannot") {
    check_read("48.8584, 2.2945", {48.8584, 2.2945}, CoordinateSystem::wgs84);
    check_read("151.2153, -33.8568", {-33.8568, 151.2153}, CoordinateSystem::wgs84);
    check_read("33.8568S 151.2153E", {-33.8568, 151.2153}, CoordinateSystem::wgs84);
    check_read("12.5W 41.9N", {41.9, -12.5}, CoordinateSystem::wgs84);
}

TEST_CASE("typed position: links of map programs carry their own systems") {
    for (const char* typed : {"https://uri.amap.com/marker?position=113.1289,29.3571&name=park",
                              "https://www.amap.com/?q=29.3571%2C113.1289",
                              "https://apis.map.qq.com/uri/v1/marker?marker=coord:29.3571,113.1289;title:x",
                              "https://map.qq.com/?type=marker&pointx=113.1289&pointy=29.3571",
                              "https://ditu.amap.com/regeo?lng=113.1289&lat=29.3571&src=uri"})
        check_read(typed, yueyang, CoordinateSystem::gcj02);
    check_read("http://api.map.baidu.com/marker?location=29.3571,113.1289&title=a&output=html", yueyang,
               CoordinateSystem::bd09);
    check_read("http://api.map.baidu.com/marker?location=29.3571,113.1289&coord_type=gcj02", yueyang,
               CoordinateSystem::gcj02);
    check_read("http://api.map.baidu.com/marker?location=29.3571,113.1289&coord_type=wgs84", yueyang,
               CoordinateSystem::wgs84);
    CHECK(key_of("https://surl.amap.com/4kX9dB") == "error.position_link");
    CHECK(key_of("https://map.baidu.com/@12593421,3403517,15z") == "error.position_link");
}

TEST_CASE("typed position: the text's own word for the system goes before the chosen one") {
    check_read("高德 113.1289,29.3571", yueyang, CoordinateSystem::gcj02);
    check_read("29.3571,113.1289 (BD-09)", yueyang, CoordinateSystem::bd09);
    const auto chosen = app::read_position("29.3571,113.1289", CoordinateSystem::gcj02);
    REQUIRE(chosen);
    CHECK(chosen->system == CoordinateSystem::gcj02);
    CHECK(app::metres_between(chosen->wgs84, yueyang) == doctest::Approx(644).epsilon(0.01));
    const auto named = app::read_position("GPS WGS-84: 29.3571,113.1289", CoordinateSystem::gcj02);
    REQUIRE(named);
    CHECK(named->wgs84 == yueyang);
}

TEST_CASE("typed position: what is none says why") {
    for (const char* typed : {"", "岳阳市", "29.3571,113.1289,12", "29.3571N 113.1289N", "29°75′N 113°7′E", "1,2,3,4",
                              "′29 113", "hello 29.3571, 113.1289"})
        CHECK_MESSAGE(key_of(typed) == "error.position_unreadable", typed);
    CHECK(key_of("29.3571") == "error.position_half");
    CHECK(key_of("129.3, 213.1") == "error.position_range");
    CHECK(key_of(std::string(3000, '1')) == "error.position_unreadable");
}

TEST_CASE("typed position: no text breaks the reader") {
    std::mt19937 random(7);
    const std::u32string signs = U"0123456789.,-+°′″'\"NSEW度分秒北纬东经 &=%?:/abd";
    for (int round = 0; round < 5000; ++round) {
        std::u32string text;
        for (unsigned i = 0; i < random() % 24; ++i)
            text += signs[random() % signs.size()];
        const auto read = app::read_position(sync::to_utf8(text));
        if (read) CHECK(std::abs(read->wgs84.lat) < 91);
    }
}
