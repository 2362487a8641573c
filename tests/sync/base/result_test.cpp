#include "sync/base/result.hpp"

#include "sync/base/handles.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return fail(ErrorKind::invalid, "the number is odd", std::to_string(number));
    return number / 2;
}

Result<int> quarter(int number) {
    TAKAN_TRY_LET(halved, half(number));
    TAKAN_TRY(half(halved));
    return halved / 2;
}

int freed = 0;
void free_int(int* pointer) {
    ++freed;
    delete pointer;
}
int make_int(int** out, int code) {
    *out = new int(7);
    return code;
}

} // namespace

TEST_CASE("result: an error leaves the enclosing function, a value goes on") {
    CHECK(*quarter(8) == 2);
    CHECK(quarter(6).error().subject == "3");
    CHECK(quarter(5).error().subject == "5");
}

TEST_CASE("result: an error is described by kind, subject and message, without empty parts") {
    CHECK(describe(fail(ErrorKind::corrupt, "it does not end", "a.json")) == "corrupt: a.json: it does not end");
    CHECK(describe(fail(ErrorKind::offline, "no answer")) == "offline: no answer");
    CHECK(describe(fail(ErrorKind::cancelled, "")) == "cancelled");
}

TEST_CASE("handles: what a function filled in is owned and freed, also when the function failed") {
    using Handle = CHandle<int, free_int>;
    freed = 0;
    {
        Handle handle;
        CHECK(make_int(Out(handle), -1) == -1);
        REQUIRE(handle);
        CHECK(*handle == 7);
    }
    CHECK(freed == 1);
}
