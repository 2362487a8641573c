#include "app/desk/keep_originals.hpp"
#include "app/desk/workspace.hpp"

#include "app/domain/china_time.hpp"
#include "app/evidence/photo_fields.hpp"
#include "app/evidence/photo_import.hpp"
#include "sync/base/text.hpp"

#include <future>
#include <set>
#include <utility>
#include <vector>

namespace takan::app {

namespace {

// One import: files go in one by one, batches come out. A batch is written on a thread of its own, so that the disk
// works while the next one is read and hashed; the repository belongs to that thread meanwhile.
class Importer {
public:
    Importer(sync::git::Repo repo, sync::Signer signer, const AddPhotos& wish, std::string_view taken_by,
             sync::Clock clock)
        : m_repo(std::move(repo)), m_signer(std::move(signer)), m_clock(std::move(clock)),
          m_day(sync::date_of(m_clock(), china_offset_minutes)) {
        m_context.visit = wish.visit;
        m_context.finding = wish.finding;
        m_context.taken_by = sync::plain_text(taken_by);
        m_context.media_day = m_day;
        m_context.batch = sync::RecordId::random(m_clock()).text();
    }

    const std::string& batch() const { return m_context.batch; }
    bool has(const std::string& sha256) const { return m_taken.contains(sha256); }
    bool has_room_for(std::size_t bytes) const { return m_files.empty() || m_bytes + bytes <= sync::greatest_batch; }

    void take(FoundPhoto photo, std::string bytes) {
        m_taken.insert(photo.sha256);
        m_bytes += bytes.size();
        m_files.push_back({photo.sha256, std::move(bytes)});
        m_photos.push_back(std::move(photo));
    }

    // Begins to write the batch. The one before must have been finished.
    void start_batch() {
        m_kept_photos = std::exchange(m_photos, {});
        m_bytes = 0;
        // The clock is the caller's: it is asked on the caller's thread alone.
        m_keeping = std::async(std::launch::async, [this, files = std::exchange(m_files, {}), now = m_clock()] {
            return keep_originals(m_repo, m_signer, m_day, files, now);
        });
    }

    // Waits until the batch that was begun is durable. Returns its records, which nobody knows of yet; none when there
    // is no such batch.
    Result<std::vector<sync::Record>> finish_batch() {
        std::vector<sync::Record> records;
        if (!m_keeping.valid()) return records;
        TAKAN_TRY_LET(ref, m_keeping.get());
        m_context.media_ref = ref;
        for (const auto& photo : std::exchange(m_kept_photos, {}))
            records.push_back(record_of(photo));
        return records;
    }

    bool is_empty() const { return m_files.empty(); }

private:
    sync::Record record_of(const FoundPhoto& photo) const {
        const auto now = m_clock();
        sync::Record record;
        record.id = sync::RecordId::random(now);
        record.kind = "photo";
        for (auto& [name, value] : photo_fields(photo, m_context))
            sync::write(record, name, std::move(value), m_signer.device, now);
        return record;
    }

    sync::git::Repo m_repo;
    sync::Signer m_signer;
    sync::Clock m_clock;
    sync::CivilDate m_day;
    PhotoContext m_context;
    std::set<std::string> m_taken;
    std::vector<sync::MediaFile> m_files;
    std::vector<FoundPhoto> m_photos;
    std::size_t m_bytes = 0;
    std::vector<FoundPhoto> m_kept_photos;      // of the batch that is being written
    std::future<Result<std::string>> m_keeping; // last: its end waits for the thread, which uses the others
};

std::string remark_on(const std::filesystem::path& path, const sync::Error& error, Language language) {
    const auto name = sync::plain_text(sync::utf8(path.filename()));
    const char* unread =
        error.kind == sync::ErrorKind::missing ? "photo.left_out.missing" : "photo.left_out.unreadable";
    const std::string key = error.text_key.empty() ? unread : error.text_key;
    return say("import.remark", language, {{"name", name}, {"reason", text_of(key, language)}});
}

sync::Error known_already(const std::string& name, const char* text_key) {
    return sync::fail(sync::ErrorKind::invalid, "the photo is here already", name, text_key);
}

struct Import {
    Importer importer;
    const std::function<Status(std::vector<sync::Record>)>& keep;
    const std::function<bool(const std::string&)>& known;
    ImportReport report{};
};

// The batch that is being written, if any, becomes records.
Status take_in_batch(Import& import) {
    TAKAN_TRY_LET(records, import.importer.finish_batch());
    if (records.empty()) return {};
    std::vector<sync::RecordId> ids;
    for (const auto& record : records)
        ids.push_back(record.id);
    TAKAN_TRY(import.keep(std::move(records)));
    import.report.ids.insert(import.report.ids.end(), ids.begin(), ids.end());
    import.report.added += ids.size();
    return {};
}

Status flush(Import& import) {
    TAKAN_TRY(take_in_batch(import));
    if (!import.importer.is_empty()) import.importer.start_batch();
    return {};
}

// Reads one file and puts it into the batch. Returns why it was left out, if it was; an error ends the import.
Result<std::optional<sync::Error>> import_file(Import& import, const std::filesystem::path& path) {
    using LeftOutFor = std::optional<sync::Error>;
    auto bytes = read_original(path);
    if (!bytes) return LeftOutFor(bytes.error());
    auto photo = inspect_photo(path, *bytes);
    if (!photo) return LeftOutFor(photo.error());
    if (import.importer.has(photo->sha256)) return LeftOutFor(known_already(photo->name, "photo.left_out.twice"));
    if (import.known(photo->sha256)) return LeftOutFor(known_already(photo->name, "import.known"));
    if (!import.importer.has_room_for(bytes->size())) TAKAN_TRY(flush(import));
    import.importer.take(std::move(*photo), std::move(*bytes));
    return LeftOutFor();
}

} // namespace

Result<ImportReport> import_photos(const std::filesystem::path& folder, const AddPhotos& wish,
                                   std::string_view taken_by, const sync::Clock& clock,
                                   const std::function<Status(std::vector<sync::Record>)>& keep,
                                   const std::function<bool(const std::string& sha256)>& known,
                                   const std::function<void(std::size_t done, std::size_t total)>& progress,
                                   std::stop_token stop, Language language) {
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    TAKAN_TRY_LET(signer, sync::load_signer(folder));
    Import import{Importer(std::move(repo), std::move(signer), wish, taken_by, clock), keep, known};
    auto& report = import.report;
    report.batch = import.importer.batch();
    const auto found = media_files(wish.paths, stop);
    for (const auto& left_out : found.left_out)
        report.remarks.push_back(remark_on(left_out.path, left_out.reason, language));
    const std::size_t total = found.files.size();
    for (std::size_t done = 0; done < total && !stop.stop_requested(); ++done) {
        if (progress) progress(done, total);
        TAKAN_TRY_LET(left_out, import_file(import, found.files[done]));
        if (left_out) report.remarks.push_back(remark_on(found.files[done], *left_out, language));
    }
    report.cancelled = stop.stop_requested();
    if (!report.cancelled) TAKAN_TRY(flush(import));
    TAKAN_TRY(take_in_batch(import)); // also after a stop: what is being written stays
    if (progress && !report.cancelled) progress(total, total);
    return std::move(report);
}

} // namespace takan::app
