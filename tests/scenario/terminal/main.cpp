// takan without a window: what git calls as a merge driver in the stories.
#include "app/cli/cli.hpp"

#include <iostream>

int main(int argc, char** argv) {
    return takan::app::run(argc, argv, std::cout, std::cerr, {});
}
