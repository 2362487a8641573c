// How long a sync takes beside git's command line for the same work, and how it grows.
//   bench_sync [records] [laptops] [edits]      (100000, 10 and 200 when left out; 0 records: only the growth)

#include "tests/bench/sync/benches.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

std::size_t argument(int count, char** values, int at, std::size_t otherwise) {
    return count > at ? std::strtoul(values[at], nullptr, 10) : otherwise;
}

} // namespace

int main(int count, char** values) {
    const std::size_t records = argument(count, values, 1, 100'000);
    const std::size_t laptops = argument(count, values, 2, 10);
    const std::size_t edits = argument(count, values, 3, 200);
    if (records > 0) {
        std::printf("%zu records\n", records);
        takan::bench::evening(TAKAN_PROGRAM, records, laptops, edits);
    }
    for (const std::size_t there : {10'000u, 100'000u, 1'000'000u})
        takan::bench::scaling(there);
    return 0;
}
