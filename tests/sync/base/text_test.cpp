#include "sync/base/text.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

TEST_CASE("text: well-formed UTF-8 is told from malformed, also behind eight ASCII bytes") {
    struct Row {
        std::string name;
        std::string_view bytes;
        bool good;
    };
    const Row rows[] = {
        {"empty", "", true},
        {"Chinese", "喷漆房", true},
        {"four bytes", "\xF0\xA0\xAE\xB7", true},
        {"last code point", "\xF4\x8F\xBF\xBF", true},
        {"beyond the last", "\xF4\x90\x80\x80", false},
        {"overlong slash", "\xC0\xAF", false},
        {"overlong three", "\xE0\x80\xAF", false},
        {"overlong four", "\xF0\x80\x80\xAF", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"continuation alone", "\x80", false},
        {"cut short", "\xE5\x96", false},
        {"lead, then ASCII", "\xE5\x96-", false},
        {"0xFF", "\xFF", false},
        {"GB18030", "\xC5\xE7\xC6\xE1", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(is_utf8(row.bytes) == row.good);
        CHECK(is_utf8("12345678" + std::string(row.bytes)) == row.good);
        CHECK(is_plain_text(row.bytes) == row.good);
    }
}

TEST_CASE("text: plain text holds tab and newline, but no other control character") {
    CHECK(is_plain_text("a\tb\nc"));
    CHECK(is_plain_text("\xC2\xA0")); // no-break space, first behind the controls
    for (const std::string_view text :
         {std::string_view("\0", 1), std::string_view("\r"), std::string_view("\x1F"), std::string_view("\x7F"),
          std::string_view("\xC2\x80"), std::string_view("\xC2\x9F")}) {
        CHECK(is_utf8(text));
        CHECK_FALSE(is_plain_text(text));
    }
}

TEST_CASE("text: foreign text is made plain without losing its lines") {
    CHECK(plain_text("一\r\n二\r三\n四") == "一\n二\n三\n四");
    CHECK(plain_text(std::string_view("a\0b\x1B[0m\x7F", 8)) == "ab[0m");
    CHECK(plain_text("\xC5\xE7好") == "\xEF\xBF\xBD\xEF\xBF\xBD好");
    CHECK(plain_text("ends in\r") == "ends in\n");
    CHECK(is_plain_text(plain_text("\r\r\n\xC2\x85\xFF")));
}

TEST_CASE("text: walking malformed bytes moves one byte at a time and never beyond the end") {
    const std::string_view bytes = "a\xE5\x96喷\xF0\xA0";
    std::u32string seen;
    std::size_t at = 0;
    while (at < bytes.size())
        seen += next_code_point(bytes, at);
    CHECK(at == bytes.size());
    CHECK(seen == U"a\xFFFD\xFFFD喷\xFFFD\xFFFD");
    CHECK(next_code_point(bytes, at) == 0xFFFD);
    CHECK(at == bytes.size());
}

TEST_CASE("text: every code point survives the way to UTF-8 and back") {
    for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 61) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const std::u32string one(1, c);
        REQUIRE(is_utf8(to_utf8(one)));
        REQUIRE(to_utf32(to_utf8(one)) == one);
    }
    std::string out;
    append_utf8(out, 0xD800);
    append_utf8(out, 0x110000);
    CHECK(out == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("text: paths cross as UTF-8") {
    CHECK(utf8(path_from_utf8("现场/照片 1.jpg")) == "现场/照片 1.jpg");
}

TEST_CASE("text: small tools") {
    const std::uint8_t bytes[] = {0x00, 0xAB, 0xFF};
    CHECK(to_hex(bytes, 3) == "00abff");
    CHECK(trimmed(" \t\r\n中 文\n ") == "中 文");
    CHECK(trimmed(" \n ").empty());
    CHECK(split("a//b", '/') == std::vector<std::string_view>{"a", "", "b"});
    CHECK(split("", '/') == std::vector<std::string_view>{""});
    CHECK(split("/", '/') == std::vector<std::string_view>{"", ""});
}
