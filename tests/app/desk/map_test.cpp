#include "app/desk/map_answer.hpp"

#include "app/desk/query.hpp"
#include "app/evidence/thumbnail.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <array>
#include <cstdlib>

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;
using test::OpenDesk;

namespace {

struct MapBench : Bench {
    const MapAnswer& answered() {
        must(answer(workspace, kept, snapshot));
        return snapshot.map;
    }
    sync::RecordId site(const char* name, const char* lat, const char* lon) {
        const auto id = create("site", {{"name", name}, {"division", "430602"}, {"lat", lat}, {"lon", lon}});
        must(kept.forget(workspace.store, {id}));
        return id;
    }

    Kept kept;
    Snapshot snapshot;
};

// A picture of one colour as JPEG.
std::string coloured(std::uint8_t red) {
    Pixels pixels{256, 256, std::vector<std::uint8_t>(256 * 256 * 4, red)};
    return must(encode_jpeg(pixels, 90));
}

// An MBTiles file with one red tile at 10/833/424, made by the sqlite3 program.
void make_map(const std::filesystem::path& file) {
    const std::string picture = coloured(200);
    std::string hex;
    for (const char c : picture) {
        constexpr char digits[] = "0123456789ABCDEF";
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[static_cast<unsigned char>(c) & 15];
    }
    test::put_file(file.string() + ".sql",
                   "CREATE TABLE metadata(name TEXT, value TEXT);\n"
                   "CREATE TABLE tiles(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);\n"
                   "INSERT INTO metadata VALUES('name', '影像'), ('minzoom', '10'), ('maxzoom', '10'),"
                   " ('attribution', '测绘局'), ('bounds', '112,28,114,30'), ('format', 'jpg');\n"
                   "INSERT INTO tiles VALUES(10, 833, 599, X'" +
                       hex + "'), (10, 834, 599, X'00112233');\n");
    const std::string command = "sqlite3 '" + file.string() + "' < '" + file.string() + ".sql'";
    REQUIRE(std::system(command.c_str()) == 0);
}

} // namespace

TEST_CASE("map: nothing is told while no map is shown") {
    MapBench bench;
    bench.site("锦泰家具", "29.32", "113.15");
    CHECK(bench.answered().points == nullptr);
    CHECK(bench.answered().files == nullptr);
    bench.snapshot.request.map.files = true;
    REQUIRE(bench.answered().files);
    CHECK(bench.answered().files->empty());
    CHECK(bench.answered().points == nullptr);
}

TEST_CASE("map: points come once and stay until a record changes; clusters follow filter and zoom") {
    MapBench bench;
    bench.site("锦泰家具", "29.3571", "113.1289");
    bench.site("云港化工", "29.3571", "113.1330");
    bench.snapshot.request.map.shown = true;
    bench.snapshot.request.map.zoom = 10;
    const auto points = bench.answered().points;
    REQUIRE(points);
    CHECK(points->size() == 2);
    CHECK(bench.answered().clusters->clusters.size() == 1);
    REQUIRE(bench.answered().divisions->size() == 1);
    CHECK(bench.answered().counts == std::array<std::size_t, 4>{2, 0, 0, 0});

    bench.snapshot.request.map.zoom = 17;
    CHECK(bench.answered().points == points);
    CHECK(bench.answered().clusters->clusters.size() == 2);
    const auto clusters = bench.answered().clusters;
    CHECK(bench.answered().clusters == clusters);

    bench.snapshot.request.map.filter.layers[0] = false;
    CHECK(bench.answered().clusters->clusters.empty());
    CHECK(bench.answered().counts[0] == 2);

    bench.site("濠河", "29.43", "113.00");
    CHECK(bench.answered().points != points);
    CHECK(bench.answered().points->size() == 3);
}

TEST_CASE("map: files say what they are, or why they cannot be read") {
    MapBench bench;
    make_map(bench.scratch / "good.mbtiles");
    test::put_file(bench.scratch / "bad.mbtiles", "no map");
    bench.snapshot.settings[map_files_setting] =
        (bench.scratch / "good.mbtiles").string() + "\n" + (bench.scratch / "bad.mbtiles").string() + "\n/gone.mbtiles";
    bench.snapshot.request.map.shown = true;
    const auto files = bench.answered().files;
    REQUIRE(files);
    REQUIRE(files->size() == 3);
    CHECK((*files)[0].name == "影像");
    CHECK((*files)[0].attribution == "测绘局");
    CHECK((*files)[0].south_west == Position{28, 112});
    CHECK((*files)[0].max_zoom == 10);
    CHECK_FALSE((*files)[0].failed);
    REQUIRE((*files)[1].failed);
    CHECK((*files)[1].failed->text_key == "error.tiles_broken");
    CHECK((*files)[1].name == "bad.mbtiles");
    REQUIRE((*files)[2].failed);
    CHECK((*files)[2].failed->text_key == "error.tiles_missing");
}

TEST_CASE("map: tiles are decoded on the workers; what a file does not have or cannot show says so") {
    test::Scratch scratch;
    make_map(scratch / "map.mbtiles");
    OpenDesk desk{test::make_laptop(scratch.path(), "周敏"), {}};
    const std::string file = (scratch / "map.mbtiles").string();
    const auto [state, picture] = desk.tile(file, {10, 833, 424});
    REQUIRE(state == PictureState::here);
    CHECK(picture->width == 256);
    CHECK(std::abs(picture->rgba[0] - 200) < 5);
    CHECK(desk.tile(file, {10, 833, 425}).first == PictureState::not_fetched);
    CHECK(desk.tile(file, {10, 834, 424}).first == PictureState::unreadable);
    CHECK(desk.tile((scratch / "gone.mbtiles").string(), {10, 833, 424}).first == PictureState::not_fetched);
}
