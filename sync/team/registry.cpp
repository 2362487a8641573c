#include "sync/team/registry.hpp"

#include "sync/team/layout.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::size_t most_keys = 100; // of one device: a new one each week for two years

// A revocation that stands beside a value of somebody who did not know of it holds.
bool is_revoked(const Record& record) {
    const Field* field = find_field(record, "revoked");
    if (field == nullptr) return false;
    return std::any_of(field->begin(), field->end(),
                       [](const auto& written) { return written.second.flag() != nullptr && *written.second.flag(); });
}

std::vector<PublicKey> former_keys(const Record& record) {
    std::vector<PublicKey> keys;
    const Value* value = shown(record, "former_keys");
    const auto* items = value == nullptr ? nullptr : value->array();
    if (items == nullptr) return keys;
    for (const auto& item : *items) {
        const auto key = PublicKey::parse(item.text() == nullptr ? std::string_view() : *item.text());
        if (key) keys.push_back(*key);
        if (keys.size() == most_keys) break;
    }
    return keys;
}

// Nothing for a record that names no device or holds no key: it admits nobody.
std::optional<Device> device_in(const Record& record) {
    const auto id = DeviceId::parse(shown_text(record, "device"));
    const auto key = PublicKey::parse(shown_text(record, "key"));
    if (!id || !key) return std::nullopt;
    const auto member = RecordId::parse(shown_text(record, "member"));
    return Device{*id,
                  member ? *member : RecordId{},
                  *key,
                  shown_text(record, "label"),
                  is_revoked(record),
                  record.id,
                  former_keys(record)};
}

} // namespace

bool had_key(const Device& device, const PublicKey& key) {
    return device.key == key || std::find(device.former.begin(), device.former.end(), key) != device.former.end();
}

void replace_key(Record& device, const PublicKey& key, DeviceId writer, Instant now) {
    Value::Array former;
    for (const PublicKey& one : former_keys(device))
        former.emplace_back(one.line());
    former.emplace_back(shown_text(device, "key"));
    write(device, "former_keys", std::move(former), writer, now);
    write(device, "key", key.line(), writer, now);
}

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

// Revoked devices and former keys stay listed: what they signed while they belonged to the team must go on verifying
// with plain git. Whether a commit of theirs counts is the judge's business, who looks at the registry and never at
// this file.
std::string allowed_signers(const Registry& registry) {
    std::string text;
    for (const Device& device : registry.devices()) {
        const std::string start = committer_email(device.id) + " namespaces=\"git\" ";
        for (const PublicKey& key : device.former)
            text += start + key.line() + '\n';
        text += start + device.key.line() + '\n';
    }
    return text;
}

} // namespace takan::sync
