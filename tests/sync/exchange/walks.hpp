#pragma once
// How many random walks a test takes, and from which seeds.

#include <vector>

namespace takan::test {

// `usual` seeds by chance; TAKAN_WALKS=1000 asks for more, TAKAN_SEED=7 for those from 7 on.
std::vector<unsigned> seeds_of_walks(unsigned usual);
// The same from `first` on instead of by chance.
std::vector<unsigned> seeds_of_walks(unsigned usual, unsigned first);

} // namespace takan::test
