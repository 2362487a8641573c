#include "app/cli/cli.hpp"
#include "app/shell/window.hpp"

#include <iostream>

int main(int argc, char** argv) {
    return takan::app::run(argc, argv, std::cout, std::cerr,
                           [](const std::filesystem::path& folder, const std::string& language) {
                               return takan::app::run_window({folder, takan::app::demo_laptop, language});
                           });
}
