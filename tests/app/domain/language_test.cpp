#include "app/domain/language.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("language: a locale's name asks for Chinese or English, and Chinese when it says nothing") {
    const std::pair<const char*, Language> table[] = {
        {"zh_CN.UTF-8", Language::zh}, {"zh_TW", Language::zh},      {"zh", Language::zh},
        {"zh-Hans-CN", Language::zh},  {"", Language::zh},           {"C", Language::zh},
        {"C.UTF-8", Language::zh},     {"POSIX", Language::zh},      {"en_US.UTF-8", Language::en},
        {"en", Language::en},          {"de_DE@euro", Language::en}, {"zha_CN", Language::en},
    };
    for (const auto& [locale, language] : table) {
        CAPTURE(locale);
        CHECK(language_of_locale(locale) == language);
    }
    CHECK(std::string(tag_of(Language::zh)) == "zh-CN");
    CHECK(std::string(tag_of(Language::en)) == "en");
}

TEST_CASE("language: a key without a text stands for itself and stays where it is") {
    CHECK(text_of("value.yes", Language::zh) == "是");
    CHECK(text_of("value.yes", Language::en) == "Yes");
    CHECK_FALSE(has_text("no.such.key", Language::zh));
    const std::string& first = text_of(std::string("no.such.key"), Language::zh);
    for (int i = 0; i < 100; ++i)
        (void)text_of("no.such.key." + std::to_string(i), Language::zh);
    CHECK(first == "no.such.key");
    CHECK(&first == &text_of("no.such.key", Language::en));
}

TEST_CASE("language: said values are put in once and not read again") {
    CHECK(say("title.unnamed", Language::zh, {{"kind", "点位"}}) == "未命名的点位");
    CHECK(say("title.visit", Language::zh, {{"month", "{day}"}, {"day", "22"}, {"purpose", "x"}}) == "{day}月22日 x");
    CHECK(say("title.unnamed", Language::zh, {{"kin", "x"}, {"", "y"}}) == "未命名的{kind}");
    CHECK(say("{a}{b}{a}", Language::en, {{"a", "1"}}) == "1{b}1");
    CHECK(say("{", Language::en, {{"a", "1"}}) == "{");
}
