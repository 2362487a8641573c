#include "sync/git/packed_refs.hpp"

#include "sync/base/files.hpp"

namespace takan::sync::git {
namespace {

constexpr std::size_t greatest_file = 256 * 1024 * 1024; // some three million refs
constexpr std::size_t id_digits = 40;

// Where the line "<id> <name>\n" begins.
std::size_t line_of(std::string_view packed, std::string_view name) {
    const std::string end = " " + std::string(name) + "\n";
    for (std::size_t at = packed.find(end); at != std::string_view::npos; at = packed.find(end, at + 1)) {
        const bool begins_line = at == id_digits || (at > id_digits && packed[at - id_digits - 1] == '\n');
        if (begins_line) return at - id_digits;
    }
    return std::string_view::npos;
}

} // namespace

Result<std::string> read_packed_refs(const std::filesystem::path& folder) {
    auto bytes = read_file(folder / "packed-refs", greatest_file);
    if (!bytes && bytes.error().kind == ErrorKind::missing) return std::string();
    if (bytes && !bytes->empty() && !bytes->ends_with('\n')) *bytes += '\n';
    return bytes;
}

std::optional<Oid> find_packed(std::string_view packed, std::string_view name) {
    const std::size_t at = line_of(packed, name);
    if (at == std::string_view::npos) return std::nullopt;
    const auto id = Oid::parse(packed.substr(at, id_digits));
    return id ? std::optional(*id) : std::nullopt;
}

Status each_packed(std::string_view packed, const std::function<void(std::string_view, const Oid&)>& found) {
    while (!packed.empty()) {
        const std::string_view line = packed.substr(0, packed.find('\n'));
        packed.remove_prefix(line.size() + 1);
        if (line.starts_with('#') || line.starts_with('^')) continue;
        const auto id = Oid::parse(line.substr(0, id_digits));
        if (!id || line.size() < id_digits + 2 || line[id_digits] != ' ') {
            return fail(ErrorKind::corrupt, "packed-refs has a malformed line", std::string(line.substr(0, 100)));
        }
        found(line.substr(id_digits + 1), *id);
    }
    return {};
}

std::string without_packed(std::string_view packed, std::string_view name) {
    const std::size_t at = line_of(packed, name);
    if (at == std::string_view::npos) return std::string(packed);
    std::size_t end = packed.find('\n', at) + 1;
    while (end < packed.size() && packed[end] == '^') {
        end = packed.find('\n', end) + 1;
    }
    return std::string(packed.substr(0, at)).append(packed.substr(end));
}

} // namespace takan::sync::git
