#include "app/domain/origins.hpp"

#include "sync/record/side_by_side.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace takan::app {
namespace {

constexpr std::string_view origins = "review.origin"; // part of the settlement, like a review's decision
constexpr char between = '/';

} // namespace

sync::Edit origin_of(const sync::Record& record, const sync::Edit& edit) {
    const std::string prefix = std::string(origins) + '.' + sync::to_text(edit) + between;
    const auto found = record.fields.lower_bound(prefix);
    if (found == record.fields.end() || !found->first.starts_with(prefix)) return edit;
    const auto origin = sync::parse_edit(std::string_view(found->first).substr(prefix.size()));
    return origin ? *origin : edit;
}

void bring_back(sync::Record& record, const sync::Record& before, std::string_view field, sync::DeviceId device,
                sync::Instant now) {
    const sync::Field* held = sync::find_field(before, field);
    if (held == nullptr) return;
    std::vector<std::pair<sync::Edit, sync::Value>> written(held->begin(), held->end());
    std::stable_sort(written.begin(), written.end(),
                     [](const auto& a, const auto& b) { return a.first.time < b.first.time; });
    std::vector<sync::Value> values;
    for (const auto& one : written)
        values.push_back(one.second);
    const auto edits = sync::write_side_by_side(record, field, std::move(values), device, now);
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const sync::Edit origin = origin_of(before, written[i].first);
        sync::write(record, std::string(origins) + '.' + sync::to_text(edits[i]) + between + sync::to_text(origin),
                    true, device, now);
    }
}

} // namespace takan::app
