#include "app/domain/uscc.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("uscc: codes of real companies pass both checks, any changed character is noticed") {
    for (const std::string code : {"91110000600037341L", "914403001922038216", "9144030071526726XG",
                                   "91330100799655058B", "91430000183764483Y", "91110000802100433B"}) {
        CAPTURE(code);
        CHECK(has_uscc_shape(code));
        CHECK(has_uscc_checks(code));
        for (std::size_t at = 0; at < code.size(); ++at) {
            std::string changed = code;
            changed[at] = changed[at] == '7' ? '8' : '7';
            CAPTURE(changed);
            CHECK_FALSE(has_uscc_checks(changed));
        }
    }
}

TEST_CASE("uscc: wrong checks and letters that are not used are refused") {
    CHECK_FALSE(has_uscc_checks("91110000600037341X"));
    for (const char letter : std::string("IOSVZ")) {
        std::string code = "91110000600037341L";
        code[9] = letter;
        CHECK_FALSE(has_uscc_shape(code));
        CHECK_FALSE(has_uscc_checks(code));
    }
    for (const char* code :
         {"", "91110000600037341", "91110000600037341LL", "91110000600037341l", "统一社会信用代码"}) {
        CAPTURE(code);
        CHECK_FALSE(has_uscc_shape(code));
        CHECK_FALSE(has_uscc_checks(code));
    }
}

// A code whose last character is right, but whose organisation code inside was made up: found by trying all last ones.
TEST_CASE("uscc: the organisation code inside is checked too") {
    for (const char last : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY"))
        CHECK_FALSE(has_uscc_checks(std::string("91110000600037342") + last));
}

TEST_CASE("uscc: what was typed is trimmed, made upper case and half-width") {
    CHECK(normal_uscc(" 9144030071526726xg ") == "9144030071526726XG");
    CHECK(normal_uscc("９１４４０３００７１５２６７２６ＸＧ") == "9144030071526726XG");
    CHECK(normal_uscc("　９１４４０３００７１５２６７２６ｘｇ") == "9144030071526726XG");
}
