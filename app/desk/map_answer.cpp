#include "app/desk/map_answer.hpp"

#include "app/store/tiles.hpp"
#include "sync/base/text.hpp"

#include <utility>

namespace takan::app {
namespace {

MapFile described(std::string_view path) {
    MapFile file;
    file.path = path;
    const auto opened = TileFile::open(sync::path_from_utf8(path));
    if (!opened) {
        file.name = sync::utf8(sync::path_from_utf8(path).filename());
        file.failed = opened.error();
        return file;
    }
    const TileFileInfo& info = opened->info();
    file.name = info.name;
    file.attribution = info.attribution;
    file.south_west = info.south_west;
    file.north_east = info.north_east;
    file.min_zoom = info.min_zoom;
    file.max_zoom = info.max_zoom;
    return file;
}

std::shared_ptr<const std::vector<MapFile>> read_files(const std::string& setting) {
    std::vector<MapFile> files;
    for (const auto line : sync::split(setting, '\n'))
        if (!line.empty()) files.push_back(described(line));
    return std::make_shared<const std::vector<MapFile>>(std::move(files));
}

} // namespace

MapAnswer gathered(std::shared_ptr<const std::vector<MapPoint>> points, const MapWish& wish) {
    MapAnswer answer;
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t i = 0; i < points->size(); ++i) {
        const MapPoint& point = (*points)[i];
        const auto layer = static_cast<std::size_t>(point.layer);
        if (!passes(point, wish.filter)) continue;
        ++answer.counts[layer];
        if (wish.filter.layers[layer]) chosen.push_back(i);
    }
    answer.clusters = std::make_shared<const MapClusters>(cluster(*points, chosen, wish.zoom));
    answer.divisions = std::make_shared<const std::vector<DivisionMark>>(division_marks(*points));
    answer.points = std::move(points);
    return answer;
}

Status KeptMap::answer(const Store& store, const MapWish& wish, const std::string& person, const std::string& files,
                       MapAnswer& out) {
    // A stick with a map may have been put in or pulled out since the files were looked at last.
    const bool looked_at = std::exchange(m_looked_at, wish.shown || wish.files);
    if (m_looked_at && (!looked_at || files != m_files)) m_map_files = read_files(files);
    m_files = files;
    out = {};
    if (wish.shown) {
        if (!m_points || m_person != person) {
            TAKAN_TRY_LET(points, store.map_points(person));
            m_points = std::make_shared<const std::vector<MapPoint>>(std::move(points));
            m_person = person;
            m_gathered.reset();
        }
        if (!m_gathered || !(*m_gathered == wish)) m_answer = gathered(m_points, wish);
        m_gathered = wish;
        out = m_answer;
    }
    if (m_looked_at) out.files = m_map_files;
    return {};
}

} // namespace takan::app
