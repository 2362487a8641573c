#pragma once
// DeviceKey: an ed25519 key in OpenSSH's file format, and signatures in git's SSH format (OpenSSH PROTOCOL.sshsig,
// namespace "git", SHA-512), which `git log --show-signature` accepts.

#include "sync/base/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace takan::sync {

struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};

    std::string line() const;        // "ssh-ed25519 AAAA…", without comment
    std::string fingerprint() const; // "SHA256:…", as ssh-keygen -l prints it: what two people compare by voice
    static Result<PublicKey> parse(std::string_view line);
    auto operator<=>(const PublicKey&) const = default;
};

class DeviceKey {
public:
    DeviceKey() = default; // no key yet: only to be assigned to
    DeviceKey(const DeviceKey&) = default;
    DeviceKey& operator=(const DeviceKey&) = default;
    ~DeviceKey(); // wipes the secret

    static DeviceKey generate();
    // Reads an unencrypted OpenSSH private key file. Errors: missing, denied, corrupt.
    static Result<DeviceKey> load(const std::filesystem::path& path);
    // Writes it readable by its owner only, and `path`.pub beside it.
    Status save(const std::filesystem::path& path, std::string_view comment) const;

    const PublicKey& public_key() const { return m_public; }
    // Returns the armored signature ("-----BEGIN SSH SIGNATURE-----" …) over `payload` in namespace "git".
    std::string sign(std::string_view payload) const;

private:
    PublicKey m_public;
    std::array<std::uint8_t, 32> m_seed{};
};

// True when `armored` is a signature of `payload` by `key` in namespace "git". Hostile bytes give false.
bool verifies(std::string_view payload, std::string_view armored, const PublicKey& key);

} // namespace takan::sync
