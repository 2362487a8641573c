#include "app/forms/import.hpp"

#include "app/domain/vocabulary.hpp"
#include "app/forms/import_survey.hpp"
#include "app/forms/import_table.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

constexpr std::size_t most_remarks = 200;

const Sheet* find_sheet(const Workbook& workbook, std::string_view name) {
    const auto found = std::find_if(workbook.begin(), workbook.end(),
                                    [&](const Sheet& sheet) { return sync::trimmed(sheet.name) == name; });
    return found == workbook.end() ? nullptr : &*found;
}

bool is_form_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") ==
               std::string_view::npos;
}

// Choices may have no name twice in one list, for the name is what is kept.
void import_choices(const Sheet& sheet, FormImport& import, Form& form) {
    const ImportTable table(sheet, {"list_name", "name", "label"}, import);
    std::size_t count = 0;
    for (std::size_t row = 1; row < table.rows(); ++row) {
        if (table.is_empty(row)) continue;
        const std::string list = table.text(row, "list_name");
        FormChoice choice{table.text(row, "name"), table.words(row, "label"), table.others(row)};
        if (list.empty()) {
            table.problem(row, "list_name", "form_import.choice_without_list", choice.name);
            continue;
        }
        constexpr std::size_t longest_name = 40; // bytes: it becomes part of a field's name
        if (choice.name.empty() || choice.name.size() > longest_name ||
            choice.name.find_first_of(" \t\n[]") != std::string::npos) {
            table.problem(row, "name", "form_import.choice_name", choice.name);
            continue;
        }
        auto& choices = form.lists[list];
        if (std::any_of(choices.begin(), choices.end(), [&](const FormChoice& one) { return one.name == choice.name; }))
            table.problem(row, "name", "form_import.choice_twice", choice.name);
        if (choice.label.empty()) table.problem(row, "label", "form_import.choice_without_label", choice.name);
        choices.push_back(std::move(choice));
        if (++count > most_choices) return table.problem(row, "name", "form_import.too_many_choices");
    }
}

std::vector<std::string> codes_of(const ImportTable& table, std::string_view column, std::string_view vocabulary) {
    std::vector<std::string> codes;
    const Vocabulary* terms = find_vocabulary(vocabulary);
    const std::string typed = table.text(1, column);
    for (const auto part : sync::split(typed, ' ')) {
        if (part.empty()) continue;
        codes.emplace_back(part);
        if (terms == nullptr || find_term(*terms, part) == nullptr)
            table.problem(1, column, "form_import.no_such_code", codes.back());
    }
    return codes;
}

void import_settings(const Sheet* sheet, FormImport& import, Form& form) {
    static const Sheet missing{"settings", {}};
    const ImportTable table(sheet == nullptr ? missing : *sheet,
                            {"form_id", "version", "form_title", "default_language", "site_kinds", "industries"},
                            import);
    form.form_id = table.text(1, "form_id");
    form.version = table.text(1, "version");
    form.title = table.text(1, "form_title");
    form.default_language = language_code(table.text(1, "default_language"));
    form.site_kinds = codes_of(table, "site_kinds", "site_kind");
    form.industries = codes_of(table, "industries", "industry");
    if (!is_form_id(form.form_id)) table.problem(1, "form_id", "form_import.no_form_id", form.form_id);
    constexpr std::size_t longest_version = 40;
    if (form.version.empty() || form.version.size() > longest_version)
        table.problem(1, "version", "form_import.no_version", form.version);
    if (form.title.empty()) form.title = form.form_id;
    for (const auto& column : table.other_columns())
        table.warning(0, column, "form_import.unknown_column", column);
}

// Choice filters may ask for any column; one that nobody asks for is left out, which is worth saying.
void warn_of_choice_columns(const Sheet& sheet, FormImport& import, const Form& form) {
    FormImport heads;
    const ImportTable table(sheet, {"list_name", "name", "label"}, heads);
    for (const auto& column : table.other_columns()) {
        const bool used = std::any_of(form.questions.begin(), form.questions.end(), [&](const FormQuestion& question) {
            return question.choice_filter.find(column) != std::string::npos;
        });
        if (!used) import.warnings.push_back({table.cell(0, column), "form_import.unknown_column", column});
    }
}

} // namespace

std::string remark_text(const CellRemark& remark, Language language) {
    const std::string words = say(remark.text_key, language, {{"what", remark.what}});
    return remark.cell.empty() ? words : remark.cell + (language == Language::zh ? "：" : ": ") + words;
}

FormImport import_form(const Workbook& workbook) {
    FormImport import;
    Form form;
    const Sheet* survey = find_sheet(workbook, "survey");
    if (survey == nullptr) {
        import.problems.push_back({{}, "form_import.no_survey", {}});
        return import;
    }
    const Sheet* choices = find_sheet(workbook, "choices");
    if (choices != nullptr) import_choices(*choices, import, form);
    std::vector<CellRemark> of_choices = std::exchange(import.problems, {});
    import_survey(*survey, import, form);
    import.problems.insert(import.problems.end(), of_choices.begin(), of_choices.end());
    import_settings(find_sheet(workbook, "settings"), import, form);
    if (choices != nullptr) warn_of_choice_columns(*choices, import, form);
    for (const Sheet& sheet : workbook)
        if (sheet.name == "entities" || sheet.name == "osm" || sheet.name == "external_choices")
            import.problems.push_back({cell_name(sheet.name, 0, 0), "form_import.sheet_not_supported", sheet.name});
    if (import.problems.empty() && text_of_form(form).size() > longest_form)
        import.problems.push_back({{}, "form_import.too_large", {}});
    if (import.problems.size() > most_remarks) import.problems.resize(most_remarks);
    if (import.warnings.size() > most_remarks) import.warnings.resize(most_remarks);
    if (import.problems.empty()) import.form = std::move(form);
    return import;
}

sync::Result<FormImport> import_xlsform(std::string_view bytes) {
    TAKAN_TRY_LET(workbook, read_workbook(bytes));
    return import_form(workbook);
}

} // namespace takan::app
