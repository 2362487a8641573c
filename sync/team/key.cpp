#include "sync/team/key.hpp"

#include "sync/base/files.hpp"
#include "sync/base/handles.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"
#include "sync/team/ssh_wire.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace takan::sync {
namespace {

using Key = CHandle<EVP_PKEY, EVP_PKEY_free>;
using Digest = CHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::string_view key_type = "ssh-ed25519";
constexpr std::string_view key_label = "OPENSSH PRIVATE KEY";
constexpr std::string_view key_magic{"openssh-key-v1\0", 15};
constexpr std::string_view signature_label = "SSH SIGNATURE";
constexpr std::string_view signature_magic = "SSHSIG";
constexpr std::string_view signature_space = "git";
constexpr std::size_t signature_size = 64;
constexpr std::size_t greatest_signature = 4096; // a real one takes about 300 characters
constexpr std::size_t greatest_key_file = 16 * 1024;
constexpr std::size_t cipher_block = 8; // of cipher "none"

// libcrypto fails in these places only without memory or without ed25519 itself: there is no going on then.
void must(bool worked) {
    if (!worked) std::abort();
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t Size>
std::string_view view_of(const std::array<std::uint8_t, Size>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), Size};
}

template <std::size_t Size>
void copy_to(std::array<std::uint8_t, Size>& to, std::string_view from) {
    std::copy_n(bytes_of(from), Size, to.begin());
}

void wipe(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
}

Key secret_key(const std::array<std::uint8_t, 32>& seed) {
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    must(key != nullptr);
    return key;
}

PublicKey public_half(const std::array<std::uint8_t, 32>& seed) {
    PublicKey half;
    std::size_t size = half.bytes.size();
    must(EVP_PKEY_get_raw_public_key(secret_key(seed).get(), half.bytes.data(), &size) == 1);
    return half;
}

std::string key_blob(const PublicKey& key) {
    std::string blob;
    put_string(blob, key_type);
    put_string(blob, view_of(key.bytes));
    return blob;
}

std::optional<PublicKey> read_key_blob(std::string_view blob) {
    Cursor cursor(blob);
    if (!take_string(cursor, key_type)) return std::nullopt;
    const auto bytes = take_string(cursor);
    PublicKey key;
    if (!bytes || bytes->size() != key.bytes.size() || !cursor.at_end()) return std::nullopt;
    copy_to(key.bytes, *bytes);
    return key;
}

// What is really signed (PROTOCOL.sshsig): not the payload but its hash, bound to the namespace.
std::string signed_bytes(std::string_view payload) {
    std::array<std::uint8_t, 64> hash{};
    must(EVP_Digest(payload.data(), payload.size(), hash.data(), nullptr, EVP_sha512(), nullptr) == 1);
    std::string bytes(signature_magic);
    put_string(bytes, signature_space);
    put_string(bytes, ""); // reserved
    put_string(bytes, "sha512");
    put_string(bytes, view_of(hash));
    return bytes;
}

// The part of a private key file that a passphrase would encrypt.
std::string secret_part(const PublicKey& key, const std::array<std::uint8_t, 32>& seed, std::string_view comment) {
    std::array<std::uint8_t, 4> check{};
    fill_random(check);
    std::string part;
    part.reserve(256 + comment.size()); // grows in place: no copy of the seed is left behind
    part += view_of(check);
    part += view_of(check); // equal when a passphrase was right
    put_string(part, key_type);
    put_string(part, view_of(key.bytes));
    put_u32(part, seed.size() + key.bytes.size());
    part += view_of(seed);
    part += view_of(key.bytes);
    put_string(part, comment);
    for (char padding = 1; part.size() % cipher_block != 0; ++padding)
        part += padding;
    return part;
}

// Reads the seed out of the secret part; the public half is computed again and not believed.
bool read_secret_part(std::string_view part, std::array<std::uint8_t, 32>& seed) {
    Cursor cursor(part);
    const auto check = cursor.u32();
    if (!check || cursor.u32() != check || !take_string(cursor, key_type)) return false;
    const auto half = take_string(cursor);
    const auto both = take_string(cursor);
    if (!half || half->size() != 32 || !both || both->size() != 64 || both->substr(32) != *half) return false;
    copy_to(seed, both->substr(0, 32));
    return view_of(public_half(seed).bytes) == *half;
}

std::optional<std::string_view> find_secret_part(std::string_view bytes) {
    Cursor cursor(bytes);
    if (cursor.take(key_magic.size()) != key_magic) return std::nullopt;
    const bool plain = take_string(cursor, "none") && take_string(cursor, "none") && take_string(cursor, "");
    if (!plain || cursor.u32() != std::uint32_t{1} || !take_string(cursor)) return std::nullopt;
    return take_string(cursor);
}

