#include "sync/team/registry.hpp"

#include "sync/team/layout.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

// A revocation that stands beside a value of somebody who did not know of it holds.
bool is_revoked(const Record& record) {
    const Field* field = find_field(record, "revoked");
    if (field == nullptr) return false;
    return std::any_of(field->begin(), field->end(),
                       [](const auto& written) { return written.second.flag() != nullptr && *written.second.flag(); });
}

// Nothing for a record that names no device or holds no key: it admits nobody.
std::optional<Device> device_in(const Record& record) {
    const auto id = DeviceId::parse(shown_text(record, "device"));
    const auto key = PublicKey::parse(shown_text(record, "key"));
    if (!id || !key) return std::nullopt;
    const auto member = RecordId::parse(shown_text(record, "member"));
    return Device{*id, member ? *member : RecordId{}, *key, shown_text(record, "label"), is_revoked(record)};
}

} // namespace

void Registry::take(const Record& record) {
    if (record.kind == "member") {
        m_members[record.id] = Member{record.id, shown_text(record, "name"), shown_text(record, "role")};
    } else if (record.kind == "device") {
        m_device_records.erase(record.id);
        if (auto device = device_in(record)) m_device_records.emplace(record.id, std::move(*device));
        // Of two records that claim one device the one admitted earlier, with the smaller id, counts: emplace keeps it.
        m_devices.clear();
        for (const auto& [id, known] : m_device_records)
            m_devices.emplace(known.id, id);
    }
}

const Device* Registry::device(DeviceId id) const {
    const auto at = m_devices.find(id);
    return at == m_devices.end() ? nullptr : &m_device_records.at(at->second);
}

const Member* Registry::member(const RecordId& id) const {
    const auto at = m_members.find(id);
    return at == m_members.end() ? nullptr : &at->second;
}

const Member* Registry::member_of(DeviceId id) const {
    const Device* known = device(id);
    return known == nullptr ? nullptr : member(known->member);
}

std::string Registry::name_of(DeviceId id) const {
    const Member* person = member_of(id);
    return person == nullptr || person->name.empty() ? id.text() : person->name;
}

std::vector<Device> Registry::devices() const {
    std::vector<Device> all;
    all.reserve(m_devices.size());
    for (const auto& [id, record] : m_devices)
        all.push_back(m_device_records.at(record));
    return all;
}

std::vector<Member> Registry::members() const {
    std::vector<Member> all;
    all.reserve(m_members.size());
    for (const auto& [id, person] : m_members)
        all.push_back(person);
    return all;
}

bool may_change_registry(std::string_view role) {
    return role == "leader" || role == "deputy";
}

// Revoked devices stay listed: what they signed while they belonged to the team must go on verifying with plain git.
// Whether a commit of theirs counts is the judge's business, who looks at the registry and never at this file.
std::string allowed_signers(const Registry& registry) {
    std::string text;
    for (const Device& device : registry.devices())
        text += committer_email(device.id) + " namespaces=\"git\" " + device.key.line() + '\n';
    return text;
}

} // namespace takan::sync
