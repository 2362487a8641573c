#include "app/views/checklist_words.hpp"

#include "app/domain/kinds.hpp"
#include "app/forms/answers.hpp"
#include "app/views/checklist_parts.hpp"

namespace takan::app {

namespace {

const Checklist* open_checklist(const Given& given, std::string_view kind, std::string_view field) {
    const auto& detail = given.snapshot.detail;
    if (kind != "visit" || !field.starts_with(answer_prefix) || !detail) return nullptr;
    const FormLine* line = form_of(given.snapshot, detail->record);
    return line == nullptr ? nullptr : line->checklist.get();
}

} // namespace

std::string field_name(const Given& given, std::string_view kind, std::string_view field) {
    if (const Checklist* list = open_checklist(given, kind, field)) {
        Evaluation rows; // only to number the instances of repeats
        if (field.find('[') != std::string_view::npos)
            rows = evaluate(*list, answers_of(given.snapshot.detail->record), given.now, given.language());
        if (auto label = field_label(*list, rows, field, given.language()); !label.empty()) return label;
    }
    return field_text(kind, field, given.language());
}

std::string answer_words(const Given& given, std::string_view kind, std::string_view field, const std::string& text) {
    const Checklist* list = open_checklist(given, kind, field);
    return list == nullptr ? std::string() : field_words(*list, field, text, given.language());
}

} // namespace takan::app
