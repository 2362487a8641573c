#include "app/forms/sheet_xml.hpp"

#include "app/domain/china_time.hpp"
#include "sync/base/instant.hpp"

#include <pugixml.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

namespace takan::app {
namespace {

using pugi::xml_node;

constexpr double last_day = 2958465; // 9999-12-31, counted from 1899-12-30
constexpr int seconds_of_day = 86400;

NumberLook look_of(bool has_date, bool has_time) {
    if (has_date) return has_time ? NumberLook::date_time : NumberLook::date;
    return has_time ? NumberLook::time : NumberLook::number;
}

// The formats that every spreadsheet has without writing them down (ECMA-376, 18.8.30), those of Chinese ones too.
NumberLook built_in_look(int format) {
    if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) || (format >= 50 && format <= 54) ||
        (format >= 57 && format <= 58) || format == 36)
        return NumberLook::date;
    if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47) || (format >= 32 && format <= 35) ||
        format == 55 || format == 56)
        return NumberLook::time;
    return format == 22 ? NumberLook::date_time : NumberLook::number;
}

// Which of y d h s stand in a format code outside of quotes and brackets; m alone says month or minute.
NumberLook look_of_code(const char* code) {
    bool has_date = false, has_time = false, has_m = false;
    for (const char* at = code; *at != '\0' && *at != ';'; ++at) {
        const char c = *at;
        if (c == '"' || c == '[') {
            const char* end = std::strchr(at + 1, c == '"' ? '"' : ']');
            if (end == nullptr) break;
            const bool hours = c == '[' && (at[1] == 'h' || at[1] == 'm' || at[1] == 's');
            has_time = has_time || hours;
            at = end;
        } else if (c == '\\' && at[1] != '\0') {
            ++at;
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            has_date = true;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            has_time = true;
        } else if (c == 'm' || c == 'M') {
            has_m = true;
        }
    }
    if (has_m && !has_date && !has_time) has_date = true;
    return look_of(has_date, has_time);
}

const char* local(const char* name) {
    const char* colon = std::strchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

} // namespace

sync::Result<std::vector<NumberLook>> read_looks(const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size()))
        return sync::fail(sync::ErrorKind::invalid, "the styles are damaged", "styles.xml", "error.not_a_workbook");
    std::map<int, NumberLook> own;
    std::vector<NumberLook> looks;
    for (const xml_node part : document.document_element().children()) {
        if (std::strcmp(local(part.name()), "numFmts") == 0)
            for (const xml_node format : part.children())
                own[format.attribute("numFmtId").as_int()] = look_of_code(format.attribute("formatCode").value());
        if (std::strcmp(local(part.name()), "cellXfs") == 0)
            for (const xml_node style : part.children()) {
                const int format = style.attribute("numFmtId").as_int();
                const auto found = own.find(format);
                looks.push_back(found == own.end() ? built_in_look(format) : found->second);
            }
    }
    return looks;
}

// Fifteen digits are what a spreadsheet shows: 1.1000000000000001 was typed as 1.1.
std::string number_text(double number) {
    std::array<char, 64> text{};
    if (std::abs(number) < 1e15 && number == std::floor(number)) {
        std::snprintf(text.data(), text.size(), "%.0f", number == 0 ? 0.0 : number);
        return text.data();
    }
    std::snprintf(text.data(), text.size(), "%.15g", number);
    return text.data();
}

std::string date_number_text(double days, NumberLook look, bool from_1904) {
    constexpr double offset_1904 = 1462; // between the two ways to count
    if (from_1904 && look != NumberLook::time) days += offset_1904;
    if (!(days >= 0 && days <= last_day + 1)) return {};
    const auto seconds = static_cast<std::int64_t>(std::llround(days * seconds_of_day));
    const std::int64_t day = seconds / seconds_of_day;
    const auto second = static_cast<int>(seconds % seconds_of_day);
    std::array<char, 16> clock{};
    std::snprintf(clock.data(), clock.size(), "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
    if (look == NumberLook::time) return clock.data();
    constexpr std::int64_t day_of_1970 = 25569;
    constexpr std::int64_t ms_of_day = 86'400'000;
    std::string date = date_text(sync::date_of(sync::Instant{(day - day_of_1970) * ms_of_day}));
    if (look == NumberLook::date) return date;
    return date + "T" + clock.data();
}

} // namespace takan::app
