#include "app/store/swap.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace takan::app {
namespace {

namespace fs = std::filesystem;
using sync::Result;
using sync::Status;

// A complete new store carries the time of its making in its name, and so do the files that it displaces.
constexpr std::string_view rebuilt = "takan.db.rebuilt-";
constexpr std::string_view damaged = "takan.db.damaged-";

std::string stamp_of(sync::Instant now) {
    std::string text = sync::to_text(now).substr(0, 19); // to the second
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

Status move_file(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::rename(from, to, code);
    if (code && code != std::errc::no_such_file_or_directory)
        return sync::error_from_errno(code.value(), "move the store's file", from);
    return {};
}

Status move_aside(const fs::path& folder, const std::string& stamp) {
    // The database goes first: what is left of it then cannot be taken for a whole one.
    for (const char* end : {"", "-wal", "-shm"})
        TAKAN_TRY(move_file(folder / (std::string("takan.db") + end), folder / (std::string(damaged) + stamp + end)));
    return {};
}

Result<std::optional<std::string>> waiting_stamp(const fs::path& folder) {
    std::error_code code;
    fs::directory_iterator entries(folder, code);
    for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
        const std::string name = sync::utf8(entries->path().filename());
        if (name.starts_with(rebuilt)) return std::optional(name.substr(rebuilt.size()));
    }
    if (code) return sync::error_from_errno(code.value(), "look through the store's folder", folder);
    return std::optional<std::string>{};
}

// Two rebuilds within one second must not cover each other's files.
std::string free_stamp(const fs::path& folder, sync::Instant now) {
    const std::string first = stamp_of(now);
    std::string stamp = first;
    std::error_code ignored;
    for (int turn = 2; fs::exists(folder / (std::string(damaged) + stamp), ignored); ++turn)
        stamp = first + "-" + std::to_string(turn);
    return stamp;
}

} // namespace

fs::path building_file(const fs::path& folder) {
    return folder / "takan.db.building";
}

Status clear_building(const fs::path& folder) {
    for (const char* end : {"", "-wal", "-shm"}) {
        fs::path file = building_file(folder);
        file += end;
        std::error_code code;
        fs::remove(file, code);
        if (code) return sync::error_from_errno(code.value(), "remove an unfinished store", file);
    }
    return {};
}

Status swap_in(const fs::path& folder, sync::Instant now) {
    TAKAN_TRY(sync::sync_folder(folder));
    TAKAN_TRY(move_file(building_file(folder), folder / (std::string(rebuilt) + free_stamp(folder, now))));
    TAKAN_TRY(sync::sync_folder(folder));
    return finish_swap(folder);
}

Status finish_swap(const fs::path& folder) {
    TAKAN_TRY_LET(stamp, waiting_stamp(folder));
    if (!stamp) return {};
    TAKAN_TRY(move_aside(folder, *stamp));
    // The old file's log must be out of the way for good: SQLite would play it into the new one.
    TAKAN_TRY(sync::sync_folder(folder));
    TAKAN_TRY(move_file(folder / (std::string(rebuilt) + *stamp), folder / "takan.db"));
    return sync::sync_folder(folder);
}

} // namespace takan::app
