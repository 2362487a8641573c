#include "app/desk/forms.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

// The run of digits at the start, without leading zeros.
std::string_view take_number(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && sync::is_digit(text[end]))
        ++end;
    std::string_view number = text.substr(0, end);
    text.remove_prefix(end);
    while (number.size() > 1 && number.front() == '0')
        number.remove_prefix(1);
    return number;
}

} // namespace

int compare_versions(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (sync::is_digit(a.front()) && sync::is_digit(b.front())) {
            const auto left = take_number(a), right = take_number(b);
            if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0) return order < 0 ? -1 : 1;
            continue;
        }
        if (a.front() != b.front()) return a.front() < b.front() ? -1 : 1;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

const FormLine* find_form(const std::vector<FormLine>& lines, std::string_view form_id, std::string_view version) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const FormLine& line) {
        return line.form_id == form_id && line.version == version;
    });
    return found == lines.end() ? nullptr : &*found;
}

std::vector<const FormLine*> offered_forms(const std::vector<FormLine>& lines) {
    std::vector<const FormLine*> offered;
    for (const FormLine& line : lines) {
        if (!line.active || line.checklist == nullptr) continue;
        if (!offered.empty() && offered.back()->form_id == line.form_id) {
            // Newest first, but a team's own version counts before the program's whatever they are called.
            if (offered.back()->id.is_nil() && !line.id.is_nil()) offered.back() = &line;
            continue;
        }
        offered.push_back(&line);
    }
    return offered;
}

bool fits_site(const FormLine& line, const sync::Record& site) {
    if (line.checklist == nullptr) return false;
    const auto names = [&](const std::vector<std::string>& codes, std::string_view field) {
        const std::string code = sync::shown_text(site, field);
        return !code.empty() && std::find(codes.begin(), codes.end(), code) != codes.end();
    };
    const Form& form = line.checklist->form();
    return names(form.site_kinds, "kind") || names(form.industries, "industry");
}

} // namespace takan::app
