#include "app/store/tiles.hpp"

#include "app/store/sqlite.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace takan::app {
namespace {

using sync::ErrorKind;

constexpr int greatest_value = 4 * 1024 * 1024; // bytes of a tile; one of 512 x 512 in PNG has at most 1 MB
constexpr std::size_t longest_text = 200;       // bytes of a name or attribution
constexpr int deepest_zoom = 24;
constexpr int steps_between_looks = 1000;
constexpr std::int64_t most_steps = 20'000'000; // of SQLite's machine for one question: about a second

sync::Error broken(const std::filesystem::path& file, std::string message) {
    return sync::fail(ErrorKind::corrupt, std::move(message), sync::utf8(file), "error.tiles_broken");
}

// How long one question may take: `tiles` may be a view of anything.
struct Patience {
    std::int64_t left = 0;

    static int look(void* self) noexcept {
        auto& patience = *static_cast<Patience*>(self);
        patience.left -= steps_between_looks;
        return patience.left < 0 ? 1 : 0;
    }
};

// One line without control characters and without what stands between < and >.
std::string plain_line(std::string_view text) {
    std::string line;
    bool tag = false;
    for (const char c : sync::plain_text(text)) {
        if (c == '<') tag = true;
        if (!tag) line += c == '\n' || c == '\t' ? ' ' : c;
        if (c == '>') tag = false;
    }
    line = sync::trimmed(line);
    if (line.size() <= longest_text) return line;
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80)
        --end;
    return line.substr(0, end) + "…";
}

std::optional<double> number_of(std::string_view text) {
    const std::string digits = sync::trimmed(text);
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return number;
}

// "left,bottom,right,top"; the whole world when it says nothing sensible.
void read_bounds(std::string_view text, TileFileInfo& info) {
    std::vector<double> sides;
    for (const auto part : sync::split(text, ','))
        if (const auto side = number_of(part)) sides.push_back(*side);
    if (sides.size() != 4) return;
    const Position south_west{sides[1], sides[0]};
    const Position north_east{sides[3], sides[2]};
    const bool sensible = is_on_earth(south_west) && is_on_earth(north_east) && south_west.lat < north_east.lat &&
                          south_west.lon < north_east.lon;
    if (!sensible) return;
    info.south_west = south_west;
    info.north_east = north_east;
}

// An address of SQLite's own form: what would end the path in it is written in hexadecimal.
std::string address_of(const std::filesystem::path& file) {
    std::string address = "file:";
    for (const char c : sync::utf8(std::filesystem::absolute(file))) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<std::uint8_t>(c);
            address += '%' + sync::to_hex(&byte, 1);
        } else {
            address += c;
        }
    }
    return address + "?mode=ro&immutable=1";
}

} // namespace

struct TileFile::State {
    std::filesystem::path file;
    Patience patience; // outlives the connection that looks at it
    Connection db;
    std::optional<Statement> find;
    TileFileInfo info;
    bool rows_from_south = true;

    State(std::filesystem::path path, Connection connection) : file(std::move(path)), db(std::move(connection)) {}

    Status harden() {
        sqlite3* raw = db.raw();
        sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, greatest_value);
        sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_progress_handler(raw, steps_between_looks, Patience::look, &patience);
        be_patient();
        return db.run("PRAGMA cell_size_check = ON");
    }
    void be_patient() { patience.left = most_steps; }

    Result<std::string> meta(const char* name) {
        be_patient();
        TAKAN_TRY_LET(statement, Statement::prepare(db, "SELECT value FROM metadata WHERE name = ?"));
        TAKAN_TRY(statement.bind(name));
        TAKAN_TRY_LET(found, statement.step());
        return found ? statement.text(0) : std::string();
    }

    Status read_zooms() {
        TAKAN_TRY_LET(least, meta("minzoom"));
        TAKAN_TRY_LET(greatest, meta("maxzoom"));
        auto min_zoom = number_of(least);
        auto max_zoom = number_of(greatest);
        if (!min_zoom || !max_zoom) {
            be_patient();
            TAKAN_TRY_LET(first, db.number("SELECT min(zoom_level) FROM tiles"));
            TAKAN_TRY_LET(last, db.number("SELECT max(zoom_level) FROM tiles"));
            min_zoom = static_cast<double>(first);
            max_zoom = static_cast<double>(last);
        }
        info.min_zoom = static_cast<int>(std::clamp<double>(*min_zoom, 0, deepest_zoom));
        info.max_zoom = static_cast<int>(std::clamp<double>(*max_zoom, 0, deepest_zoom));
        if (info.min_zoom > info.max_zoom) return sync::fail(ErrorKind::corrupt, "the zooms run backwards");
        return {};
    }

    Status read() {
        TAKAN_TRY_LET(name, meta("name"));
        TAKAN_TRY_LET(attribution, meta("attribution"));
        TAKAN_TRY_LET(bounds, meta("bounds"));
        TAKAN_TRY_LET(scheme, meta("scheme"));
        info.name = plain_line(name);
        if (info.name.empty()) info.name = plain_line(sync::utf8(file.stem()));
        info.attribution = plain_line(attribution);
        read_bounds(bounds, info);
        rows_from_south = scheme != "xyz";
        TAKAN_TRY(read_zooms());
        TAKAN_TRY_LET(statement,
                      Statement::prepare(db, "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ?"
                                             " AND tile_row = ? LIMIT 1"));
        find.emplace(std::move(statement));
        return {};
    }
};

TileFile::TileFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TileFile::TileFile(TileFile&&) noexcept = default;
TileFile& TileFile::operator=(TileFile&&) noexcept = default;
TileFile::~TileFile() = default;

Result<TileFile> TileFile::open(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed))
        return sync::fail(ErrorKind::missing, "the map file is not there", sync::utf8(file), "error.tiles_missing");
    auto db = Connection::open_address(address_of(file));
    if (!db) {
        sync::Error error = db.error();
        error.subject = sync::utf8(file);
        return error;
    }
    auto state = std::make_unique<State>(file, std::move(*db));
    if (const Status hard = state->harden(); !hard) return broken(file, hard.error().message);
    auto format = state->meta("format");
    if (!format) return broken(file, format.error().message);
    if (*format == "pbf" || *format == "mvt")
        return sync::fail(ErrorKind::invalid, "the file holds vector tiles", sync::utf8(file), "error.tiles_vector");
    if (const Status read = state->read(); !read) return broken(file, read.error().message);
    return TileFile(std::move(state));
}

const TileFileInfo& TileFile::info() const {
    return m_state->info;
}

Result<std::optional<std::string>> TileFile::tile(TilePlace place) {
    State& state = *m_state;
    if (!is_tile(place)) return std::optional<std::string>{};
    const int row = state.rows_from_south ? (1 << place.zoom) - 1 - place.y : place.y;
    state.be_patient();
    if (const Status bound = state.find->bind(place.zoom, place.x, row); !bound)
        return broken(state.file, bound.error().message);
    const auto found = state.find->step();
    std::optional<std::string> bytes;
    if (found && *found) bytes = state.find->text(0);
    state.find->reset();
    if (!found) return broken(state.file, found.error().message);
    return bytes;
}

} // namespace takan::app
