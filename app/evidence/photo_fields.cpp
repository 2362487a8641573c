#include "app/evidence/photo_fields.hpp"

namespace takan::app {
namespace {

using Fields = std::vector<std::pair<std::string, sync::Value>>;

void add_text(Fields& fields, const char* name, const std::string& text) {
    if (!text.empty()) fields.emplace_back(name, text);
}

void add_reference(Fields& fields, const char* name, const sync::RecordId& id) {
    if (!id.is_nil()) fields.emplace_back(name, id.text());
}

void add_number(Fields& fields, const char* name, std::int64_t number) {
    if (number > 0) fields.emplace_back(name, number);
}

void add_position(Fields& fields, const Exif& exif) {
    if (exif.lat.empty() || exif.lon.empty()) return;
    add_text(fields, "lat", exif.lat);
    add_text(fields, "lon", exif.lon);
    add_text(fields, "altitude", exif.altitude);
    add_text(fields, "position_source", "exif");
}

} // namespace

Fields photo_fields(const FoundPhoto& photo, const PhotoContext& context) {
    Fields fields;
    add_reference(fields, "visit", context.visit);
    add_reference(fields, "finding", context.finding);
    add_text(fields, "sha256", photo.sha256);
    add_number(fields, "size", static_cast<std::int64_t>(photo.size));
    add_text(fields, "name", photo.name);
    add_text(fields, "mime", photo.mime);
    add_number(fields, "width", photo.width);
    add_number(fields, "height", photo.height);
    add_number(fields, "orientation", photo.exif.orientation);
    add_text(fields, "caption", context.caption);
    add_text(fields, "proves", context.proves);
    add_text(fields, "taken_by", context.taken_by);
    if (const auto taken = taken_at(photo.exif)) add_text(fields, "taken_at", sync::to_text(*taken));
    add_text(fields, "exif.time", local_time(photo.exif));
    add_text(fields, "exif.make", photo.exif.make);
    add_text(fields, "exif.model", photo.exif.model);
    add_position(fields, photo.exif);
    if (!context.media_ref.empty()) {
        add_text(fields, "media.ref", context.media_ref);
        add_text(fields, "media.day", sync::to_text(sync::start_of(context.media_day)).substr(0, 10));
    }
    add_text(fields, "import.batch", context.batch);
    return fields;
}

} // namespace takan::app
