#include "sync/record/record.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <cassert>

namespace takan::sync {
namespace {

constexpr std::size_t device_length = 6;
constexpr std::size_t greatest_kind = 32;
constexpr std::size_t greatest_field_name = 128;

bool is_kind_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_kind_character(char c) {
    return is_kind_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

bool holds_true(const Field& field) {
    return std::any_of(field.begin(), field.end(), [](const auto& written) {
        const bool* flag = written.second.flag();
        return flag != nullptr && *flag;
    });
}

// A set's member, as far as a program can tell that does not know the kind.
bool is_set_member(std::string_view name, const Field& field) {
    return name.find('.') != std::string_view::npos && std::all_of(field.begin(), field.end(), [](const auto& written) {
               return written.second.flag() != nullptr;
           });
}

Instant next_time(const Seen& seen, DeviceId device, Instant now) {
    Instant time = now;
    if (const auto newest = seen.find(device); newest != seen.end()) time.ms = std::max(time.ms, newest->second.ms + 1);
    return std::clamp(time, least_instant, greatest_instant);
}

} // namespace

std::string to_text(const Edit& edit) {
    std::string text = edit.device.text();
    text += '@';
    append_text(text, edit.time);
    return text;
}

Result<Edit> parse_edit(std::string_view text) {
    if (text.size() <= device_length || text[device_length] != '@') {
        return fail(ErrorKind::invalid, "an edit has the form device@time");
    }
    TAKAN_TRY_LET(device, DeviceId::parse(text.substr(0, device_length)));
    TAKAN_TRY_LET(time, parse_instant(text.substr(device_length + 1)));
    return Edit{device, time};
}

bool covers(const Seen& seen, const Edit& edit) {
    const auto newest = seen.find(edit.device);
    return newest != seen.end() && edit.time <= newest->second;
}

bool is_kind(std::string_view text) {
    return !text.empty() && text.size() <= greatest_kind && is_kind_letter(text.front()) &&
           std::all_of(text.begin(), text.end(), is_kind_character);
}

bool is_field_name(std::string_view text) {
    return !text.empty() && text.size() <= greatest_field_name && is_plain_text(text) &&
           text.find_first_of("\t\n") == std::string_view::npos;
}

Edit write(Record& record, std::string_view field, Value value, DeviceId device, Instant now) {
    assert(is_field_name(field));
    value = with_plain_text(std::move(value));
    assert(is_storable(value));
    const Edit edit{device, next_time(record.seen, device, now)};
    record.fields.insert_or_assign(std::string(field), Field{{edit, std::move(value)}});
    record.seen.insert_or_assign(device, edit.time);
    return edit;
}

const Field* find_field(const Record& record, std::string_view field) {
    const auto found = record.fields.find(field);
    return found == record.fields.end() ? nullptr : &found->second;
}

const Value* shown(const Record& record, std::string_view field) {
    const Field* found = find_field(record, field);
    if (found == nullptr || found->empty()) return nullptr;
    const bool true_wins = is_set_member(field, *found) && holds_true(*found);
    const Field::value_type* best = nullptr;
    for (const auto& written : *found) { // by device, so that on a tie the greater one comes last
        if (true_wins && !*written.second.flag()) continue;
        if (best == nullptr || written.first.time >= best->first.time) best = &written;
    }
    return &best->second;
}

bool is_contested(std::string_view name, const Field& field) {
    if (field.size() < 2) return false;
    const Value& first = field.begin()->second;
    const auto differs = [&](const auto& written) { return written.second != first; };
    return std::any_of(field.begin(), field.end(), differs) && !is_set_member(name, field);
}

std::vector<std::string> contested_fields(const Record& record) {
    std::vector<std::string> names;
    for (const auto& [name, field] : record.fields) {
        if (is_contested(name, field)) names.push_back(name);
    }
    return names;
}

bool set_member(const Record& record, std::string_view set, std::string_view member) {
    const Field* field = find_field(record, std::string(set) + '.' + std::string(member));
    return field != nullptr && holds_true(*field);
}

std::vector<std::string> set_members(const Record& record, std::string_view set) {
    const std::string prefix = std::string(set) + '.';
    std::vector<std::string> members;
    for (auto at = record.fields.lower_bound(prefix); at != record.fields.end(); ++at) {
        if (at->first.compare(0, prefix.size(), prefix) != 0) break;
        if (holds_true(at->second)) members.push_back(at->first.substr(prefix.size()));
    }
    return members;
}

std::string shown_text(const Record& record, std::string_view field) {
    const Value* value = shown(record, field);
    const std::string* text = value == nullptr ? nullptr : value->text();
    return text == nullptr ? std::string() : *text;
}

std::optional<std::int64_t> shown_number(const Record& record, std::string_view field) {
    const Value* value = shown(record, field);
    const std::int64_t* number = value == nullptr ? nullptr : value->number();
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<bool> shown_flag(const Record& record, std::string_view field) {
    const Value* value = shown(record, field);
    const bool* flag = value == nullptr ? nullptr : value->flag();
    return flag == nullptr ? std::nullopt : std::optional(*flag);
}

} // namespace takan::sync
