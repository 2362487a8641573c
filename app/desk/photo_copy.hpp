#pragma once
// Photo copy: what AnnotatePhoto makes of a photo: a JPEG of its own and the fields of its record.

#include "app/desk/command.hpp"
#include "app/domain/language.hpp"
#include "sync/base/result.hpp"

#include <string>
#include <string_view>

namespace takan::app {

struct PhotoCopy {
    std::string bytes;
    std::string sha256;
    FieldValues fields; // without where its bytes are kept
};

// Words, time and place come from the photo; "derived_from" names it and "derived_by.…" says what was done. `original`:
// its bytes. Errors: invalid (no marks), missing (no Chinese font), those of annotated_copy.
sync::Result<PhotoCopy> copy_of(const sync::Record& photo, std::string_view original,
                                const std::vector<PhotoMark>& marks, Language language);

} // namespace takan::app
