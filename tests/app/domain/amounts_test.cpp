#include "app/domain/amounts.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("amounts: bytes have three digits at most") {
    CHECK(byte_text(0) == "0 B");
    CHECK(byte_text(1023) == "1023 B");
    CHECK(byte_text(1536) == "1.5 KB");
    CHECK(byte_text(4'000'000) == "3.8 MB");
    CHECK(byte_text(222'298'112) == "212 MB");
    CHECK(byte_text(1'073'741'824) == "1.0 GB");
    CHECK(byte_text(~std::uint64_t{0}) == "16777215 TB");
}

TEST_CASE("amounts: durations are rounded up and never more exact than one can know") {
    CHECK(duration_text(1, Language::zh) == "10 秒");
    CHECK(duration_text(41, Language::zh) == "50 秒");
    CHECK(duration_text(51, Language::zh) == "1 分钟");
    CHECK(duration_text(61, Language::zh) == "2 分钟");
    CHECK(duration_text(4800, Language::zh) == "1 小时 20 分");
    CHECK(duration_text(4800, Language::en) == "1 h 20 min");
}

TEST_CASE("amounts: what waits is told by kind, with fields and photos") {
    const Ahead ahead{{{"finding", 5}, {"visit", 3}}, 41, 57, 222'298'112};
    CHECK(ahead_text(ahead, Language::zh) == "问题 5、现场检查 3，共 41 个字段；照片原件 57 张（212 MB）");
    CHECK(ahead_text({}, Language::zh) == "没有待发送的内容");
    CHECK(ahead_text({{}, 0, 2, 1024}, Language::zh) == "照片原件 2 张（1.0 KB）");
}
