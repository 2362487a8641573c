#pragma once
// A record of a test, written by one device.

#include "sync/record/record.hpp"

#include <initializer_list>
#include <utility>

namespace takan::app {

inline sync::Record made(const char* kind, std::initializer_list<std::pair<const char*, sync::Value>> fields) {
    sync::Record record;
    record.kind = kind;
    for (const auto& [name, value] : fields)
        sync::write(record, name, value, sync::DeviceId(), sync::Instant{1'711'094'400'000});
    return record;
}

} // namespace takan::app
