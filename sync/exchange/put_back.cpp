#include "sync/exchange/put_back.hpp"

#include <utility>

namespace takan::sync {
namespace {

using Written = const Field::value_type*;

Written later_of(DeviceId device, const Record& record, const std::string& name, Written latest) {
    const Field* field = find_field(record, name);
    if (field == nullptr) return latest;
    for (const auto& written : *field) {
        if (written.first.device != device) continue;
        if (latest == nullptr || latest->first.time < written.first.time) latest = &written;
    }
    return latest;
}

} // namespace

Result<Merged> merge_as(const Merger& merger, const Record& a, const Record& b) {
    TAKAN_TRY_LET(merged, merge(a, b));
    std::erase_if(merged.clashes, [&](const std::string& name) {
        if (find_field(merged.record, name) != nullptr) return false;
        const Written latest = later_of(merger.device, b, name, later_of(merger.device, a, name, nullptr));
        if (latest == nullptr) return false;
        write(merged.record, name, latest->second, merger.device, merger.now);
        return true;
    });
    return merged;
}

} // namespace takan::sync
