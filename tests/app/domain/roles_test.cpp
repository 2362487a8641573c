#include "app/domain/roles.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("roles: they stand in their order") {
    CHECK(roles() ==
          std::vector<std::string>{"leader", "deputy", "coordinator", "desk", "inspector", "keeper", "expert"});
}

TEST_CASE("roles: everybody records, also before admission; leaders and deputies review and admit") {
    for (const std::string& role : roles()) {
        CAPTURE(role);
        const bool leads = role == "leader" || role == "deputy";
        CHECK(may(role, Act::record));
        CHECK(may(role, Act::review) == leads);
        CHECK(may(role, Act::admit) == leads);
        CHECK(may(role, Act::forms) == leads);
    }
    for (const char* role : {"", "auditor", "Leader"}) {
        CAPTURE(role);
        CHECK(may(role, Act::record));
        CHECK_FALSE(may(role, Act::review));
        CHECK_FALSE(may(role, Act::admit));
    }
}
