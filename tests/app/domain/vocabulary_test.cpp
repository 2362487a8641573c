#include "app/domain/vocabulary.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan::app;

TEST_CASE("vocabulary: every code and every word stands once, in both languages, under classes that exist") {
    CHECK(vocabularies().size() >= 14);
    for (const Vocabulary& vocabulary : vocabularies()) {
        CAPTURE(vocabulary.name);
        CHECK_FALSE(vocabulary.terms.empty());
        std::set<std::string> codes, zh, en;
        for (const Term& term : vocabulary.terms) {
            CAPTURE(term.code);
            CHECK_FALSE(term.code.empty());
            CHECK_FALSE(term.zh.empty());
            CHECK_FALSE(term.en.empty());
            CHECK(codes.insert(term.code).second);
            CHECK(zh.insert(term.zh).second);
            CHECK(en.insert(term.en).second);
            const Term* rollup = find_term(vocabulary, term.rollup);
            REQUIRE(rollup != nullptr);
            CHECK(rollup->rollup == rollup->code);
            CHECK((term.parent.empty() || find_term(vocabulary, term.parent) != nullptr));
        }
    }
}

TEST_CASE("vocabulary: pollution types roll up into the classes of the statistics") {
    const Vocabulary* types = find_vocabulary("pollution_type");
    REQUIRE(types != nullptr);
    const std::pair<const char*, const char*> table[] = {
        {"AIR_DUST", "AIR"}, {"SOIL_HM", "SOIL"}, {"LIVESTOCK", "WATER"}, {"NOISE", "NOISE"}, {"MARINE", "MARINE"},
    };
    for (const auto& [code, rollup] : table) {
        CAPTURE(code);
        REQUIRE(find_term(*types, code) != nullptr);
        CHECK(find_term(*types, code)->rollup == rollup);
    }
}

TEST_CASE("vocabulary: severities stand from the gravest to the lightest, Yueyang holds divisions and zones") {
    const Vocabulary* severity = find_vocabulary("severity");
    REQUIRE(severity != nullptr);
    std::string words;
    for (const Term& term : severity->terms)
        words += term.zh;
    CHECK(words == "重大严重较重一般");
    const Vocabulary* division = find_vocabulary("division");
    REQUIRE(division != nullptr);
    CHECK(division->terms.size() == 14);
    CHECK(find_term(*division, "430681")->text(Language::zh) == "汨罗市");
    CHECK(find_term(*division, "430681")->parent == "430600");
}

TEST_CASE("vocabulary: an unknown code or vocabulary is shown as it is") {
    CHECK(term_text("weather", "fog", Language::zh) == "雾");
    CHECK(term_text("weather", "fog", Language::en) == "Fog");
    CHECK(term_text("weather", "hail", Language::zh) == "hail");
    CHECK(term_text("no_such", "fog", Language::zh) == "fog");
    CHECK(find_vocabulary("no_such") == nullptr);
}
