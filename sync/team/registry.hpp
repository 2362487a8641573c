#pragma once
// Registry: who belongs to the team, with which devices and roles. Members and devices are records like any other, of
// kinds `member` and `device`, kept as team/member/<id>.json and team/device/<id>.json and merged by the one rule.

#include "sync/record/record.hpp"
#include "sync/team/key.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

// Fields of a member: name, role, unit. Fields of a device: device, member (record id), key (public key line),
// former_keys (an array of such lines, the oldest first), label, revoked (true), revoked_reason.
struct Member {
    RecordId id;
    std::string name;
    std::string role; // leader, deputy, coordinator, desk, inspector, keeper, expert (domain.md 2.4)
};

struct Device {
    DeviceId id;
    RecordId member;
    PublicKey key;
    std::string label;
    bool revoked = false;
    RecordId record;               // that says all this
    std::vector<PublicKey> former; // keys that it had before, the oldest first
};
bool had_key(const Device& device, const PublicKey& key); // has it, or had it before

// Writes a device's new key into its record; the one that stood there joins the former ones.
void replace_key(Record& device, const PublicKey& key, DeviceId writer, Instant now);

class Registry {
public:
    // Takes one record of kind member or device in (replacing what was known under its id). Others are ignored.
    void take(const Record& record);

    const Device* device(DeviceId id) const;
    const Member* member(const RecordId& id) const;
    const Member* member_of(DeviceId id) const; // the person behind a device
    std::string name_of(DeviceId id) const;     // the person's name; the device's letters when it is unknown
    std::vector<Device> devices() const;        // sorted by id
    std::vector<Member> members() const;        // sorted by id

private:
    std::map<RecordId, Member> m_members;
    std::map<RecordId, Device> m_device_records;
    std::map<DeviceId, RecordId> m_devices;
};

// Leaders and deputies change the registry and admit devices; nobody else.
bool may_change_registry(std::string_view role);

// The text of team/allowed_signers: one line for each key of a device, sorted by device, the same on every laptop.
std::string allowed_signers(const Registry& registry);

} // namespace takan::sync
