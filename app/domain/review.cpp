#include "app/domain/review.hpp"

#include "sync/record/deletion.hpp"

#include <algorithm>

namespace takan::app {

bool is_review_field(std::string_view field) {
    return field.starts_with("review.");
}

std::vector<std::string> changed_since_review(const sync::Record& record) {
    const sync::Value* value = sync::shown(record, "review.seen");
    const auto read = value == nullptr ? sync::Result<sync::Seen>(sync::Seen{}) : sync::parse_seen(*value);
    const sync::Seen seen = read ? *read : sync::Seen{};
    std::vector<std::string> changed;
    for (const auto& [name, field] : record.fields) {
        if (is_review_field(name)) continue;
        const bool news =
            std::any_of(field.begin(), field.end(), [&](const auto& one) { return !sync::covers(seen, one.first); });
        if (news) changed.push_back(name);
    }
    return changed;
}

bool came_back(const sync::Record& record) {
    if (sync::shown_text(record, "review.state") != "returned") return false;
    const auto changed = changed_since_review(record);
    return std::find(changed.begin(), changed.end(), "submitted") == changed.end();
}

ReviewState review_state(const sync::Record& record) {
    const std::string state = sync::shown_text(record, "review.state");
    if (state != "approved" && state != "returned") return ReviewState::none;
    if (!changed_since_review(record).empty()) return ReviewState::changed_since;
    return state == "approved" ? ReviewState::approved : ReviewState::returned;
}

} // namespace takan::app
