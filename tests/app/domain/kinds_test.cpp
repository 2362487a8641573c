#include "app/domain/kinds.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/record/record.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan;
using app::FieldType;
using app::Language;

TEST_CASE("kinds: the table is whole: names, vocabularies, targets, sections and labels exist") {
    std::vector<std::string> names;
    for (const app::KindSpec& kind : app::kinds()) {
        CAPTURE(kind.name);
        names.push_back(kind.name);
        CHECK(sync::is_kind(kind.name));
        CHECK(app::find_kind(kind.name) == &kind);
        std::set<std::string> fields;
        bool headline = false;
        for (const app::FieldSpec& spec : kind.fields) {
            CAPTURE(spec.name);
            CHECK(sync::is_field_name(spec.name));
            CHECK(fields.insert(spec.name).second);
            CHECK(app::find_field_spec(kind, spec.name) == &spec);
            const bool coded = spec.type == FieldType::choice || spec.type == FieldType::set;
            CHECK((!coded || !spec.vocabulary.empty()));
            CHECK((spec.vocabulary.empty() || app::find_vocabulary(spec.vocabulary) != nullptr));
            CHECK((spec.target.empty() || app::find_kind(spec.target) != nullptr));
            CHECK(spec.section.empty() == (spec.type == FieldType::hidden));
            CHECK((spec.level >= 0 && spec.level <= 3));
            for (const Language language : {Language::zh, Language::en}) {
                CHECK((spec.section.empty() || app::has_text(spec.section, language)));
                CHECK(app::field_text(kind.name, spec.name, language) != spec.name);
                CHECK(app::kind_text(kind.name, language) != kind.name);
            }
            headline = headline || spec.headline;
        }
        CHECK(headline);
        const auto* sort = app::find_field_spec(kind, kind.sort_by);
        CHECK((kind.sort_by.empty() || (sort != nullptr && sort->type == FieldType::moment)));
    }
    CHECK(names ==
          std::vector<std::string>{"site", "visit", "finding", "photo", "comment", "member", "device", "form"});
}

TEST_CASE("kinds: a set's member finds the set, other dotted names are names of their own") {
    const app::KindSpec* finding = app::find_kind("finding");
    REQUIRE(finding != nullptr);
    REQUIRE(app::find_field_spec(*finding, "types.AIR") != nullptr);
    CHECK(app::find_field_spec(*finding, "types.AIR")->name == "types");
    CHECK(app::find_field_spec(*finding, "types.") == nullptr);
    CHECK(app::find_field_spec(*finding, "title.AIR") == nullptr);
    CHECK(app::find_field_spec(*finding, "review.state")->vocabulary == "review_state");
    CHECK(app::find_field_spec(*app::find_kind("photo"), "exif.time")->type == FieldType::hidden);
    CHECK(app::find_kind("nest") == nullptr);
}

TEST_CASE("kinds: answers of a checklist are fields of a visit, whatever their questions are called") {
    const app::KindSpec* visit = app::find_kind("visit");
    REQUIRE(app::find_field_spec(*visit, "form.outlet[0l9k2m9qd].ph") != nullptr);
    CHECK(app::find_field_spec(*visit, "form.ph")->type == FieldType::answers);
    CHECK(app::find_field_spec(*visit, "form.") == nullptr);
    CHECK(*app::parse_value("visit", "form.ph", " 7.2 ") == sync::Value("7.2"));
    CHECK(*app::parse_value("visit", "form.types.AIR", "true") == sync::Value(true));
    CHECK(app::parse_value("visit", "form.ph", "")->is_null());
    CHECK_FALSE(app::parse_value("visit", "form", "7.2"));
    CHECK(app::problem_of("visit", "form.ph", 7).empty());
    CHECK(app::problem_of("visit", "form.ph", sync::Value::Object{}) == "problem.not_text");
    CHECK(app::problem_of("visit", "form", "x") == "problem.not_text");
    CHECK(app::field_text("visit", "form.ph", Language::zh) == "检查清单 · ph");
    CHECK(app::field_text("visit", "form.version", Language::zh) == "清单版本");
    CHECK(app::value_text("visit", "form.ph", "7.2", Language::zh) == "7.2");
}

TEST_CASE("kinds: what people are told of kinds and fields") {
    CHECK(app::kind_text("visit", Language::zh) == "现场检查");
    CHECK(app::kind_text("visit", Language::en) == "Visit");
    CHECK(app::kind_text("nest", Language::zh) == "nest");
    CHECK(app::field_text("finding", "types.AIR", Language::zh) == "污染类型 · 大气");
    CHECK(app::field_text("finding", "types.FIRE", Language::en) == "Pollution types · FIRE");
    CHECK(app::field_text("site", "name", Language::zh) == "名称");
    CHECK(app::field_text("member", "name", Language::zh) == "姓名");
    CHECK(app::field_text("photo", "name", Language::zh) == "文件名");
    CHECK(app::field_text("finding", "colour", Language::zh) == "colour");
    CHECK(app::field_text("nest", "eggs.count", Language::zh) == "eggs.count");
    CHECK(app::field_text("visit", "deleted", Language::zh) == "删除");
}

TEST_CASE("kinds: words are searched, numbers, times and the program's own fields are not") {
    const auto searched = [](const char* kind, const char* field) {
        return app::find_field_spec(*app::find_kind(kind), field)->searched;
    };
    for (const char* field : {"title", "types", "severity", "description", "legal_basis", "review.note"})
        CHECK(searched("finding", field));
    for (const char* field : {"found_at", "due", "lat", "visit", "review.seen", "review.state"})
        CHECK_FALSE(searched("finding", field));
    CHECK(searched("photo", "name"));
    CHECK_FALSE(searched("photo", "sha256"));
}