// A comment ends up on the one line of the .pub file.
std::string one_line(std::string_view text) {
    std::string line = plain_text(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

} // namespace

std::string PublicKey::line() const {
    return std::string(key_type) + ' ' + encode_base64(key_blob(*this));
}

std::string PublicKey::fingerprint() const {
    std::string text = encode_base64(view_of(sha256(key_blob(*this))));
    text.erase(text.find_last_not_of('=') + 1);
    return "SHA256:" + text;
}

Result<PublicKey> PublicKey::parse(std::string_view line) {
    const auto parts = split(line, ' ');
    if (parts.size() < 2 || parts[0] != key_type)
        return fail(ErrorKind::invalid, "a public key begins with " + std::string(key_type));
    if (const auto blob = decode_base64(trimmed(parts[1]))) {
        if (const auto key = read_key_blob(*blob)) return *key;
    }
    return fail(ErrorKind::invalid, "these are not the bytes of an ed25519 public key");
}

DeviceKey::~DeviceKey() {
    OPENSSL_cleanse(m_seed.data(), m_seed.size());
}

DeviceKey DeviceKey::generate() {
    DeviceKey key;
    fill_random(key.m_seed);
    key.m_public = public_half(key.m_seed);
    return key;
}

Result<DeviceKey> DeviceKey::load(const std::filesystem::path& path) {
    TAKAN_TRY_LET(text, read_file(path, greatest_key_file));
    auto bytes = unarmored(key_label, text);
    wipe(text);
    if (!bytes) return fail(ErrorKind::corrupt, "the file is no OpenSSH private key", utf8(path));
    DeviceKey key;
    const auto part = find_secret_part(*bytes);
    const bool sound = part && read_secret_part(*part, key.m_seed);
    wipe(*bytes);
    if (!sound) return fail(ErrorKind::corrupt, "the file holds no unencrypted ed25519 key", utf8(path));
    key.m_public = public_half(key.m_seed);
    return key;
}

Status DeviceKey::save(const std::filesystem::path& path, std::string_view comment) const {
    const std::string name = one_line(comment);
    std::string part = secret_part(m_public, m_seed, name);
    std::string bytes;
    bytes.reserve(part.size() + 256);
    bytes += key_magic;
    put_string(bytes, "none"); // cipher
    put_string(bytes, "none"); // key derivation
    put_string(bytes, "");     // and its options
    put_u32(bytes, 1);         // keys
    put_string(bytes, key_blob(m_public));
    put_string(bytes, part);
    std::string text = armored(key_label, bytes);
    const Status written = write_file(path, text, FileAccess::private_to_owner);
    wipe(part);
    wipe(bytes);
    wipe(text);
    TAKAN_TRY(written);
    std::filesystem::path beside = path;
    beside += ".pub";
    return write_file(beside, m_public.line() + (name.empty() ? "" : ' ' + name) + '\n');
}

std::string DeviceKey::sign(std::string_view payload) const {
    const std::string bytes = signed_bytes(payload);
    const Key key = secret_key(m_seed);
    const Digest context(EVP_MD_CTX_new());
    std::array<std::uint8_t, signature_size> raw{};
    std::size_t size = raw.size();
    must(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    must(EVP_DigestSign(context.get(), raw.data(), &size, bytes_of(bytes), bytes.size()) == 1);
    std::string signature;
    put_string(signature, key_type);
    put_string(signature, view_of(raw));
    std::string blob(signature_magic);
    put_u32(blob, 1); // version
    put_string(blob, key_blob(m_public));
    put_string(blob, signature_space);
    put_string(blob, ""); // reserved
    put_string(blob, "sha512");
    put_string(blob, signature);
    return armored(signature_label, blob);
}

namespace {

// Returns the 64 bytes of a signature in our namespace and hash by `key`, out of the signature's blob.
std::optional<std::string_view> raw_signature(std::string_view blob, const PublicKey& key) {
    Cursor cursor(blob);
    if (cursor.take(signature_magic.size()) != signature_magic || cursor.u32() != std::uint32_t{1}) return std::nullopt;
    if (!take_string(cursor, key_blob(key)) || !take_string(cursor, signature_space)) return std::nullopt;
    if (!take_string(cursor) || !take_string(cursor, "sha512")) return std::nullopt; // the reserved string is ignored
    const auto signature = take_string(cursor);
    if (!signature || !cursor.at_end()) return std::nullopt;
    Cursor inner(*signature);
    if (!take_string(inner, key_type)) return std::nullopt;
    const auto raw = take_string(inner);
    if (!raw || raw->size() != signature_size || !inner.at_end()) return std::nullopt;
    return raw;
}

} // namespace

bool verifies(std::string_view payload, std::string_view armored, const PublicKey& key) {
    if (armored.size() > greatest_signature) return false;
    const auto blob = unarmored(signature_label, armored);
    const auto raw = blob ? raw_signature(*blob, key) : std::nullopt;
    if (!raw) return false;
    const std::string bytes = signed_bytes(payload);
    const Key handle(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.bytes.data(), key.bytes.size()));
    const Digest context(EVP_MD_CTX_new());
    if (!handle || !context) return false;
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, handle.get()) != 1) return false;
    return EVP_DigestVerify(context.get(), bytes_of(*raw), raw->size(), bytes_of(bytes), bytes.size()) == 1;
}

} // namespace takan::sync
