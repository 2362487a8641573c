#include "sync/exchange/laptop.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/address.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/record/json.hpp"

#include <system_error>
#include <utility>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t identity_version = 1;
constexpr std::size_t greatest_identity = 64 * 1024; // bytes; a name, a label and an address are far smaller

fs::path identity_path(const fs::path& folder) {
    return folder / "laptop.json";
}
fs::path repo_path(const fs::path& folder) {
    return folder / "repo.git";
}

Error corrupt(const fs::path& path, std::string reason) {
    return fail(ErrorKind::corrupt, std::move(reason), utf8(path), "error.laptop_corrupt");
}

// A folder without its laptop.json is how a creation looks that was broken off: its key, which nobody knows yet, is
// kept.
Result<DeviceKey> key_for(const fs::path& folder, DeviceId device) {
    auto kept = DeviceKey::load(key_path(folder));
    if (kept || kept.error().kind != ErrorKind::missing) return kept;
    DeviceKey key = DeviceKey::generate();
    TAKAN_TRY(key.save(key_path(folder), device.text() + "@takan"));
    return key;
}

// Absent in a laptop that was never another device.
Result<std::vector<DeviceId>> former_devices(const Value::Object& object, const fs::path& path) {
    std::vector<DeviceId> former;
    const auto found = object.find("former");
    if (found == object.end()) return former;
    if (found->second.array() == nullptr) return corrupt(path, "the former devices are no list");
    for (const auto& one : *found->second.array()) {
        const auto id = one.text() == nullptr ? DeviceId::parse("") : DeviceId::parse(*one.text());
        if (!id) return corrupt(path, "a former device's id is malformed");
        former.push_back(*id);
    }
    return former;
}

Result<std::string> text_member(const Value::Object& object, const std::string& name, const fs::path& path) {
    const auto found = object.find(name);
    if (found == object.end() || found->second.text() == nullptr)
        return corrupt(path, "the text '" + name + "' is missing");
    return *found->second.text();
}

} // namespace

Result<Identity> create_laptop(const fs::path& folder, std::string_view name, std::string_view team_address,
                               std::string_view label) {
    std::error_code code;
    if (fs::exists(identity_path(folder), code)) {
        return fail(ErrorKind::invalid, "there is a laptop already", utf8(folder), "error.laptop_exists");
    }
    Identity identity;
    identity.device = DeviceId::random();
    identity.name = trimmed(plain_text(name));
    identity.team_address = absolute_address(team_address);
    identity.label = trimmed(plain_text(label));
    if (identity.name.empty()) {
        return fail(ErrorKind::invalid, "a laptop needs its person's name", utf8(folder), "error.name_needed");
    }
    TAKAN_TRY(make_folder(folder));
    TAKAN_TRY(key_for(folder, identity.device));
    TAKAN_TRY(git::Repo::create(repo_path(folder)));
    TAKAN_TRY(mark_place(folder));
    TAKAN_TRY(write_identity(folder, identity)); // last: from here on the laptop is there
    return identity;
}

Result<Identity> read_identity(const fs::path& folder) {
    const fs::path path = identity_path(folder);
    auto bytes = read_file(path, greatest_identity);
    if (!bytes && bytes.error().kind == ErrorKind::missing) {
        return fail(ErrorKind::missing, "there is no laptop here", utf8(folder), "error.no_laptop");
    }
    if (!bytes) return bytes.error();
    const auto value = read_value(*bytes);
    if (!value) return corrupt(path, value.error().message);
    const Value::Object* object = value->object();
    if (object == nullptr) return corrupt(path, "it is no JSON object");
    const auto version = object->find("version");
    if (version == object->end() || version->second.number() == nullptr) return corrupt(path, "the version is missing");
    if (*version->second.number() > identity_version) {
        return fail(ErrorKind::denied, "a newer version of Takan made this laptop", utf8(path), "error.laptop_newer");
    }
    TAKAN_TRY_LET(device, text_member(*object, "device", path));
    auto id = DeviceId::parse(device);
    if (!id) return corrupt(path, "the device id is malformed");
    Identity identity;
    identity.device = *id;
    TAKAN_TRY_LET(name, text_member(*object, "name", path));
    TAKAN_TRY_LET(address, text_member(*object, "team", path));
    TAKAN_TRY_LET(label, text_member(*object, "label", path));
    identity.name = std::move(name);
    identity.team_address = std::move(address);
    identity.label = std::move(label);
    TAKAN_TRY_LET(former, former_devices(*object, path));
    identity.former = std::move(former);
    return identity;
}

Status write_identity(const fs::path& folder, const Identity& identity) {
    Value::Object object;
    object["version"] = identity_version;
    object["device"] = identity.device.text();
    object["name"] = identity.name;
    object["team"] = identity.team_address;
    object["label"] = identity.label;
    if (!identity.former.empty()) {
        Value::Array former;
        for (const auto& one : identity.former)
            former.emplace_back(one.text());
        object["former"] = std::move(former);
    }
    const Value value = with_plain_text(Value(std::move(object)));
    return write_file(identity_path(folder), canonical(value) + "\n");
}

Result<Signer> load_signer(const fs::path& folder) {
    TAKAN_TRY_LET(identity, read_identity(folder));
    auto key = DeviceKey::load(key_path(folder));
    if (!key) {
        Error error = key.error();
        if (error.text_key.empty()) error.text_key = "error.key_unreadable";
        return error;
    }
    return Signer{identity.device, std::move(identity.name), std::move(*key)};
}

fs::path key_path(const fs::path& folder) {
    return folder / "device.key";
}

Result<git::Repo> open_repo(const fs::path& folder) {
    return git::Repo::open(repo_path(folder));
}

} // namespace takan::sync
