#pragma once
// photo_fields: a found photo as the fields of a record of kind "photo" (app/domain/kinds.hpp).

#include "app/evidence/photo_import.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/instant.hpp"
#include "sync/record/value.hpp"

#include <string>
#include <utility>
#include <vector>

namespace takan::app {

struct PhotoContext {
    sync::RecordId visit;   // nil: none
    sync::RecordId finding; // nil: none
    std::string taken_by;   // who says to have taken it; empty: not said
    std::string caption;
    std::string proves;
    std::string media_ref; // where the bytes are kept; empty: not kept yet
    sync::CivilDate media_day;
    std::string batch; // of the import; empty: none
};

// What is not known is left out. `taken_at` is a moment in UTC, "exif.time" the camera's local time as it stands there;
// coordinates and height are decimal text.
std::vector<std::pair<std::string, sync::Value>> photo_fields(const FoundPhoto& photo, const PhotoContext& context);

} // namespace takan::app
