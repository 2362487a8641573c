#include "app/desk/form_shelf.hpp"

#include "app/forms/shipped.hpp"
#include "app/forms/zip_file.hpp"
#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <tuple>

namespace takan::app {
namespace {

constexpr std::size_t most_forms = 500;

FormLine line_of(const sync::Record& record) {
    FormLine line;
    line.id = record.id;
    line.form_id = sync::shown_text(record, "form_id");
    line.version = sync::shown_text(record, "version");
    line.title = sync::shown_text(record, "title");
    line.active = sync::shown_text(record, "state") == "active";
    line.file = sync::shown_text(record, "file");
    auto checklist = Checklist::read(sync::shown_text(record, "model"));
    if (checklist) line.checklist = std::make_shared<const Checklist>(std::move(*checklist));
    return line;
}

} // namespace

Result<std::vector<FormLine>> form_lines(const Store& store) {
    Filter filter;
    filter.kind = "form";
    filter.limit = most_forms;
    TAKAN_TRY_LET(rows, store.list(filter));
    std::vector<FormLine> lines;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) lines.push_back(line_of(*record));
    }
    for (const auto& checklist : shipped_checklists()) {
        const Form& form = checklist->form();
        lines.push_back({{}, form.form_id, form.version, form.title, true, {}, checklist});
    }
    std::sort(lines.begin(), lines.end(), [](const FormLine& a, const FormLine& b) {
        if (a.form_id != b.form_id) return a.form_id < b.form_id;
        if (const int order = compare_versions(a.version, b.version); order != 0) return order > 0;
        return std::tuple(a.id.is_nil(), a.id) < std::tuple(b.id.is_nil(), b.id); // the team's own comes first
    });
    const auto same = [](const FormLine& a, const FormLine& b) {
        return a.form_id == b.form_id && a.version == b.version;
    };
    lines.erase(std::unique(lines.begin(), lines.end(), same), lines.end());
    return lines;
}

Result<FormPreview> preview_form(const Store& store, const std::filesystem::path& path) {
    FormPreview preview;
    preview.file = sync::plain_text(sync::utf8(path.filename()));
    const auto bytes = sync::read_file(path, greatest_archive);
    if (!bytes) {
        preview.failed = bytes.error();
        return preview;
    }
    auto import = import_xlsform(*bytes);
    if (!import) {
        preview.failed = import.error();
        return preview;
    }
    preview.problems = std::move(import->problems);
    preview.warnings = std::move(import->warnings);
    if (!import->form) return preview;
    const Form& form = *import->form;
    preview.form_id = form.form_id;
    preview.version = form.version;
    preview.title = form.title;
    TAKAN_TRY_LET(lines, form_lines(store));
    if (find_form(lines, form.form_id, form.version) != nullptr)
        preview.problems.push_back({"settings!A1", "form_import.version_exists", form.form_id + " " + form.version});
    const std::string model = text_of_form(form);
    std::vector<RuleProblem> problems;
    preview.checklist = std::make_shared<const Checklist>(std::move(*import->form), problems);
    for (const FormQuestion& question : preview.checklist->form().questions)
        if (is_asked(question.type)) ++preview.questions;
    if (!preview.problems.empty()) return preview;
    preview.fields = {{"title", preview.title},
                      {"form_id", preview.form_id},
                      {"version", preview.version},
                      {"state", "active"},
                      {"model", model},
                      {"sha256", sync::sha256_hex(*bytes)},
                      {"file", preview.file}};
    return preview;
}

} // namespace takan::app
