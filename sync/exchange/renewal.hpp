#pragma once
// Renewal: one laptop is one device. A copy of a laptop's folder, or one put back from a backup, becomes a device of
// its own before anything of it reaches the team; so does one whose key is gone or whose device was revoked.

#include "sync/exchange/laptop.hpp"

#include <filesystem>
#include <vector>

namespace takan::sync {

// Notes in DIR/here.mark on which machine and in which folder the laptop is.
Status mark_place(const std::filesystem::path& folder);
// False when the folder was copied from where the mark was made. Without a mark one is made.
Result<bool> stands_at_its_place(const std::filesystem::path& folder);

// Draws a new device and a new key; the device that the laptop was until now joins `former`, its key is kept beside the
// new one as far as there is one. Edits and commits stay as they are (carry_over.hpp). Stopped in between, the laptop
// holds a key that the team does not know under its device, and the next sync does it again.
Result<Identity> become_new_device(const std::filesystem::path& folder);

// Those that this laptop was before, the oldest first. Without its key (lost) a signer has the empty one.
Result<std::vector<Signer>> former_signers(const std::filesystem::path& folder);
bool has_key(const Signer& signer);

} // namespace takan::sync
