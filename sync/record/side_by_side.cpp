#include "sync/record/side_by_side.hpp"

#include <utility>

namespace takan::sync {

// Every edit is newer than what this device has written before, so no copy takes one of them for replaced: they come
// into the world together, in one version of the record.
std::vector<Edit> write_side_by_side(Record& record, std::string_view field, std::vector<Value> values, DeviceId device,
                                     Instant now) {
    std::vector<Edit> edits;
    Field all;
    for (Value& value : values) {
        edits.push_back(write(record, field, std::move(value), device, now));
        all.merge(record.fields.find(field)->second);
    }
    if (!all.empty()) record.fields.insert_or_assign(std::string(field), std::move(all));
    return edits;
}

} // namespace takan::sync
