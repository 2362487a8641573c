#pragma once
// A port of this machine, seen from inside.

#include <cstdint>

#include <netinet/in.h>

namespace takan::test {

inline sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

} // namespace takan::test
