#include "tests/support/servers/proxy.hpp"
#include "tests/support/servers/loopback.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace takan::test {
namespace {

using namespace std::chrono_literals;

void send_all(int link, const char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t sent = ::send(link, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes += sent;
        size -= static_cast<std::size_t>(sent);
    }
}

} // namespace

struct Proxy::State {
    explicit State(int to) : server_port(to) {
        listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
        ::listen(listener, 64);
        port = ntohs(address.sin_port);
    }

    void accept_links(const std::stop_token& stop) {
        std::vector<std::jthread> links;
        while (!stop.stop_requested()) {
            pollfd ready{listener, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0) continue;
            const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) continue;
            links.emplace_back([this, client](const std::stop_token& own_stop) { serve(client, own_stop); });
        }
    }

    void serve(int client, const std::stop_token& stop) {
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(server_port);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            pass_on(client, server, stop);
        ::close(server);
        ::close(client);
    }

    void pass_on(int client, int server, const std::stop_token& stop) {
        std::array<bool, 2> open{true, true};
        while (!stop.stop_requested() && (open[0] || open[1])) {
            std::array<pollfd, 2> ready{{{client, static_cast<short>(open[0] ? POLLIN : 0), 0},
                                         {server, static_cast<short>(open[1] ? POLLIN : 0), 0}}};
            if (::poll(ready.data(), ready.size(), 20) < 0) return;
            for (std::size_t way = 0; way < 2; ++way) {
                if (!open[way] || (ready[way].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
                const int from = way == 0 ? client : server;
                const int to = way == 0 ? server : client;
                if (!move(from, to, way == 0, open[way], client, stop)) return;
            }
        }
    }

    // Moves what is there one way; false when the link is to end.
    bool move(int from, int to, bool is_up, bool& open, int client, const std::stop_token& stop) {
        std::array<char, 16 * 1024> block{};
        const ssize_t got = ::recv(from, block.data(), block.size(), 0);
        if (got <= 0) {
            open = false;
            ::shutdown(to, SHUT_WR);
            return got == 0;
        }
        const auto size = static_cast<std::size_t>(got);
        std::size_t may = size;
        Spoil how;
        {
            const std::lock_guard guard(lock);
            how = spoil;
            std::uint64_t& passed = is_up ? up : down;
            const std::uint64_t most = is_up ? how.after_up : how.after_down;
            if (how.fault != Fault::none) may = std::min<std::uint64_t>(size, most - std::min(most, passed));
            passed += may;
        }
        send_all(to, block.data(), may);
        if (how.bytes_per_second > 0)
            std::this_thread::sleep_for(std::chrono::microseconds(may * 1'000'000 / how.bytes_per_second));
        if (may == size) return true;
        if (how.fault == Fault::stall) {
            while (!stop.stop_requested())
                std::this_thread::sleep_for(10ms);
        }
        if (how.fault == Fault::reset) {
            const linger hard{1, 0};
            ::setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
        return false;
    }

    int server_port;
    int listener = -1;
    int port = 0;
    std::mutex lock;
    Spoil spoil;
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    std::jthread thread;
};

Proxy::Proxy(int server_port) : m_state(std::make_unique<State>(server_port)) {
    m_state->thread = std::jthread([state = m_state.get()](const std::stop_token& stop) { state->accept_links(stop); });
}

Proxy::~Proxy() {
    m_state->thread.request_stop();
    m_state->thread.join();
    ::close(m_state->listener);
}

int Proxy::port() const {
    return m_state->port;
}

void Proxy::spoil(const Spoil& how) {
    const std::lock_guard guard(m_state->lock);
    m_state->spoil = how;
    m_state->up = m_state->down = 0;
}

std::uint64_t Proxy::bytes_up() const {
    const std::lock_guard guard(m_state->lock);
    return m_state->up;
}

std::uint64_t Proxy::bytes_down() const {
    const std::lock_guard guard(m_state->lock);
    return m_state->down;
}

} // namespace takan::test
