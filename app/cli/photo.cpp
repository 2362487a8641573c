// photo add, photo get, photo fetch, photo free.

#include "app/cli/commands.hpp"
#include "app/cli/interrupt.hpp"
#include "app/cli/laptop_work.hpp"
#include "app/cli/reach.hpp"
#include "app/desk/photo_wishes.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/media.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Result<sync::RecordId> target_of(const Call& call, const Workspace& workspace, std::string_view option,
                                 std::string_view kind) {
    if (!call.arguments.has(option)) return sync::RecordId{};
    TAKAN_TRY_LET(record, find_record(call, workspace, call.arguments.value(option)));
    if (record.kind != kind)
        return bad_input(call, "cli.error.wrong_kind",
                         {{"id", record.id.text()}, {"kind", kind_text(kind, call.language)}});
    return record.id;
}

Result<AddPhotos> read_wish(const Call& call, const Workspace& workspace) {
    AddPhotos wish;
    for (const auto& word : call.arguments.words)
        wish.paths.push_back(sync::path_from_utf8(word));
    TAKAN_TRY_LET(visit, target_of(call, workspace, "visit", "visit"));
    TAKAN_TRY_LET(finding, target_of(call, workspace, "finding", "finding"));
    wish.visit = visit;
    wish.finding = finding;
    return wish;
}

// Caption and what the photos prove, the same for all of one command.
Status describe_photos(const Call& call, Workspace& workspace, const std::vector<sync::RecordId>& ids) {
    FieldValues fields;
    for (const char* name : {"caption", "proves"})
        if (call.arguments.has(name))
            fields.emplace_back(name, sync::trimmed(sync::plain_text(call.arguments.value(name))));
    if (fields.empty()) return {};
    for (const auto& id : ids)
        TAKAN_TRY(apply(workspace, SetFields{id, fields}));
    return {};
}

Value json_of(const ImportReport& report) {
    Value::Array ids;
    for (const auto& id : report.ids)
        ids.emplace_back(id.text());
    Value::Array remarks;
    for (const auto& remark : report.remarks)
        remarks.emplace_back(remark);
    return Value::Object{{"added", static_cast<std::int64_t>(report.added)},
                         {"batch", report.added == 0 ? std::string() : report.batch},
                         {"ids", std::move(ids)},
                         {"remarks", std::move(remarks)}};
}

// Where the bytes go: -o, else the photo's own name (its last part only: it came from elsewhere) in this folder.
Result<std::filesystem::path> destination(const Call& call, const sync::Record& photo, const std::string& sha256) {
    if (call.arguments.has("o")) return sync::path_from_utf8(call.arguments.value("o"));
    auto name = sync::path_from_utf8(sync::shown_text(photo, "name")).filename();
    if (name.empty() || name == "." || name == "..") name = sha256.substr(0, 12) + ".jpg";
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(name, ignored)))
        return bad_input(call, "cli.error.file_exists", {{"file", sync::utf8(name)}});
    return name;
}

// Ids, a visit, or all; exactly one of the three.
Result<FetchPhotos> read_fetch(const Call& call, const Workspace& workspace) {
    FetchPhotos wish;
    wish.all = call.arguments.has("all");
    TAKAN_TRY_LET(visit, target_of(call, workspace, "visit", "visit"));
    TAKAN_TRY_LET(ids, find_ids(call, workspace));
    wish.visit = visit;
    wish.ids = std::move(ids);
    const int kinds = int{wish.all} + int{!wish.visit.is_nil()} + int{!wish.ids.empty()};
    if (kinds != 1) return bad_input(call, "cli.photo.fetch_what");
    return wish;
}

// A line for each megabyte that has come.
class ByteLines {
public:
    explicit ByteLines(const Call& call) : m_call(call) {}

    void operator()(const sync::Progress& progress) {
        constexpr std::uint64_t megabyte = 1024 * 1024;
        if (progress.bytes < m_bytes + megabyte) return;
        m_bytes = progress.bytes;
        std::string line = "  " + byte_text(progress.bytes);
        if (progress.bytes_total > 0) line += " / " + byte_text(progress.bytes_total);
        m_call.note(line);
    }

private:
    const Call& m_call;
    std::uint64_t m_bytes = 0;
};

// The days that --days names, else those of the setting, else 30.
Result<int> days_to_keep(const Call& call, const Workspace& workspace) {
    TAKAN_TRY_LET(settings, settings_of(workspace.store));
    const int kept = photo_policy(settings).keep_days;
    if (!call.arguments.has("days")) return kept > 0 ? kept : sync::FreeWish{}.days;
    const std::string typed = call.arguments.value("days");
    constexpr std::size_t greatest_digits = 5;
    const bool is_number =
        !typed.empty() && typed.size() <= greatest_digits && typed.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) return bad_input(call, "cli.photo.days", {{"days", sync::plain_text(typed)}});
    return std::stoi(typed);
}

} // namespace

