// A process that dies in the middle of writing.

#include "tests/app/store/store_fixture.hpp"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace takan;
using namespace takan::test;

namespace {

// Writes without end, and says each record's id on the pipe once the store has said that it is durable.
[[noreturn]] void write_for_ever(const std::filesystem::path& folder, int pipe) {
    auto store = app::Store::open(folder);
    if (!store) _exit(1);
    sync::Instant now{1711094400000};
    while (true) {
        now.ms += 1000;
        sync::Record record;
        record.id = sync::RecordId::random(now);
        record.kind = "site";
        sync::write(record, "name", "造纸厂", laptop_a, now);
        if (!store->add(record)) _exit(2);
        const auto status = store->change(record.id, [&](sync::Record& one) -> sync::Status {
            sync::write(one, "name", "化工厂", laptop_a, now);
            return {};
        });
        if (!status) _exit(3);
        const auto id = record.id.text();
        if (::write(pipe, id.data(), id.size()) != static_cast<ssize_t>(id.size())) _exit(4);
    }
}

// Reads what the child says until `count` ids have come or it has ended.
std::string read_ids(int pipe, std::size_t count) {
    std::string text;
    char bytes[4096];
    while (text.size() < count * 36) {
        const ssize_t got = ::read(pipe, bytes, sizeof bytes);
        if (got <= 0) break;
        text.append(bytes, static_cast<std::size_t>(got));
    }
    return text;
}

} // namespace

TEST_CASE("after a kill in the middle of writing, everything that was said to be saved is there") {
    Scratch scratch;
    std::string said;
    for (std::size_t turn = 1; turn <= 8; ++turn) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) write_for_ever(scratch.path(), ends[1]);
        ::close(ends[1]);
        said += read_ids(ends[0], turn * 3);
        REQUIRE(::kill(child, SIGKILL) == 0);
        said += read_ids(ends[0], std::string::npos / 36); // what was said before the kill arrived
        int how = 0;
        REQUIRE(::waitpid(child, &how, 0) == child);
        REQUIRE(WIFSIGNALED(how));
        ::close(ends[0]);

        auto store = need(app::Store::open(scratch.path()));
        CHECK_CLEAN(store);
        REQUIRE(said.size() % 36 == 0);
        for (std::size_t at = 0; at < said.size(); at += 36) {
            const auto record = need(store.get(need(sync::RecordId::parse(said.substr(at, 36)))));
            REQUIRE(record);
            CHECK(sync::shown_text(*record, "name") == "化工厂");
        }
    }
}
