#include "sync/git/loose_object.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t start_size = 512;   // of a file, which shows the head
constexpr std::size_t greatest_head = 32; // "commit 18446744073709551615\0"

struct Head {
    ObjectType type = ObjectType::blob;
    std::uint64_t size = 0;
    std::size_t length = 0; // of the head itself
};

Error damaged(const fs::path& path) {
    return fail(ErrorKind::corrupt, "a loose object is damaged", utf8(path));
}

// "type size\0"
std::optional<Head> parse_head(std::string_view bytes) {
    struct Named {
        std::string_view name;
        ObjectType type;
    };
    constexpr std::array<Named, 4> types{{{"commit", ObjectType::commit},
                                          {"tree", ObjectType::tree},
                                          {"blob", ObjectType::blob},
                                          {"tag", ObjectType::tag}}};
    const std::size_t end = bytes.find('\0');
    const std::size_t space = bytes.find(' ');
    if (end == std::string_view::npos || space >= end) return std::nullopt;
    const auto* type = std::ranges::find(types, bytes.substr(0, space), &Named::name);
    if (type == types.end()) return std::nullopt;
    Head head{type->type, 0, end + 1};
    const char* last = bytes.data() + end;
    const auto [stopped, code] = std::from_chars(bytes.data() + space + 1, last, head.size);
    return code == std::errc{} && stopped == last ? std::optional(head) : std::nullopt;
}

Result<Head> read_head(const OpenFile& file, const fs::path& path) {
    std::array<char, start_size> start{};
    TAKAN_TRY_LET(got, read_at(file.descriptor, 0, start, path));
    const auto head = parse_head(inflate_start({start.data(), got}, greatest_head));
    if (!head || !may_hold(file.size, head->size)) return damaged(path);
    return *head;
}

} // namespace

fs::path loose_path(const fs::path& objects, const Oid& id) {
    const std::string hex = id.hex();
    return objects / hex.substr(0, 2) / hex.substr(2);
}

Result<std::pair<ObjectType, std::uint64_t>> loose_header(const fs::path& path) {
    TAKAN_TRY_LET(file, open_regular(path));
    TAKAN_TRY_LET(head, read_head(file, path));
    return std::pair(head.type, head.size);
}

Result<PackedObject> read_loose(const fs::path& path, std::size_t limit, Inflater& inflater) {
    TAKAN_TRY_LET(file, open_regular(path));
    TAKAN_TRY_LET(head, read_head(file, path));
    if (head.size > limit) {
        return fail(ErrorKind::invalid, "an object is larger than " + std::to_string(limit) + " bytes", utf8(path));
    }
    // Twice its size is more than any zlib needs.
    if (file.size > 2 * head.size + 64 * 1024) return damaged(path);
    std::string in(static_cast<std::size_t>(file.size), '\0');
    TAKAN_TRY_LET(got, read_at(file.descriptor, 0, in, path));
    std::string out(head.length + static_cast<std::size_t>(head.size), '\0');
    if (got != in.size() || !inflater.inflate(in, out)) return damaged(path);
    out.erase(0, head.length);
    return PackedObject{head.type, std::move(out)};
}

} // namespace takan::sync::git
