#include "sync/transport/access.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using test::kind_of;
using test::need;

TEST_CASE("open_remote: addresses that we speak open, others are invalid") {
    const test::Scratch scratch;
    need(git::Repo::create(scratch / "a 站.git"));
    const std::string path = (scratch / "a 站.git").string();
    std::string url;
    for (const char c : path) {
        url += c == ' ' ? "%20" : std::string(1, c);
    }
    for (const std::string& address : {path, " " + path + "\n", "file://" + url, "file://localhost" + url}) {
        CAPTURE(address);
        CHECK(need(need(open_remote(address, {}))->refs("")).empty());
    }
    for (const char* address : {"", "  ", "file://host/a", "file://", "file:///a%2", "file:///a%zz", "file:///a%00b"}) {
        CAPTURE(address);
        CHECK(kind_of(open_remote(address, {})) == ErrorKind::invalid);
    }
}
