#pragma once
// Layout of the team repository: which path holds what, and its version.

#include "sync/base/ids.hpp"
#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"
#include "sync/record/record.hpp"

#include <string>
#include <string_view>

namespace takan::sync {

inline constexpr int layout_version = 1; // team/format holds "1\n"
inline constexpr std::string_view main_ref = "refs/heads/main";
inline constexpr std::string_view remote_ref =
    "refs/takan/team/main"; // where the team's main stood when we last saw it at the team's own address
inline constexpr std::string_view elsewhere_ref = "refs/takan/team/elsewhere"; // the same at another, a stick, say
inline constexpr std::string_view format_path = "team/format";
inline constexpr std::string_view signers_path = "team/allowed_signers";
inline constexpr std::string_view attributes_path = ".gitattributes"; // names the merge driver for plain git users

std::string media_ref(DeviceId device, CivilDate day); // refs/media/<device>/<yyyy-mm-dd>
inline constexpr std::string_view join_prefix = "refs/join/";
std::string join_ref(DeviceId device);        // refs/join/<device>: a request to be admitted, signed by its own key
std::string committer_email(DeviceId device); // "<device>@takan": the principal in allowed_signers
Result<DeviceId> device_of_email(std::string_view email);

enum class Place { record, member, device, format, signers, attributes, form, nowhere };
// Where a path of main belongs; `nowhere`: it has no place in a team repository and goes to quarantine.
Place place_of(std::string_view path);
// team/member/<id>.json and team/device/<id>.json for those kinds, else record_path().
std::string path_of(std::string_view kind, const RecordId& id);
std::string path_of(const Record& record);
// Records that only those may write who may change the registry: members, devices, and forms (checklists).
bool is_guarded_kind(std::string_view kind);

} // namespace takan::sync
