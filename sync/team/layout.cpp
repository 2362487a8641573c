#include "sync/team/layout.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::string_view email_domain = "@takan";
constexpr std::string_view suffix = ".json";
constexpr std::string_view member_folder = "team/member/";
constexpr std::string_view device_folder = "team/device/";
constexpr std::string_view form_folder = "forms/";

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool is_id_file(std::string_view name) {
    if (name.size() <= suffix.size() || name.substr(name.size() - suffix.size()) != suffix) return false;
    return static_cast<bool>(RecordId::parse(name.substr(0, name.size() - suffix.size())));
}

// A form's name is shown and becomes a file elsewhere: plain text, no hidden files, no empty folders' names.
bool is_form_name(std::string_view name) {
    const auto parts = split(name, '/');
    const auto fits = [](std::string_view part) { return !part.empty() && part.front() != '.'; };
    return is_plain_text(name) && name.find_first_of("\t\n\\") == std::string_view::npos &&
           std::all_of(parts.begin(), parts.end(), fits);
}

// These names are taken: registry records lie below team/, requests on refs of their own, forms are no records.
bool is_kind_of_records(std::string_view kind) {
    return kind != "member" && kind != "device" && kind != "team" && kind != "forms" && kind != "join";
}

} // namespace

std::string media_ref(DeviceId device, CivilDate day) {
    return "refs/media/" + device.text() + '/' + to_text(start_of(day)).substr(0, 10);
}

std::string join_ref(DeviceId device) {
    return std::string(join_prefix) + device.text();
}

std::string committer_email(DeviceId device) {
    return device.text() + std::string(email_domain);
}

Result<DeviceId> device_of_email(std::string_view email) {
    const std::size_t at = email.find('@');
    if (at == std::string_view::npos || email.substr(at) != email_domain)
        return fail(ErrorKind::invalid, "a device's address ends in " + std::string(email_domain), std::string(email));
    return DeviceId::parse(email.substr(0, at));
}

Place place_of(std::string_view path) {
    if (path == format_path) return Place::format;
    if (path == signers_path) return Place::signers;
    if (path == attributes_path) return Place::attributes;
    if (starts_with(path, member_folder) && is_id_file(path.substr(member_folder.size()))) return Place::member;
    if (starts_with(path, device_folder) && is_id_file(path.substr(device_folder.size()))) return Place::device;
    if (starts_with(path, form_folder) && is_form_name(path.substr(form_folder.size()))) return Place::form;
    const auto parsed = parse_record_path(path);
    return parsed && is_kind_of_records(parsed->kind) ? Place::record : Place::nowhere;
}

std::string path_of(std::string_view kind, const RecordId& id) {
    if (kind == "member") return std::string(member_folder) + id.text() + std::string(suffix);
    if (kind == "device") return std::string(device_folder) + id.text() + std::string(suffix);
    return record_path(kind, id);
}

bool is_guarded_kind(std::string_view kind) {
    return kind == "member" || kind == "device" || kind == "form";
}

std::string path_of(const Record& record) {
    return path_of(record.kind, record.id);
}

} // namespace takan::sync
