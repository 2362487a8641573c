#include "sync/exchange/own_part.hpp"

#include <algorithm>

namespace takan::sync {

Record own_part(Record record, const Record* team, DeviceId me) {
    const Seen known = team == nullptr ? Seen() : team->seen;
    const auto is_strange = [&](const Edit& edit) { return edit.device != me && !covers(known, edit); };
    for (auto& [name, field] : record.fields)
        std::erase_if(field, [&](const auto& one) { return is_strange(one.first); });
    std::erase_if(record.fields, [](const auto& one) { return one.second.empty(); });
    std::erase_if(record.seen, [&](const auto& one) { return one.first != me && !known.contains(one.first); });
    for (auto& [device, time] : record.seen)
        if (device != me) time = std::min(time, known.at(device));
    return record;
}

} // namespace takan::sync
