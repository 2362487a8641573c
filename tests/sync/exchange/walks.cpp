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
    const unsigned first = number_from("TAKAN_SEED", std::random_device()());
    std::vector<unsigned> seeds;
    for (unsigned i = 0; i < number_from("TAKAN_WALKS", usual); ++i)
        seeds.push_back(first + i);
    return seeds;
}

} // namespace takan::test