Answer fetch_photo_files(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(wish, read_fetch(call, workspace));
    ByteLines lines(call);
    sync::PhotosFetched fetched;
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) -> Status {
        TAKAN_TRY_LET(done, fetch_photos(workspace, wish, access, std::ref(lines), stop));
        fetched = done;
        return {};
    }));
    if (call.json)
        call.document(Value::Object{{"fetched", static_cast<std::int64_t>(fetched.fetched)},
                                    {"here", static_cast<std::int64_t>(fetched.here)},
                                    {"not_there", static_cast<std::int64_t>(fetched.not_there)},
                                    {"bytes", static_cast<std::int64_t>(fetched.bytes)}});
    call.line(call.said("cli.photo.fetched", {{"count", std::to_string(fetched.fetched)},
                                              {"here", std::to_string(fetched.here)},
                                              {"bytes", byte_text(fetched.bytes)}}));
    if (fetched.not_there > 0)
        call.line(call.said("cli.photo.not_there", {{"count", std::to_string(fetched.not_there)}}));
    return fetched.not_there == 0 ? yes : no;
}

Answer free_photo_files(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(days, days_to_keep(call, workspace));
    const bool dry_run = call.arguments.has("dry-run");
    const sync::FreeWish wish{days, call.arguments.has("own"), dry_run};
    ByteLines lines(call);
    sync::FreedPhotos freed;
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) -> Status {
        TAKAN_TRY_LET(done, sync::free_photos(call.folder, workspace.clock, wish, access, std::ref(lines), stop));
        freed = done;
        return {};
    }));
    if (call.json)
        call.document(Value::Object{{"others", static_cast<std::int64_t>(freed.others)},
                                    {"own", static_cast<std::int64_t>(freed.own)},
                                    {"kept", static_cast<std::int64_t>(freed.kept)},
                                    {"bytes", static_cast<std::int64_t>(freed.bytes)},
                                    {"days", static_cast<std::int64_t>(days)},
                                    {"dry_run", dry_run}});
    call.line(call.said(dry_run ? "cli.photo.would_free" : "cli.photo.freed", {{"others", std::to_string(freed.others)},
                                                                               {"own", std::to_string(freed.own)},
                                                                               {"days", std::to_string(days)},
                                                                               {"bytes", byte_text(freed.bytes)}}));
    if (freed.kept > 0) call.line(call.said("cli.photo.kept", {{"count", std::to_string(freed.kept)}}));
    return yes;
}

Answer add_photo_files(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(wish, read_wish(call, workspace));
    const std::string taken_by =
        call.arguments.has("taken-by") ? call.arguments.value("taken-by") : workspace.identity.name;
    const Interrupt interrupt;
    TAKAN_TRY_LET(report, import_into(workspace, wish, taken_by, call.language, interrupt.token()));
    TAKAN_TRY(describe_photos(call, workspace, report.ids));
    for (const auto& remark : report.remarks)
        call.note("  " + remark);
    if (call.json) call.document(json_of(report));
    for (const auto& id : report.ids)
        call.line(id.text());
    if (!call.json) call.note(call.said("cli.photo.added", {{"count", std::to_string(report.added)}}));
    return report.added == 0 ? no : yes;
}

Answer get_photo(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(photo, find_record(call, workspace, call.arguments.words.front()));
    if (photo.kind != "photo")
        return bad_input(call, "cli.error.wrong_kind",
                         {{"id", photo.id.text()}, {"kind", kind_text("photo", call.language)}});
    const std::string sha256 = sync::shown_text(photo, "sha256");
    TAKAN_TRY_LET(repo, sync::open_repo(workspace.folder));
    TAKAN_TRY_LET(bytes, sync::read_media(repo, sync::shown_text(photo, "media.ref"), sha256));
    TAKAN_TRY_LET(path, destination(call, photo, sha256));
    TAKAN_TRY(sync::write_file(path, bytes));
    if (call.json)
        call.document(Value::Object{{"id", photo.id.text()},
                                    {"file", sync::utf8(path)},
                                    {"sha256", sha256},
                                    {"size", static_cast<std::int64_t>(bytes.size())}});
    call.line(call.said("cli.photo.written",
                        {{"file", sync::utf8(path)}, {"size", byte_text(bytes.size())}, {"sha256", sha256}}));
    return yes;
}

} // namespace takan::app::cli
