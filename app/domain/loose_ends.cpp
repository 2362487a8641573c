#include "app/domain/loose_ends.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/photo_check.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

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

// Why the photo cannot be of that visit, as a text key; empty: it can, or one of them has no time.
std::string time_problem(const Record& photo, const Record& visit) {
    const PhotoCheck check = check_photo(photo, &visit, nullptr);
    if (check.before_ms > 0) return "gap.before_visit";
    return check.after_ms > 0 ? "gap.after_visit" : std::string();
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
