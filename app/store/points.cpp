// What a map shows of records, read from the entries of their shown values: no record's body is read.

#include "app/domain/china_time.hpp"
#include "app/domain/map_points.hpp"
#include "app/store/state.hpp"

#include <unordered_map>

namespace takan::app {
namespace {

// A record that may become a point.
struct Found {
    MapPoint point;
    std::optional<double> lat;
    std::optional<double> lon;
    sync::RecordId visit;
    sync::RecordId finding;
    bool named = false; // this laptop's person is named in it

    std::optional<Position> position() const {
        if (!lat || !lon || !is_on_earth({*lat, *lon})) return std::nullopt;
        return Position{*lat, *lon};
    }
};

std::string day_of(const std::string& sort_key) {
    if (const auto instant = sync::parse_instant(sort_key)) return china_text(*instant).substr(0, 10);
    return is_date_text(sort_key) ? sort_key : std::string();
}

sync::RecordId id_of(std::string_view text) {
    const auto id = sync::RecordId::parse(text);
    return id ? *id : sync::RecordId{};
}

class Collector {
public:
    Collector(const Connection& db, std::string_view person) : m_db(db), m_person(person) {}

    Result<std::vector<MapPoint>> collect() {
        for (std::size_t i = 0; i < map_layers; ++i) {
            const auto layer = static_cast<MapLayer>(i);
            TAKAN_TRY(read_records(layer));
            TAKAN_TRY(read_entries(layer));
        }
        for (std::size_t i = 0; i < m_found.size(); ++i)
            m_at.emplace(m_found[i].point.id, i);
        std::vector<MapPoint> points;
        for (Found& one : m_found)
            if (complete(one)) points.push_back(one.point);
        return points;
    }

private:
    Status read_records(MapLayer layer) {
        m_numbers.clear();
        TAKAN_TRY_LET(statement, Statement::prepare(m_db, "SELECT number, id, title, sort_key, contested FROM record"
                                                          " WHERE kind = ? AND deleted = 0 ORDER BY number"));
        TAKAN_TRY(statement.bind(kind_of(layer)));
        return statement.each([&](const Statement& row) -> Status {
            TAKAN_TRY_LET(id, row.id(1));
            m_numbers.emplace(row.number(0), m_found.size());
            Found& one = m_found.emplace_back();
            one.point.id = id;
            one.point.layer = layer;
            one.point.title = row.text(2);
            if (layer != MapLayer::site) one.point.day = day_of(row.text(3));
            one.point.contested = row.number(4) > 0;
            return {};
        });
    }

    Status read_entries(MapLayer layer) {
        TAKAN_TRY_LET(statement, Statement::prepare(m_db, "SELECT number, field, value FROM entry WHERE kind = ?"
                                                          " AND field IN ('lat', 'lon', 'division', 'kind', 'state',"
                                                          " 'severity', 'site', 'visit', 'finding', 'inspectors',"
                                                          " 'taken_by') AND deleted = 0"));
        TAKAN_TRY(statement.bind(kind_of(layer)));
        return statement.each([&](const Statement& row) -> Status {
            const auto found = m_numbers.find(row.number(0));
            if (found != m_numbers.end()) take(m_found[found->second], row.text(1), row.text(2));
            return {};
        });
    }

    void take(Found& one, const std::string& field, std::string value) const {
        if (field == "lat") one.lat = read_degrees(value);
        if (field == "lon") one.lon = read_degrees(value);
        if (field == "division") one.point.division = std::move(value);
        if (field == "kind" || field == "state" || field == "severity") one.point.state = std::move(value);
        if (field == "site") one.point.site = id_of(value);
        if (field == "visit") one.visit = id_of(value);
        if (field == "finding") one.finding = id_of(value);
        if (field == "inspectors" || field == "taken_by") one.named |= !m_person.empty() && value == m_person;
    }

    const Found* find(const sync::RecordId& id) const {
        const auto at = m_at.find(id);
        return at == m_at.end() ? nullptr : &m_found[at->second];
    }

    // Adds what the records around it say. False when nobody knows where it is.
    bool complete(Found& one) const {
        MapPoint& point = one.point;
        const Found* finding = find(one.finding);
        const Found* visit = find(one.visit);
        if (visit == nullptr && finding != nullptr) visit = find(finding->visit);
        if (point.site.is_nil() && finding != nullptr) point.site = finding->point.site;
        if (point.site.is_nil() && visit != nullptr) point.site = visit->point.site;
        point.mine = one.named || (visit != nullptr && visit->named);
        const Found* site = find(point.site);
        if (site != nullptr) point.division = site->point.division;
        if (site != nullptr && point.layer == MapLayer::visit) point.title = site->point.title;
        const auto own = one.position();
        const auto place = site == nullptr ? std::nullopt : site->position();
        if (own && place) point.from_site = metres_between(*own, *place);
        if (own) point.position = *own;
        // A photo without a position of its own says nothing about where it was taken.
        point.borrowed = !own && place && point.layer != MapLayer::photo;
        if (point.borrowed) point.position = *place;
        return own || point.borrowed;
    }

    const Connection& m_db;
    std::string_view m_person;
    std::vector<Found> m_found;
    std::unordered_map<std::int64_t, std::size_t> m_numbers; // of the kind that is being read
    std::unordered_map<sync::RecordId, std::size_t> m_at;
};

} // namespace

Result<std::vector<MapPoint>> Store::map_points(std::string_view person) const {
    TAKAN_TRY_LET(transaction, Transaction::read(m_state->db));
    return Collector(m_state->db, person).collect();
}

} // namespace takan::app
