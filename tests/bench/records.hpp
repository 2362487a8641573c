#pragma once
// Records as a campaign brings them.

#include "sync/record/record.hpp"

#include <cstddef>
#include <vector>

namespace takan::bench {

// A finding as an inspector writes one: about 900 bytes.
sync::Record make_finding(sync::DeviceId device, sync::Instant now, std::size_t number);

// `count` findings, 270 a day, the newest day first.
std::vector<sync::Record> make_findings(sync::DeviceId device, std::size_t count);

} // namespace takan::bench
