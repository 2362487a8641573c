#include "sync/record/json.hpp"

#include <array>
#include <charconv>

namespace takan::sync {
namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t written = 0;
    for (std::size_t at = text.find_first_of("\"\\\t\n"); at != std::string_view::npos;
         at = text.find_first_of("\"\\\t\n", written)) {
        out += text.substr(written, at - written);
        out += '\\';
        out += text[at] == '\t' ? 't' : text[at] == '\n' ? 'n' : text[at];
        written = at + 1;
    }
    out += text.substr(written);
    out += '"';
}

void append_number(std::string& out, std::int64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_value(std::string& out, const Value& value);

void append_array(std::string& out, const Value::Array& items) {
    out += '[';
    std::string_view separator;
    for (const Value& item : items) {
        out += separator;
        append_value(out, item);
        separator = ", ";
    }
    out += ']';
}

void append_object(std::string& out, const Value::Object& members) {
    out += '{';
    std::string_view separator;
    for (const auto& [name, member] : members) {
        out += separator;
        append_string(out, name);
        out += ": ";
        append_value(out, member);
        separator = ", ";
    }
    out += '}';
}

void append_value(std::string& out, const Value& value) {
    if (const auto* flag = value.flag()) {
        out += *flag ? "true" : "false";
    } else if (const auto* number = value.number()) {
        append_number(out, *number);
    } else if (const auto* text = value.text()) {
        append_string(out, *text);
    } else if (const auto* items = value.array()) {
        append_array(out, *items);
    } else if (const auto* members = value.object()) {
        append_object(out, *members);
    } else {
        out += "null";
    }
}

void append_seen(std::string& out, const Seen& seen) {
    out += '{';
    std::string_view separator;
    for (const auto& [device, time] : seen) {
        out += separator;
        out += '"';
        out += device.view();
        out += "\": \"";
        append_text(out, time);
        out += '"';
        separator = ", ";
    }
    out += '}';
}

void append_field(std::string& out, const Field& field) {
    out += '{';
    std::string_view separator;
    for (const auto& [edit, value] : field) {
        out += separator;
        out += '"';
        out += edit.device.view();
        out += '@';
        append_text(out, edit.time);
        out += "\": ";
        append_value(out, value);
        separator = ", ";
    }
    out += '}';
}

void append_fields(std::string& out, const Fields& fields) {
    if (fields.empty()) {
        out += "{}";
        return;
    }
    std::string_view separator = "{\n    ";
    for (const auto& [name, field] : fields) {
        out += separator;
        append_string(out, name);
        out += ": ";
        append_field(out, field);
        separator = ",\n    ";
    }
    out += "\n  }";
}

} // namespace

std::string canonical(const Value& value) {
    std::string out;
    append_value(out, value);
    return out;
}

std::string canonical(const Record& record) {
    std::string out;
    out.reserve(256 + 96 * record.fields.size());
    out += "{\n  \"id\": \"";
    out += record.id.text();
    out += "\",\n  \"kind\": ";
    append_string(out, record.kind);
    out += ",\n  \"seen\": ";
    append_seen(out, record.seen);
    out += ",\n  \"fields\": ";
    append_fields(out, record.fields);
    for (const auto& [key, value] : record.unknown) {
        out += ",\n  ";
        append_string(out, key);
        out += ": ";
        append_value(out, value);
    }
    out += "\n}\n";
    return out;
}

} // namespace takan::sync
