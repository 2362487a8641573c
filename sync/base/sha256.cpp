#include "sync/base/sha256.hpp"

#include "sync/base/handles.hpp"
#include "sync/base/text.hpp"

#include <cstdlib>

#include <openssl/evp.h>

namespace takan::sync {
namespace {

using DigestContext = CHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

// libcrypto fails here only without memory or without SHA-256 itself: there is no going on then.
void must(int answer) {
    if (answer != 1) std::abort();
}

} // namespace

struct Sha256Stream::State {
    DigestContext context;
};

Sha256 sha256(std::string_view bytes) {
    Sha256 digest{};
    must(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr));
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    const Sha256 digest = sha256(bytes);
    return to_hex(digest.data(), digest.size());
}

Sha256Stream::Sha256Stream() : m_state(std::make_unique<State>()) {
    m_state->context.reset(EVP_MD_CTX_new());
    must(m_state->context ? EVP_DigestInit_ex(m_state->context.get(), EVP_sha256(), nullptr) : 0);
}

Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::add(std::string_view bytes) {
    must(EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()));
}

Sha256 Sha256Stream::finish() {
    Sha256 digest{};
    must(EVP_DigestFinal_ex(m_state->context.get(), digest.data(), nullptr));
    return digest;
}

} // namespace takan::sync
