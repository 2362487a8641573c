#pragma once
// FormShelf: the checklists that a store holds, with those that come with the program.

#include "app/desk/forms.hpp"
#include "app/store/store.hpp"

#include <filesystem>
#include <vector>

namespace takan::app {

// By form id, newest version first. One version that two leads imported alike is listed once, the record with the
// smaller id.
Result<std::vector<FormLine>> form_lines(const Store& store);

// Reads the file; a version that is here already is a problem.
// Error only when the store cannot be read.
Result<FormPreview> preview_form(const Store& store, const std::filesystem::path& path);

} // namespace takan::app
