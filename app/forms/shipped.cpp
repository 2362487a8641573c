#include "app/forms/shipped.hpp"

#include "app/domain/assets.hpp"
#include "app/domain/csv.hpp"

#include <cassert>
#include <map>

namespace takan::app {
namespace {

constexpr std::string_view folder = "forms/";

std::vector<std::shared_ptr<const Checklist>> read_all() {
    std::vector<std::shared_ptr<const Checklist>> all;
    for (const Workbook& workbook : shipped_workbooks()) {
        FormImport import = import_form(workbook);
        assert(import.form); // they are built in: a test reads them all
        if (!import.form) continue;
        std::vector<RuleProblem> problems;
        all.push_back(std::make_shared<const Checklist>(std::move(*import.form), problems));
    }
    return all;
}

} // namespace

std::vector<Workbook> shipped_workbooks() {
    std::map<std::string, Workbook> by_folder;
    for (const Asset& asset : assets()) {
        if (!asset.path.starts_with(folder)) continue;
        const auto name = asset.path.substr(folder.size());
        const auto slash = name.find('/');
        const std::string sheet(name.substr(slash + 1, name.size() - slash - 1 - std::string_view(".csv").size()));
        auto rows = read_csv(asset.bytes);
        assert(rows);
        if (rows) by_folder[std::string(name.substr(0, slash))].push_back({sheet, std::move(*rows)});
    }
    std::vector<Workbook> all;
    for (auto& [name, workbook] : by_folder)
        all.push_back(std::move(workbook));
    return all;
}

const std::vector<std::shared_ptr<const Checklist>>& shipped_checklists() {
    static const auto all = read_all();
    return all;
}

sync::Result<Workbook> shipped_workbook(std::string_view form_id) {
    for (Workbook& workbook : shipped_workbooks()) {
        const FormImport import = import_form(workbook);
        if (import.form && import.form->form_id == form_id) return std::move(workbook);
    }
    return sync::fail(sync::ErrorKind::missing, "no checklist of this name comes with the program",
                      std::string(form_id), "error.no_such_form");
}

} // namespace takan::app
