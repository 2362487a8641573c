#include "app/desk/photo_copy.hpp"

#include "app/evidence/annotated_copy.hpp"
#include "app/evidence/image_kind.hpp"
#include "sync/base/sha256.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t shown_hash = 16; // digits of the original's fingerprint: enough to tell any two photos apart

std::string name_without_ending(const std::string& name) {
    const auto dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string foot_of(const sync::Record& photo, Language language) {
    return say("photo_copy.foot", language,
               {{"name", sync::shown_text(photo, "name")},
                {"sha256", sync::shown_text(photo, "sha256").substr(0, shown_hash)}});
}

FieldValues fields_of(const sync::Record& photo, const std::vector<PhotoMark>& marks) {
    FieldValues fields;
    for (const char* field : {"visit", "finding", "caption", "proves", "taken_by", "taken_at", "clock_ahead", "place",
                              "lat", "lon", "position_typed", "altitude", "position_source"})
        if (const sync::Value* value = sync::shown(photo, field); value != nullptr && !value->is_null())
            fields.emplace_back(field, *value);
    fields.emplace_back("derived_from", photo.id.text());
    for (const MarkKind kind : mark_kinds)
        if (std::any_of(marks.begin(), marks.end(), [&](const auto& mark) { return mark.kind == kind; }))
            fields.emplace_back(std::string("derived_by.") + code_of(kind), true);
    return fields;
}

} // namespace

sync::Result<PhotoCopy> copy_of(const sync::Record& photo, std::string_view original,
                                const std::vector<PhotoMark>& marks, Language language) {
    if (marks.empty())
        return sync::fail(sync::ErrorKind::invalid, "nothing is drawn on the copy", photo.id.text(),
                          "error.nothing_drawn");
    const auto font = find_chinese_font();
    if (!font)
        return sync::fail(sync::ErrorKind::missing, "no Chinese font is installed", "fonts-noto-cjk",
                          "error.no_chinese_font");
    TAKAN_TRY_LET(text, TextRaster::open(*font));
    PhotoCopy copy;
    TAKAN_TRY_LET(bytes, annotated_copy(original, marks, foot_of(photo, language), text));
    copy.bytes = std::move(bytes);
    copy.sha256 = sync::sha256_hex(copy.bytes);
    copy.fields = fields_of(photo, marks);
    const std::string name = name_without_ending(sync::shown_text(photo, "name"));
    const auto size = pixel_size(copy.bytes).value_or(PixelSize{});
    copy.fields.emplace_back("sha256", copy.sha256);
    copy.fields.emplace_back("size", static_cast<std::int64_t>(copy.bytes.size()));
    copy.fields.emplace_back("name", say("photo_copy.name", language, {{"name", name}}));
    copy.fields.emplace_back("mime", mime_of(copy.bytes));
    copy.fields.emplace_back("width", std::int64_t{size.width});
    copy.fields.emplace_back("height", std::int64_t{size.height});
    copy.fields.emplace_back("orientation", std::int64_t{1});
    return copy;
}

} // namespace takan::app
