#pragma once
// Workbooks and checklists written in a few lines: cells between bars, rows on lines.

#include "app/forms/answers.hpp"
#include "app/forms/import.hpp"
#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace takan::test {

inline app::Sheet sheet(std::string name, std::string_view rows) {
    app::Sheet made{std::move(name), {}};
    for (const auto line : sync::split(rows, '\n')) {
        if (sync::trimmed(line).empty()) continue;
        made.rows.emplace_back();
        for (const auto cell : sync::split(line, '|'))
            made.rows.back().push_back(sync::trimmed(cell));
    }
    return made;
}

inline app::Workbook book(std::string_view survey, std::string_view choices = "list_name|name|label",
                          std::string_view settings = "form_id|version|form_title\ntest|1|Test") {
    return {sheet("survey", survey), sheet("choices", choices), sheet("settings", settings)};
}

inline std::string remarks(const std::vector<app::CellRemark>& all) {
    std::string text;
    for (const auto& one : all)
        text += one.cell + " " + one.text_key + " " + one.what + "\n";
    return text;
}

inline app::Checklist checklist(std::string_view survey, std::string_view choices = "list_name|name|label") {
    app::FormImport import = app::import_form(book(survey, choices));
    INFO(remarks(import.problems));
    REQUIRE(import.form);
    std::vector<app::RuleProblem> problems;
    return app::Checklist(std::move(*import.form), problems);
}

// 2024-03-22 16:12 in China.
inline constexpr sync::Instant noon{1711095120000};

inline app::Evaluation evaluated(const app::Checklist& list, const app::Answers& answers = {}) {
    return app::evaluate(list, answers, noon, app::Language::en);
}

inline const app::Standing& row(const app::Checklist& list, const app::Evaluation& rows, std::string_view name) {
    const auto place = app::find_answer(list, rows, name);
    CAPTURE(name);
    REQUIRE(place);
    return rows[place->row];
}

} // namespace takan::test
