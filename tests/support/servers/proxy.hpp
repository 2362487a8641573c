#pragma once
// Proxy: a link to a server on loopback that can be cut, stalled, reset and slowed down.

#include <cstdint>
#include <memory>

namespace takan::test {

enum class Fault { none, cut, stall, reset };

struct Spoil {
    Fault fault = Fault::none;
    std::uint64_t after_up = UINT64_MAX;   // bytes from client to server until it happens
    std::uint64_t after_down = UINT64_MAX; // bytes from server to client; both count over all connections
    std::uint64_t bytes_per_second = 0;    // each way; 0: as fast as it goes
};

class Proxy {
public:
    // Listens on a free port of loopback and passes everything on to `server_port`.
    explicit Proxy(int server_port);
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;
    ~Proxy();

    int port() const;
    // What happens from now on; the counts begin at 0 again. Links that were cut stay cut.
    void spoil(const Spoil& how);
    std::uint64_t bytes_up() const;
    std::uint64_t bytes_down() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::test
