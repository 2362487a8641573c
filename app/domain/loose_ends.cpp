#include "app/domain/loose_ends.hpp"

#include "app/domain/kinds.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace takan::app {
namespace {

using sync::Record;

class Ends {
public:
    void add(const Record& record, std::string field, std::string text_key) {
        m_ends.push_back({record.id, record.kind, std::move(field), std::move(text_key)});
    }
    void add_gaps(const Record& record) {
        for (Gap& gap : gaps_of(record))
            add(record, std::move(gap.field), std::move(gap.text_key));
    }
    void add_if_blank(const Record& record, const char* field, const char* text_key) {
        if (sync::trimmed(sync::shown_text(record, field)).empty()) add(record, field, text_key);
    }
    std::vector<LooseEnd> take() { return std::move(m_ends); }

private:
    std::vector<LooseEnd> m_ends;
};

bool has_photo(const Record& finding, std::span<const Record> photos) {
    const std::string id = finding.id.text();
    return std::any_of(photos.begin(), photos.end(),
                       [&](const Record& photo) { return sync::shown_text(photo, "finding") == id; });
}

constexpr std::int64_t open_end_ms = 12 * std::int64_t{3'600'000}; // a visit without an end is taken to end by then
// The gate and the sign are photographed before the start is written down, and clocks are minutes wrong.
constexpr std::int64_t margin_ms = 30 * std::int64_t{60'000};

std::optional<sync::Instant> moment_in(const Record& record, std::string_view field) {
    const auto moment = sync::parse_instant(sync::shown_text(record, field));
    return moment ? std::optional(*moment) : std::nullopt;
}

// Why the photo cannot be of that visit, as a text key; empty: it can, or one of them has no time.
std::string time_problem(const Record& photo, const Record& visit) {
    const auto taken = moment_in(photo, "taken_at");
    const auto from = moment_in(visit, "started_at");
    if (!taken || !from) return {};
    const auto end = moment_in(visit, "ended_at");
    if (taken->ms < from->ms - margin_ms) return "gap.before_visit";
    return taken->ms > (end ? end->ms : from->ms + open_end_ms) + margin_ms ? "gap.after_visit" : std::string();
}

bool has_position(const Record& record) {
    return !sync::shown_text(record, "lat").empty() && !sync::shown_text(record, "lon").empty();
}

} // namespace

std::vector<LooseEnd> loose_ends(const Record& visit, std::span<const Record> findings,
                                 std::span<const Record> photos) {
    Ends ends;
    ends.add_gaps(visit);
    for (const Record& finding : findings) {
        ends.add_gaps(finding);
        if (!has_photo(finding, photos)) ends.add(finding, std::string(photos_place), "gap.no_photo");
        if (!has_position(finding)) ends.add(finding, "lat", "gap.no_position");
        ends.add_if_blank(finding, "legal_basis", "gap.no_law");
    }
    for (const Record& photo : photos) {
        ends.add_gaps(photo);
        ends.add_if_blank(photo, "caption", "gap.no_caption");
        if (auto problem = time_problem(photo, visit); !problem.empty())
            ends.add(photo, "taken_at", std::move(problem));
    }
    return ends.take();
}

} // namespace takan::app
