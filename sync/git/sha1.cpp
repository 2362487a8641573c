#include "sync/git/sha1.hpp"

#include "sync/base/handles.hpp"

#include <cstdlib>

#include <openssl/evp.h>

namespace takan::sync::git {
namespace {

using Algorithm = CHandle<EVP_MD, EVP_MD_free>;
using DigestContext = CHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

// libcrypto fails here only without memory or without SHA-1 itself: there is no going on then.
void must(int answer) {
    if (answer != 1) std::abort();
}

// Looking the algorithm up costs more than hashing a record; so it is done once.
const EVP_MD* algorithm() {
    static const Algorithm sha1(EVP_MD_fetch(nullptr, "SHA1", nullptr));
    return sha1.get();
}

} // namespace

struct Sha1::State {
    DigestContext context{EVP_MD_CTX_new()};
};

Sha1::Sha1() : m_state(std::make_unique<State>()) {
    must(m_state->context && algorithm() ? EVP_DigestInit_ex(m_state->context.get(), algorithm(), nullptr) : 0);
}

Sha1::~Sha1() = default;

void Sha1::add(std::string_view bytes) {
    must(EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()));
}

Oid Sha1::finish() {
    Oid digest;
    must(EVP_DigestFinal_ex(m_state->context.get(), digest.bytes.data(), nullptr));
    return digest;
}

} // namespace takan::sync::git
