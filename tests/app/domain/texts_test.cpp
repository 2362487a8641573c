// All texts of all rooms: nobody may meet a key, or English inside Chinese.

#include "app/domain/assets.hpp"
#include "app/domain/csv.hpp"
#include "app/domain/kinds.hpp"
#include "sync/base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

using namespace takan;
using app::Language;

namespace {

using Part = std::map<std::string, std::string>; // key to text

std::map<std::string, Part> parts_of(const std::string& tag) { // by room
    std::map<std::string, Part> parts;
    const std::string folder = "text/parts/";
    const std::string ending = "." + tag + ".csv";
    for (const auto& asset : app::assets()) {
        if (!asset.path.starts_with(folder) || !asset.path.ends_with(ending)) continue;
        const std::string room(asset.path.substr(folder.size(), asset.path.size() - folder.size() - ending.size()));
        const auto rows = app::read_csv(asset.bytes);
        CAPTURE(asset.path);
        REQUIRE_MESSAGE(rows, (rows ? "" : sync::describe(rows.error())));
        for (const auto& row : *rows) {
            CAPTURE(row[0]);
            REQUIRE(row.size() == 2);
            CHECK_MESSAGE(parts[room].emplace(row[0], row[1]).second, "the key stands twice");
        }
    }
    return parts;
}

std::set<std::string> keys_of(const Part& part) {
    std::set<std::string> keys;
    for (const auto& [key, text] : part)
        keys.insert(key);
    return keys;
}

std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> names;
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        names.insert(text.substr(at, text.find('}', at) - at));
    return names;
}

// The text without {placeholders} and without command lines, which people type alike in either language: those go from
// "takan " up to the next character that is not ASCII.
std::string prose(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        std::size_t skipped = 0;
        if (text.starts_with('{')) skipped = std::min(text.find('}'), text.size() - 1) + 1;
        if (text.starts_with("takan "))
            while (skipped < text.size() && static_cast<unsigned char>(text[skipped]) < 0x80)
                ++skipped;
        if (skipped == 0) out += text.front();
        text.remove_prefix(std::max<std::size_t>(skipped, 1));
    }
    return out;
}

// Words with three or more Latin letters. What holds a dot, a dash or a digit inside ("laptop.json",
// "libgl1-mesa-dri") is the name of a file or package and cannot be translated.
std::vector<std::string> latin_words(const std::string& text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto is_sign = [](char c) { return std::string_view("._/-0123456789").find(c) != std::string_view::npos; };
    std::vector<std::string> words(1);
    for (const char c : prose(text)) {
        if (is_letter(c) || is_sign(c))
            words.back() += c;
        else
            words.emplace_back();
    }
    std::erase_if(words, [&](std::string& word) {
        word.erase(word.find_last_not_of("./-") + 1);
        return std::count_if(word.begin(), word.end(), is_letter) < 3 || std::any_of(word.begin(), word.end(), is_sign);
    });
    return words;
}

// The text keys in a source file: quoted, with one of the prefixes.
std::set<std::string> keys_in(const std::filesystem::path& file, const std::vector<std::string>& prefixes) {
    std::ifstream stream(file, std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(stream), {}};
    std::set<std::string> keys;
    for (const auto& prefix : prefixes) {
        const std::string start = "\"" + prefix;
        for (std::size_t at = source.find(start); at != std::string::npos; at = source.find(start, at + 1)) {
            const std::string key = source.substr(at + 1, source.find('"', at + 1) - at - 1);
            if (!key.ends_with('.') && key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string::npos)
                keys.insert(key);
        }
    }
    return keys;
}

} // namespace

TEST_CASE("texts: every part has the same keys in both languages, and no key stands in two parts") {
    const auto zh = parts_of("zh-CN");
    const auto en = parts_of("en");
    CHECK(zh.contains("domain"));
    CHECK(zh.contains("kinds"));
    std::set<std::string> seen;
    for (const auto& [room, part] : zh) {
        CAPTURE(room);
        REQUIRE(en.contains(room));
        CHECK(keys_of(part) == keys_of(en.at(room)));
        for (const auto& [key, text] : part) {
            CAPTURE(key);
            CHECK(seen.insert(key).second);
        }
    }
    CHECK(zh.size() == en.size());
}

TEST_CASE("texts: every text says something, in its own language, with the same placeholders") {
    const std::set<std::string> names = {"GPS",  "EXIF",   "JPEG", "HEIC",    "WGS",     "Takan", "SSH",
                                         "USB",  "JSON",   "ID",   "CSV",     "HTML",    "ZIP",   "PNG",
                                         "CGCS", "OpenGL", "Mesa", "Ctrl",    "Alt",     "git",   "ssh",
                                         "http", "https",  "Tab",  "MBTiles", "XLSForm", "Shift"};
    // What is typed and read in a terminal, options and keys of JSON among them, is the same in every language.
    const auto is_syntax = [](std::string_view key) {
        return key.starts_with("cli.") || key.starts_with("form_import."); // names of columns and types of XLSForm
    };
    const std::set<std::string> differ = {"title.visit"}; // English writes the whole date
    const auto en = parts_of("en");
    for (const auto& [room, part] : parts_of("zh-CN")) {
        for (const auto& [key, text] : part) {
            CAPTURE(room);
            CAPTURE(key);
            CAPTURE(text);
            CHECK_FALSE(text.empty());
            CHECK(sync::is_plain_text(text));
            for (const auto& word : is_syntax(key) ? std::vector<std::string>{} : latin_words(text))
                CHECK_MESSAGE(names.contains(word), word);
            if (!en.contains(room) || !en.at(room).contains(key)) continue;
            const std::string& english = en.at(room).at(key);
            CHECK_FALSE(english.empty());
            if (!differ.contains(key)) CHECK(placeholders(text) == placeholders(english));
            std::size_t at = 0;
            while (at < english.size()) {
                const char32_t c = sync::next_code_point(english, at);
                CHECK_MESSAGE(!(c >= 0x4E00 && c <= 0x9FFF), "Chinese in the English text: " << english);
            }
        }
    }
}

TEST_CASE("texts: every key of an error, problem, gap or undo that the program's source names has a text") {
    const std::filesystem::path root = TAKAN_SOURCE_DIR;
    const std::vector<std::string> prefixes = {"error.", "problem.", "gap.", "undo.", "section.", "value.", "title."};
    std::size_t found = 0;
    for (const char* folder : {"app", "sync"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            if (entry.path().extension() != ".cpp") continue;
            for (const auto& key : keys_in(entry.path(), prefixes)) {
                CAPTURE(entry.path().filename());
                CAPTURE(key);
                CHECK(app::has_text(key, Language::zh));
                CHECK(app::has_text(key, Language::en));
                ++found;
            }
        }
    }
    CHECK(found > 40);
}

TEST_CASE("texts: every kind of error has a sentence") {
    for (int kind = 0; kind <= static_cast<int>(sync::ErrorKind::cancelled); ++kind) {
        const std::string key = std::string("error.kind.") + sync::name_of(static_cast<sync::ErrorKind>(kind));
        CAPTURE(key);
        CHECK(app::has_text(key, Language::zh));
        CHECK(app::has_text(key, Language::en));
    }
}
