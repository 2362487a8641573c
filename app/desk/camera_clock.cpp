#include "app/desk/camera_clock.hpp"

#include "app/domain/clock_ahead.hpp"

#include <limits>

namespace takan::app {

namespace {

// Photos of one import that do not name their camera are taken to be of one.
bool same_camera(const sync::Record& a, const sync::Record& b) {
    const auto same = [&](const char* field) { return sync::shown_text(a, field) == sync::shown_text(b, field); };
    return same("exif.make") && same("exif.model");
}

} // namespace

Result<std::vector<sync::RecordId>> photos_of(const Store& store, const CorrectClock& wish) {
    if (!wish.photos.empty()) return wish.photos;
    TAKAN_TRY_LET(photo, store.get(wish.photo));
    if (!photo) return sync::fail(sync::ErrorKind::missing, "there is no such photo", wish.photo.text());
    Filter import;
    import.kind = "photo";
    import.field = "import.batch";
    import.value = sync::shown_text(*photo, "import.batch");
    import.limit = std::numeric_limits<int>::max();
    if (import.value.empty()) return std::vector{wish.photo};
    std::vector<sync::RecordId> photos;
    TAKAN_TRY_LET(rows, store.list(import));
    for (const auto& row : rows) {
        TAKAN_TRY_LET(one, store.get(row.id));
        if (one && same_camera(*one, *photo) && time_with_clock_ahead(*one, 0)) photos.push_back(row.id);
    }
    return photos;
}

} // namespace takan::app
