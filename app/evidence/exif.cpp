#include "app/evidence/exif.hpp"

#include "app/evidence/chunked_file.hpp"
#include "app/evidence/exif_position.hpp"
#include "app/evidence/exif_time.hpp"
#include "app/evidence/heif_file.hpp"
#include "app/evidence/image_kind.hpp"
#include "app/evidence/jpeg_segments.hpp"
#include "app/evidence/tiff_block.hpp"

#include <algorithm>
#include <cstdlib>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;

// Tags of the EXIF standard (CIPA DC-008), by directory.
namespace tag {
constexpr std::uint16_t make = 0x010F, model = 0x0110, orientation = 0x0112, changed = 0x0132;
constexpr std::uint16_t original = 0x9003, digitized = 0x9004;
constexpr std::uint16_t offset = 0x9010, offset_original = 0x9011, offset_digitized = 0x9012;
constexpr std::uint16_t subsecond = 0x9290, subsecond_original = 0x9291;
constexpr std::uint16_t width = 0xA002, height = 0xA003;
} // namespace tag

std::string time_of(const TiffBlock& block, Directory directory, std::uint16_t tag, std::vector<Remark>& remarks) {
    const auto raw = block.text(directory, tag);
    if (!raw || is_unset_time(*raw)) return {};
    const auto time = parse_exif_time(*raw);
    if (!time) remarks.push_back({"photo.remark.time_unreadable", "EXIF time \"" + *raw + "\" is no time"});
    return time.value_or(std::string());
}

std::string digits_of(const TiffBlock& block, std::uint16_t tag) {
    std::string text = block.text(Directory::exif, tag).value_or(std::string());
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    text.erase(end, text.end());
    return text.substr(0, 9);
}

std::string offset_of(const TiffBlock& block) {
    for (const auto name : {tag::offset_original, tag::offset, tag::offset_digitized}) {
        const auto raw = block.text(Directory::exif, name);
        if (raw && parse_offset(*raw)) return *raw;
    }
    return {};
}

void read_times(const TiffBlock& block, Exif& exif) {
    exif.original = time_of(block, Directory::exif, tag::original, exif.remarks);
    exif.digitized = time_of(block, Directory::exif, tag::digitized, exif.remarks);
    exif.changed = time_of(block, Directory::main, tag::changed, exif.remarks);
    exif.subsecond = digits_of(block, tag::subsecond_original);
    if (exif.subsecond.empty()) exif.subsecond = digits_of(block, tag::subsecond);
    exif.offset = offset_of(block);
}

int pixel_count(const TiffBlock& block, std::uint16_t tag) {
    const auto number = block.number(Directory::exif, tag).value_or(0);
    return number <= 1'000'000 ? static_cast<int>(number) : 0;
}

Exif fields_of(const TiffBlock& block) {
    Exif exif;
    exif.make = block.text(Directory::main, tag::make).value_or(std::string());
    exif.model = block.text(Directory::main, tag::model).value_or(std::string());
    const auto orientation = block.number(Directory::main, tag::orientation).value_or(1);
    if (orientation >= 1 && orientation <= 8) {
        exif.orientation = static_cast<int>(orientation);
    } else if (orientation != 0) {
        exif.remarks.push_back(
            {"photo.remark.exif_odd", "EXIF orientation " + std::to_string(orientation) + " does not exist"});
    }
    exif.width = pixel_count(block, tag::width);
    exif.height = pixel_count(block, tag::height);
    read_times(block, exif);
    read_position(block, exif);
    return exif;
}

// The EXIF blocks of a file in its order; blocks inside of `file` or of `own`.
std::vector<std::string_view> blocks_of(std::string_view file, std::string& own) {
    switch (image_kind(file)) {
    case ImageKind::jpeg:
        return jpeg_exif_blocks(file);
    case ImageKind::heic:
        if (auto block = heif_exif_block(file)) {
            own = std::move(*block);
            return {own};
        }
        return {};
    case ImageKind::png:
        return png_exif_blocks(file);
    case ImageKind::webp:
        return webp_exif_blocks(file);
    case ImageKind::video:
    case ImageKind::unknown:
        break;
    }
    return {};
}

// A camera whose clock is days off, or whose GPS date is: people have to decide which one counts.
void compare_clocks(Exif& exif) {
    const auto local = wall_clock(local_time(exif), {});
    const auto satellites = wall_clock(exif.gps_time, {});
    constexpr std::int64_t farthest_zone = 15 * 3600 * 1000;
    if (local && satellites && std::llabs(local->ms - satellites->ms) > farthest_zone) {
        exif.remarks.push_back(
            {"photo.remark.clock", "camera says " + local_time(exif) + ", satellites say " + exif.gps_time});
    }
}

} // namespace

Result<Exif> read_exif_block(std::string_view tiff_bytes) {
    std::vector<Remark> remarks;
    TAKAN_TRY_LET(block, TiffBlock::read(tiff_bytes, remarks));
    Exif exif = fields_of(block);
    compare_clocks(exif);
    exif.remarks.insert(exif.remarks.begin(), remarks.begin(), remarks.end());
    return exif;
}

Result<Exif> read_exif(std::string_view file_bytes) {
    std::string own;
    const auto blocks = blocks_of(file_bytes, own);
    if (blocks.empty()) return sync::fail(ErrorKind::missing, "the file has no EXIF", {}, "photo.remark.no_exif");
    auto first = read_exif_block(blocks.front());
    for (std::size_t i = 1; i < blocks.size() && !first; ++i)
        first = read_exif_block(blocks[i]);
    return first;
}

const std::string& local_time(const Exif& exif) {
    if (!exif.original.empty()) return exif.original;
    return exif.digitized.empty() ? exif.changed : exif.digitized;
}

std::optional<sync::Instant> taken_at(const Exif& exif) {
    constexpr std::int64_t minute = 60'000;
    const auto satellites = wall_clock(exif.gps_time, {});
    const auto local = wall_clock(local_time(exif), exif.subsecond);
    if (!local) return satellites;
    if (const auto offset = parse_offset(exif.offset)) return sync::Instant{local->ms - *offset * minute};
    if (satellites) {
        // Zones differ by quarters of an hour; what is left over is the age of the satellites' time and the clock's
        // error.
        const std::int64_t quarter = 15 * minute;
        const std::int64_t apart = local->ms - satellites->ms;
        const std::int64_t quarters = (apart + (apart >= 0 ? quarter / 2 : -quarter / 2)) / quarter;
        const bool close = std::llabs(apart - quarters * quarter) <= 2 * minute;
        if (close && std::llabs(quarters) <= 14 * 4) return sync::Instant{local->ms - quarters * quarter};
    }
    return sync::Instant{local->ms - 480 * minute};
}

} // namespace takan::app
