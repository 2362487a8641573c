#pragma once
// KeptMap: what the map's screen is told, kept between answers: points are read again when a record has changed, and
// gathered again when filter or zoom has.

#include "app/desk/snapshot.hpp"
#include "app/store/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace takan::app {

// What the wish makes of all points; without map files.
MapAnswer gathered(std::shared_ptr<const std::vector<MapPoint>> points, const MapWish& wish);

class KeptMap {
public:
    void forget() { m_points.reset(); } // a record on the map may have changed
    // Fills `out` for the wish; empties it while no map is shown. `person`: whose work is "mine"; `files`: the setting
    // of that name. Errors of the store; a map file that cannot be read says so in its own entry.
    Status answer(const Store& store, const MapWish& wish, const std::string& person, const std::string& files,
                  MapAnswer& out);

private:
    std::shared_ptr<const std::vector<MapPoint>> m_points; // null: not read
    std::string m_person;                                  // that they were read for
    std::optional<MapWish> m_gathered;                     // that the rest was made for
    MapAnswer m_answer;
    std::shared_ptr<const std::vector<MapFile>> m_map_files;
    std::string m_files; // the setting that they were read from
    bool m_looked_at = false;
};

} // namespace takan::app
