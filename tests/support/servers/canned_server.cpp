#include "tests/support/servers/canned_server.hpp"
#include "tests/support/servers/loopback.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace takan::test {
namespace {

// How many bytes of a body follow a request's head.
std::size_t body_size(const std::string& head) {
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = head.find(name);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

// One request; its path, or nothing when the other end broke off.
std::string read_request(int link) {
    std::string all;
    std::array<char, 16 * 1024> block{};
    while (true) {
        const std::size_t head_end = all.find("\r\n\r\n");
        if (head_end != std::string::npos && all.size() >= head_end + 4 + body_size(all.substr(0, head_end + 2))) break;
        const ssize_t got = ::recv(link, block.data(), block.size(), 0);
        if (got <= 0) return {};
        all.append(block.data(), static_cast<std::size_t>(got));
    }
    const std::size_t from = all.find(' ') + 1;
    return all.substr(from, all.find(' ', from) - from);
}

} // namespace

CannedServer::CannedServer(std::function<CannedAnswer(const std::string&)> answer) : m_answer(std::move(answer)) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0); // any port that is free
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    ::listen(m_listener, 16);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

CannedServer::~CannedServer() {
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

std::string CannedServer::address() const {
    return "http://127.0.0.1:" + std::to_string(m_port) + "/team.git";
}

void CannedServer::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pollfd ready{m_listener, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        const int link = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (link < 0) continue;
        talk(link);
        ::close(link);
    }
}

// One request a link: the end of the link ends the answer.
void CannedServer::talk(int link) {
    const std::string path = read_request(link);
    if (path.empty()) return;
    const CannedAnswer answer = m_answer(path);
    const std::string all = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + answer.type +
                            "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
    for (std::size_t at = 0; at < all.size();) {
        const ssize_t sent = ::send(link, all.data() + at, all.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) return;
        at += static_cast<std::size_t>(sent);
    }
}

} // namespace takan::test
