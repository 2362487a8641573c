#include "tests/app/views/sample_map.hpp"

#include "app/desk/map_answer.hpp"
#include "app/domain/titles.hpp"

#include <algorithm>

namespace takan::test {

namespace {

using Records = std::map<sync::RecordId, sync::Record>;

const sync::Record* referred(const Records& records, const sync::Record* record, const char* field) {
    const auto id = record == nullptr ? sync::fail(sync::ErrorKind::missing, "none")
                                      : sync::RecordId::parse(sync::shown_text(*record, field));
    const auto found = id ? records.find(*id) : records.end();
    return found == records.end() ? nullptr : &found->second;
}

std::optional<app::MapPoint> point_of(const Records& records, const sync::Record& record, app::MapLayer layer) {
    const sync::Record* visit = referred(records, &record, "visit");
    const sync::Record* site = layer == app::MapLayer::site ? &record : referred(records, &record, "site");
    if (site == nullptr) site = referred(records, visit, "site");
    const auto own = app::position_of(record);
    const auto place = site == nullptr ? std::nullopt : app::position_of(*site);
    if (!own && (!place || layer == app::MapLayer::photo)) return std::nullopt;
    app::MapPoint point;
    point.id = record.id;
    point.layer = layer;
    point.position = own ? *own : *place;
    point.borrowed = !own;
    if (own && place) point.from_site = app::metres_between(*own, *place);
    point.title = app::title_of(layer == app::MapLayer::visit && site != nullptr ? *site : record, app::Language::zh);
    for (const char* field : {"state", "severity"})
        if (auto state = sync::shown_text(record, field); !state.empty()) point.state = state;
    if (site != nullptr) point.division = sync::shown_text(*site, "division");
    point.contested = !sync::contested_fields(record).empty();
    return point;
}

} // namespace

app::MapAnswer sample_map(const Records& records, const app::MapWish& wish) {
    std::vector<app::MapPoint> points;
    for (std::size_t i = 0; i < app::map_layers; ++i) {
        const auto layer = static_cast<app::MapLayer>(i);
        for (const auto& [id, record] : records)
            if (record.kind == app::kind_of(layer))
                if (auto point = point_of(records, record, layer)) points.push_back(std::move(*point));
    }
    return app::gathered(std::make_shared<const std::vector<app::MapPoint>>(std::move(points)), wish);
}

} // namespace takan::test
