#include "app/store/tiles.hpp"

#include "app/store/sqlite.hpp"
#include "sync/base/files.hpp"
#include "tests/app/store/store_fixture.hpp"

#include <fstream>
#include <iterator>

using namespace takan;
using namespace takan::app;
using test::need;

namespace {

// An MBTiles file as map programs write it.
class MadeFile {
public:
    explicit MadeFile(const char* name = "map.mbtiles") : m_path(m_scratch / name), m_db(fresh(m_path)) {
        run("CREATE TABLE metadata(name TEXT, value TEXT)");
        run("CREATE TABLE tiles(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)");
        run("CREATE UNIQUE INDEX tile_index ON tiles(zoom_level, tile_column, tile_row)");
    }

    void run(const std::string& sql) { need(m_db.run(sql.c_str())); }
    void meta(const std::string& name, const std::string& value) {
        auto statement = need(Statement::prepare(m_db, "INSERT INTO metadata VALUES(?, ?)"));
        need(statement.run(name, value));
    }
    void tile(int zoom, int column, int row, const std::string& bytes) {
        auto statement = need(Statement::prepare(m_db, "INSERT INTO tiles VALUES(?, ?, ?, ?)"));
        need(statement.run(zoom, column, row, bytes));
    }
    const std::filesystem::path& path() const { return m_path; }
    std::string fault() const {
        auto opened = TileFile::open(m_path);
        return opened ? "" : opened.error().text_key;
    }

private:
    static Connection fresh(const std::filesystem::path& path) { return need(Connection::open(path, true)); }

    test::Scratch m_scratch;
    std::filesystem::path m_path;
    Connection m_db;
};

} // namespace

TEST_CASE("tiles: a file says what it is, and gives its pictures by web maps' counting") {
    MadeFile made;
    made.meta("name", "岳阳市影像");
    made.meta("attribution", "<a href=\"https://example.org\">湖南省测绘局</a>\n2023");
    made.meta("bounds", "112.3,28.4,114.2,29.9");
    made.meta("minzoom", "6");
    made.meta("maxzoom", "12");
    made.meta("format", "png");
    made.tile(10, 833, 1023 - 424, "picture");
    TileFile file = need(TileFile::open(made.path()));
    CHECK(file.info().name == "岳阳市影像");
    CHECK(file.info().attribution == "湖南省测绘局 2023");
    CHECK(file.info().south_west == Position{28.4, 112.3});
    CHECK(file.info().north_east == Position{29.9, 114.2});
    CHECK(file.info().min_zoom == 6);
    CHECK(file.info().max_zoom == 12);
    CHECK(need(file.tile({10, 833, 424})) == "picture");
    CHECK(need(file.tile({10, 833, 425})) == std::nullopt);
    CHECK(need(file.tile({10, 5000, -3})) == std::nullopt);
    CHECK(need(file.tile({40, 0, 0})) == std::nullopt);
}

TEST_CASE("tiles: what a file does not say is found out, or is the whole world") {
    MadeFile made("no?names#here%20.mbtiles");
    made.meta("bounds", "a,b,c");
    made.tile(4, 1, 1, "x");
    made.tile(7, 1, 1, "x");
    TileFile file = need(TileFile::open(made.path()));
    CHECK(file.info().name == "no?names#here%20");
    CHECK(file.info().min_zoom == 4);
    CHECK(file.info().max_zoom == 7);
    CHECK(file.info().south_west.lon == -180);
    CHECK(file.info().north_east.lon == 180);
}

TEST_CASE("tiles: rows from the north are taken as they are when the file says so") {
    MadeFile made;
    made.meta("scheme", "xyz");
    made.tile(3, 2, 1, "north");
    CHECK(need(need(TileFile::open(made.path())).tile({3, 2, 1})) == "north");
}

TEST_CASE("tiles: what is no map of pictures says why") {
    MadeFile vector;
    vector.meta("format", "pbf");
    CHECK(vector.fault() == "error.tiles_vector");
    CHECK(TileFile::open(vector.path().parent_path() / "gone.mbtiles").error().text_key == "error.tiles_missing");
    CHECK(TileFile::open(vector.path().parent_path()).error().text_key == "error.tiles_missing");

    MadeFile backwards;
    backwards.meta("minzoom", "9");
    backwards.meta("maxzoom", "2");
    CHECK(backwards.fault() == "error.tiles_broken");

    test::Scratch scratch;
    for (const std::string& bytes : {std::string(), std::string("no database at all"), std::string(9000, '\xff')}) {
        need(sync::write_file(scratch / "junk.mbtiles", bytes));
        CHECK(TileFile::open(scratch / "junk.mbtiles").error().text_key == "error.tiles_broken");
    }
}

TEST_CASE("tiles: a file that tries to keep us busy for ever is given up") {
    MadeFile made;
    made.meta("minzoom", "0");
    made.meta("maxzoom", "9");
    made.run("DROP TABLE tiles");
    made.run("CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
             " SELECT i % 3 AS zoom_level, i * 2 AS tile_column, -i AS tile_row, 'x' AS tile_data FROM n");
    TileFile file = need(TileFile::open(made.path()));
    const auto tile = file.tile({5, 3, 3});
    REQUIRE_FALSE(tile);
    CHECK(tile.error().text_key == "error.tiles_broken");
}

TEST_CASE("tiles: a tile larger than any picture of a map is refused") {
    MadeFile made;
    made.meta("minzoom", "0");
    made.meta("maxzoom", "9");
    made.tile(0, 0, 0, std::string(5 * 1024 * 1024, 'x'));
    TileFile file = need(TileFile::open(made.path()));
    const auto tile = file.tile({0, 0, 0});
    REQUIRE_FALSE(tile);
    CHECK(tile.error().text_key == "error.tiles_broken");
}

TEST_CASE("tiles: a damaged file gives errors, never nonsense") {
    MadeFile made;
    made.meta("minzoom", "0");
    made.meta("maxzoom", "9");
    for (int column = 0; column < 64; ++column)
        made.tile(6, column, 3, std::string(900, static_cast<char>('a' + column % 26)));
    std::ifstream in(made.path(), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    test::Scratch scratch;
    for (std::size_t at = 100; at < whole.size(); at += whole.size() / 40) {
        std::string damaged = whole;
        for (std::size_t i = at; i < std::min(at + 40, whole.size()); ++i)
            damaged[i] = static_cast<char>(damaged[i] ^ 0x5a);
        need(sync::write_file(scratch / "damaged.mbtiles", damaged));
        auto file = TileFile::open(scratch / "damaged.mbtiles");
        if (!file) continue;
        for (int x = 0; x < 64; x += 7)
            if (const auto tile = file->tile({6, x, 60}); !tile) CHECK(tile.error().text_key == "error.tiles_broken");
    }
}
