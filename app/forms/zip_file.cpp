#include "app/forms/zip_file.hpp"

#include "sync/base/handles.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;

constexpr zip_int64_t most_parts = 2000;

using Archive = sync::CHandle<zip_t, zip_discard>;
using Part = sync::CHandle<zip_file_t, zip_fclose>;
using Source = sync::CHandle<zip_source_t, zip_source_free>;

sync::Error not_a_workbook(std::string message, std::string_view part = {}) {
    return sync::fail(ErrorKind::invalid, std::move(message), std::string(part), "error.not_a_workbook");
}

} // namespace

struct ZipFile::State {
    std::string bytes; // libzip reads from here: outlives the archive
    Archive archive;
    std::size_t unpacked = 0;
};

ZipFile::ZipFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ZipFile::ZipFile(ZipFile&&) noexcept = default;
ZipFile& ZipFile::operator=(ZipFile&&) noexcept = default;
ZipFile::~ZipFile() = default;

Result<ZipFile> ZipFile::open(std::string_view bytes) {
    if (bytes.empty()) return not_a_workbook("the file is empty"); // libzip takes it for an archive without parts
    if (bytes.size() > greatest_archive) return not_a_workbook("the file is too large for a checklist");
    auto state = std::make_unique<State>();
    state->bytes = bytes;
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(state->bytes.data(), state->bytes.size(), 0, &error));
    zip_t* archive = source ? zip_open_from_source(source.get(), ZIP_RDONLY, &error) : nullptr;
    zip_error_fini(&error);
    if (archive == nullptr) return not_a_workbook("the file is no zip archive");
    static_cast<void>(source.release()); // the archive owns it now
    state->archive.reset(archive);
    if (zip_get_num_entries(archive, 0) > most_parts) return not_a_workbook("the archive holds too many parts");
    return ZipFile(std::move(state));
}

bool ZipFile::has(std::string_view part) const {
    return zip_name_locate(m_state->archive.get(), std::string(part).c_str(), 0) >= 0;
}

Result<std::string> ZipFile::read(std::string_view part) {
    const std::string name(part);
    const zip_int64_t index = zip_name_locate(m_state->archive.get(), name.c_str(), 0);
    if (index < 0) return sync::fail(ErrorKind::missing, "the archive lacks a part", name, "error.not_a_workbook");
    const Part file(zip_fopen_index(m_state->archive.get(), static_cast<zip_uint64_t>(index), 0));
    if (!file) return not_a_workbook("a part cannot be opened", part);
    const std::size_t limit = std::min(greatest_part, greatest_parts - m_state->unpacked);
    // What the archive says of the size may be a lie: the bytes that come out are counted.
    std::string bytes;
    char block[16384];
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), block, sizeof block);
        if (got < 0) return not_a_workbook("a part is damaged", part);
        if (got == 0) break;
        if (static_cast<std::size_t>(got) > limit - bytes.size()) return not_a_workbook("a part is too large", part);
        bytes.append(block, static_cast<std::size_t>(got));
    }
    m_state->unpacked += bytes.size();
    return bytes;
}

Result<std::string> zip_of(const std::vector<ZipPart>& parts) {
    const auto broken = [] { return sync::fail(ErrorKind::broken, "the archive cannot be written"); };
    zip_error_t error;
    zip_error_init(&error);
    Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
    zip_t* opened = target ? zip_open_from_source(target.get(), ZIP_TRUNCATE, &error) : nullptr;
    zip_error_fini(&error);
    if (opened == nullptr) return broken();
    Archive archive(opened);
    zip_source_keep(target.get()); // closing the archive gives its own hold up, and we read from it afterwards
    for (const ZipPart& part : parts) {
        Source source(zip_source_buffer(opened, part.bytes.data(), part.bytes.size(), 0));
        if (!source) return broken();
        const zip_int64_t index = zip_file_add(opened, part.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
        if (index < 0) return broken();
        static_cast<void>(source.release());
        // The same parts give the same bytes on every day.
        zip_file_set_dostime(opened, static_cast<zip_uint64_t>(index), 0, 0x21, 0);
    }
    if (zip_close(opened) != 0) return broken();
    static_cast<void>(archive.release());
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(target.get(), &stat) != 0 || zip_source_open(target.get()) != 0) return broken();
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    const zip_int64_t got = zip_source_read(target.get(), bytes.data(), bytes.size());
    zip_source_close(target.get());
    if (got != static_cast<zip_int64_t>(bytes.size())) return broken();
    return bytes;
}

} // namespace takan::app
