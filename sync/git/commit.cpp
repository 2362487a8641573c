#include "sync/git/object.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace takan::sync::git {
namespace {

Error bad_commit(const Oid& id, std::string_view why) {
    return fail(ErrorKind::corrupt, "a commit has " + std::string(why), id.hex());
}

// One header: its line, and the lines that go on with a space. `raw` has all of it with its line ends.
struct Header {
    std::string_view raw;
    std::string_view name;
    std::string_view value; // of the first line
};

// Takes the next header; nothing at the empty line that ends them (taken as well) or when a line is malformed.
std::optional<Header> take_header(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const std::size_t space = line.find(' ');
    if (end == std::string_view::npos || space == std::string_view::npos || space == 0) return std::nullopt;
    std::size_t next = end + 1;
    while (next < rest.size() && rest[next] == ' ') {
        const std::size_t more = rest.find('\n', next);
        if (more == std::string_view::npos) return std::nullopt;
        next = more + 1;
    }
    const Header header{rest.substr(0, next), line.substr(0, space), line.substr(space + 1)};
    rest.remove_prefix(next);
    return header;
}

template <class Number>
bool read_number(std::string_view text, Number& out) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    return code == std::errc{} && end == text.data() + text.size();
}

// "+0800" in minutes.
std::optional<int> read_zone(std::string_view text) {
    if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    if (!std::all_of(text.begin() + 1, text.end(), is_digit)) return std::nullopt;
    int digits = 0;
    read_number(text.substr(1), digits);
    const int minutes = digits / 100 * 60 + digits % 100;
    return text[0] == '-' ? -minutes : minutes;
}

// "name <email> seconds zone"
std::optional<Person> read_person(std::string_view text) {
    const std::size_t open = text.find('<');
    const std::size_t close = text.find('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
    std::string_view rest = text.substr(close + 1);
    const std::size_t space = rest.find(' ', 1);
    if (rest.empty() || rest[0] != ' ' || space == std::string_view::npos) return std::nullopt;
    std::uint64_t seconds = 0;
    const auto zone = read_zone(rest.substr(space + 1));
    if (!read_number(rest.substr(1, space - 1), seconds) || !zone) return std::nullopt;
    Person person;
    person.name = text.substr(0, open > 0 && text[open - 1] == ' ' ? open - 1 : open);
    person.email = text.substr(open + 1, close - open - 1);
    const auto greatest = static_cast<std::uint64_t>(greatest_instant.ms / 1000);
    person.when = Instant{static_cast<std::int64_t>(std::min(seconds, greatest)) * 1000};
    person.offset_minutes = *zone;
    return person;
}

// The text of a header over several lines, without the space that each further line begins with.
std::string unfolded(const Header& header) {
    std::string out;
    std::string_view rest = header.raw.substr(header.name.size());
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        out += rest.substr(1, end);
        rest.remove_prefix(end + 1);
    }
    return out;
}

Status take_known_header(const Header& header, Commit& commit, int& stage) {
    enum { want_tree, want_parent, want_committer, done };
    const auto id = [&] { return Oid::parse(header.value); };
    if (stage == want_tree) {
        const auto tree = id();
        if (header.name != "tree" || !tree) return bad_commit(commit.id, "no tree");
        commit.tree = *tree;
        stage = want_parent;
    } else if (stage == want_parent && header.name == "parent") {
        const auto parent = id();
        if (!parent) return bad_commit(commit.id, "a malformed parent");
        commit.parents.push_back(*parent);
    } else {
        const bool author = stage == want_parent;
        const auto person = read_person(header.value);
        if (header.name != (author ? "author" : "committer") || !person) {
            return bad_commit(commit.id, author ? "no readable author" : "no readable committer");
        }
        (author ? commit.author : commit.committer) = *person;
        stage = author ? want_committer : done;
    }
    return {};
}

// No line end, bracket or control character of a person's name may reach the header's structure.
std::string clean(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != '<' && c != '>' && static_cast<unsigned char>(c) >= ' ') out += c;
    }
    const std::size_t first = out.find_first_not_of(' ');
    return first == std::string::npos ? std::string{} : out.substr(first, out.find_last_not_of(' ') - first + 1);
}

std::string person_text(const Person& person) {
    const std::string email = clean(person.email);
    std::string name = clean(person.name);
    if (name.empty()) name = email.empty() ? "unknown" : email; // git refuses a line without a name
    const int zone = std::clamp(person.offset_minutes, -23 * 60 - 59, 23 * 60 + 59);
    const int size = zone < 0 ? -zone : zone;
    const std::string digits = std::to_string(10000 + size / 60 * 100 + size % 60).substr(1);
    const std::int64_t seconds = std::max<std::int64_t>(person.when.ms, 0) / 1000;
    return name + " <" + email + "> " + std::to_string(seconds) + (zone < 0 ? " -" : " +") + digits;
}

} // namespace

std::string commit_payload(const Commit& commit) {
    std::string out = "tree " + commit.tree.hex() + "\n";
    for (const Oid& parent : commit.parents) {
        out += "parent " + parent.hex() + "\n";
    }
    out += "author " + person_text(commit.author) + "\n";
    out += "committer " + person_text(commit.committer) + "\n\n";
    return out + commit.message;
}

std::string signed_commit(std::string_view payload, std::string_view signature) {
    const std::size_t end = payload.find("\n\n");
    const std::size_t at = end == std::string_view::npos ? payload.size() : end + 1;
    while (signature.ends_with('\n')) {
        signature.remove_suffix(1);
    }
    std::string out(payload.substr(0, at));
    out += "gpgsig ";
    for (const char c : signature) {
        out += c;
        if (c == '\n') out += ' ';
    }
    out += '\n';
    return out.append(payload.substr(at));
}

Result<Commit> parse_commit(const Oid& id, std::string_view bytes) {
    constexpr int known_headers_done = 3;
    Commit commit;
    commit.id = id;
    std::string_view rest = bytes;
    int stage = 0;
    bool is_signed = false;
    while (const auto header = take_header(rest)) {
        if (stage != known_headers_done) {
            if (header->raw.size() != header->name.size() + header->value.size() + 2) {
                return bad_commit(id, "a header over several lines where none may be");
            }
            TAKAN_TRY(take_known_header(*header, commit, stage));
        } else if (header->name == "gpgsig") {
            if (is_signed) return bad_commit(id, "two signatures");
            commit.signature = unfolded(*header);
            is_signed = true;
            continue;
        } else if (header->name.starts_with("gpgsig")) {
            continue; // signed for another hash; git leaves it out of what it checks too
        }
        commit.payload += header->raw;
    }
    if (stage != known_headers_done) return bad_commit(id, "too few headers");
    if (!rest.empty()) {
        if (rest[0] != '\n') return bad_commit(id, "a malformed header");
        commit.message = rest.substr(1);
        commit.payload += rest;
    }
    return commit;
}

Result<Commit> parse_lineage(const Oid& id, std::string_view bytes) {
    Commit commit;
    commit.id = id;
    std::string_view rest = bytes;
    bool has_tree = false;
    while (const auto header = take_header(rest)) {
        const auto named = Oid::parse(header->value);
        if (!has_tree) {
            if (header->name != "tree" || !named) break;
            commit.tree = *named;
            has_tree = true;
        } else if (header->name == "parent" && named) {
            commit.parents.push_back(*named);
        } else {
            break; // git, too, reads parents only where they stand together
        }
    }
    if (!has_tree) return bad_commit(id, "no tree");
    return commit;
}

} // namespace takan::sync::git
