#include "sync/exchange/renewal.hpp"

#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <sys/vfs.h>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t greatest_mark = 4096; // bytes; ours has about 90
constexpr std::string_view machine_file = "/etc/machine-id";

fs::path mark_path(const fs::path& folder) {
    return folder / "here.mark";
}
fs::path former_key_path(const fs::path& folder, DeviceId device) {
    return folder / ("device.key." + device.text());
}

// Where a folder keeps its number for as long as it exists. Elsewhere (a stick with exFAT, a share) it may have another
// one each time, which would make a new device of the laptop every morning.
bool keeps_numbers(const fs::path& folder) {
    struct statfs about {};
    if (::statfs(utf8(folder).c_str(), &about) != 0) return false;
    constexpr std::array<long, 5> kinds{0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994};  // statfs(2): ext4,
    return std::find(kinds.begin(), kinds.end(), static_cast<long>(about.f_type)) != kinds.end(); // XFS, btrfs, F2FS,
} // tmpfs

// The machine and the folder's number on its disk: what a copy does not carry along. The machine's id is confidential
// (machine-id(5)), so its hash stands for it.
Result<std::string> place_text(const fs::path& folder) {
    const auto machine = read_file(fs::path(machine_file), greatest_mark);
    std::string text = "1\n" + sha256_hex("takan" + (machine ? *machine : std::string())) + '\n';
    struct stat about {};
    if (::stat(utf8(folder).c_str(), &about) != 0) return error_from_errno(errno, "look at the folder", folder);
    text += (keeps_numbers(folder) ? std::to_string(about.st_ino) : std::string("-")) + '\n';
    return text;
}

} // namespace

Status mark_place(const fs::path& folder) {
    TAKAN_TRY_LET(text, place_text(folder));
    return write_file(mark_path(folder), text);
}

Result<bool> stands_at_its_place(const fs::path& folder) {
    const auto mark = read_file(mark_path(folder), greatest_mark);
    if (!mark && mark.error().kind != ErrorKind::missing) return mark.error();
    if (!mark) {
        TAKAN_TRY(mark_place(folder));
        return true;
    }
    TAKAN_TRY_LET(text, place_text(folder));
    return *mark == text;
}

Result<Identity> become_new_device(const fs::path& folder) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    const DeviceKey key = DeviceKey::generate();
    std::error_code code;
    const fs::path kept = former_key_path(folder, identity.device);
    if (fs::exists(key_path(folder), code) && !fs::exists(kept, code)) { // it is there when this is done a second time
        fs::rename(key_path(folder), kept, code);
        if (code) return error_from_errno(code.value(), "keep the former key", key_path(folder));
    }
    identity.former.push_back(identity.device);
    identity.device = DeviceId::random();
    TAKAN_TRY(key.save(key_path(folder), identity.device.text() + "@takan"));
    TAKAN_TRY(mark_place(folder));
    TAKAN_TRY(write_identity(folder, identity));
    return identity;
}

Result<std::vector<Signer>> former_signers(const fs::path& folder) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    std::vector<Signer> signers;
    for (const DeviceId device : identity.former) {
        auto key = DeviceKey::load(former_key_path(folder, device));
        signers.push_back({device, identity.name, key ? std::move(*key) : DeviceKey()});
    }
    return signers;
}

bool has_key(const Signer& signer) {
    return signer.key.public_key() != PublicKey{};
}

} // namespace takan::sync
