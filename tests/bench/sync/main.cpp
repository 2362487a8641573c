// How long the evening of a team takes beside git's command line for the same work.
//   bench_sync [records] [laptops] [edits] [evenings]      (100000, 10, 200 and 3 when left out)

#include "tests/bench/measure.hpp"
#include "tests/bench/sync/evening.hpp"

int main(int count, char** values) {
    using takan::bench::argument;
    takan::bench::evening(TAKAN_PROGRAM, argument(count, values, 1, 100'000), argument(count, values, 2, 10),
                          argument(count, values, 3, 200), argument(count, values, 4, 3));
    return 0;
}
