#pragma once
// Writers: who wrote which part of a visit last, where several people work in one.

#include "app/views/screen.hpp"

#include "imgui.h"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// One person's last word in a part.
struct Writer {
    std::string person;
    sync::Instant newest;
    std::vector<std::string> fields; // names of those that are theirs now, in the record's order
};

// Fields of the record (a set by its name without a dot, all of a checklist by "form"); empty: all of them.
std::vector<Writer> writers_of(const Snapshot& snapshot, const sync::Record& record,
                               const std::vector<std::string_view>& fields); // the newest first

// Whether more than one person has written in the visit or its findings.
bool has_several_writers(const Snapshot& snapshot, const Detail& visit);

// Small round initials from `at` on, each with person, time and fields as its tooltip. Nothing where one person alone
// works on the open visit. Returns the width that they take.
float draw_writers(const Given& given, const sync::Record& record, const std::vector<std::string_view>& fields,
                   ImVec2 at);
// The same behind the title of a section that begins at `at`.
void draw_section_writers(const Given& given, const sync::Record& record, const std::vector<std::string_view>& fields,
                          std::string_view title, ImVec2 at);

} // namespace takan::app
