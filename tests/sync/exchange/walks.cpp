#include "tests/sync/exchange/walks.hpp"

#include <cstdlib>
#include <random>
#include <string>

namespace takan::test {
namespace {

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

} // namespace

std::vector<unsigned> seeds_of_walks(unsigned usual) {
    return seeds_of_walks(usual, std::random_device()());
}

std::vector<unsigned> seeds_of_walks(unsigned usual, unsigned first) {
    first = number_from("TAKAN_SEED", first);
    std::vector<unsigned> seeds;
    for (unsigned i = 0; i < number_from("TAKAN_WALKS", usual); ++i)
        seeds.push_back(first + i);
    return seeds;
}

} // namespace takan::test
