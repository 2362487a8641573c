#include "app/desk/mailbox.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace takan::app;

TEST_CASE("mailbox: items come out in the order in which each thread put them") {
    Mailbox<std::pair<int, int>> box;
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 3; ++writer)
        writers.emplace_back([&box, writer] {
            for (int i = 0; i < 1000; ++i)
                box.put({writer, i});
        });
    std::vector<int> next(3, 0);
    for (int taken = 0; taken < 3000; ++taken) {
        const auto item = box.take({});
        REQUIRE(item);
        CHECK(item->second == next[static_cast<std::size_t>(item->first)]++);
    }
    CHECK_FALSE(box.try_take());
}

TEST_CASE("mailbox: what was put before a stop is still taken") {
    Mailbox<int> box;
    std::stop_source stop;
    box.put(1);
    stop.request_stop();
    CHECK(box.take(stop.get_token()) == 1);
    CHECK_FALSE(box.take(stop.get_token()));
}

TEST_CASE("mailbox: a stop wakes who waits") {
    Mailbox<int> box;
    std::atomic<bool> ended = false;
    {
        std::jthread waiting([&](std::stop_token stop) {
            while (box.take(stop)) {
            }
            ended = true;
        });
    }
    CHECK(ended);
}

TEST_CASE("published: the newest value is seen, an old one stays as long as somebody holds it") {
    Published<int> published;
    CHECK(published.latest() == nullptr);
    published.publish(std::make_shared<const int>(1));
    const auto first = published.latest();
    published.publish(std::make_shared<const int>(2));
    CHECK(*first == 1);
    CHECK(*published.latest() == 2);
}
