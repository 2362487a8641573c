#pragma once
// Sha1: git's hash (FIPS 180-4) over OpenSSL's libcrypto.

#include "sync/git/object.hpp"

#include <memory>
#include <string_view>

namespace takan::sync::git {

class Sha1 {
public:
    Sha1();
    ~Sha1();
    Sha1(const Sha1&) = delete;
    Sha1& operator=(const Sha1&) = delete;

    void add(std::string_view bytes);
    Oid finish(); // the stream is used up afterwards

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync::git
