#include "app/desk/workspace.hpp"

#include "app/domain/photo_check.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t greatest_visit_ms = 72 * hour_ms; // longer ones are not looked for
constexpr std::size_t page = 500;

struct Window {
    sync::RecordId visit;
    VisitTime time;
};

std::optional<sync::Instant> moment_in(const sync::Record& record, std::string_view field) {
    const auto moment = sync::parse_instant(sync::shown_text(record, field));
    return moment ? std::optional(*moment) : std::nullopt;
}

bool wants_visit(const sync::Record& photo) {
    return sync::shown_text(photo, "visit").empty() && sync::shown_text(photo, "finding").empty() &&
           moment_in(photo, "taken_at").has_value();
}

// The visits that may hold a moment between these: newest first until they began too early.
Result<std::vector<Window>> windows_between(const Store& store, sync::Instant first, sync::Instant last) {
    const std::string newest = sync::to_text(last);
    const std::string oldest = sync::to_text(sync::Instant{first.ms - greatest_visit_ms});
    std::vector<Window> windows;
    Filter visits;
    visits.kind = "visit";
    visits.limit = page;
    for (;; visits.offset += page) {
        TAKAN_TRY_LET(rows, store.list(visits));
        for (const auto& row : rows) {
            if (row.sort_key > newest || row.sort_key < oldest) continue;
            TAKAN_TRY_LET(record, store.get(row.id));
            if (!record) continue;
            if (const auto time = time_of_visit(*record)) windows.push_back({row.id, *time});
        }
        if (rows.size() < page || rows.back().sort_key < oldest) return windows;
    }
}

// The one visit that was going on at that moment; nothing when there are none or several.
const Window* only_one(const std::vector<Window>& windows, sync::Instant moment) {
    const auto holds = [&](const Window& one) { return one.time.holds(moment); };
    const auto first = std::find_if(windows.begin(), windows.end(), holds);
    if (first == windows.end() || std::find_if(first + 1, windows.end(), holds) != windows.end()) return nullptr;
    return &*first;
}

} // namespace

Status add_photos(Store& store, std::vector<sync::Record> photos, const sync::DeviceId& device,
                  const sync::Clock& clock) {
    std::optional<sync::Instant> first;
    std::optional<sync::Instant> last;
    for (const auto& photo : photos) {
        if (!wants_visit(photo)) continue;
        const auto taken = moment_in(photo, "taken_at");
        first = first ? std::min(*first, *taken) : *taken;
        last = last ? std::max(*last, *taken) : *taken;
    }
    if (!first) return store.add(photos);
    TAKAN_TRY_LET(windows, windows_between(store, *first, *last));
    for (auto& photo : photos) {
        if (!wants_visit(photo)) continue;
        if (const Window* window = only_one(windows, *moment_in(photo, "taken_at")))
            sync::write(photo, "visit", window->visit.text(), device, clock());
    }
    return store.add(photos);
}

Result<bool> has_photo(const Store& store, const std::string& sha256) {
    Filter photos;
    photos.kind = "photo";
    photos.field = "sha256";
    photos.value = sha256;
    TAKAN_TRY_LET(count, store.count(photos));
    return count > 0;
}

} // namespace takan::app
