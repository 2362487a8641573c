#include "sync/git/tidy.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/pack_reader.hpp"
#include "sync/git/pack_writer.hpp"
#include "sync/git/sweep.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <string>

#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t many = 40;
constexpr std::uint64_t greatest_small = 16 * 1024 * 1024; // the next ones are photos or were joined often enough
constexpr std::uint64_t greatest_joined = 64 * 1024 * 1024;

fs::path beside(const fs::path& index, const char* extension) {
    return fs::path(index).replace_extension(extension);
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

constexpr std::array keeping{".keep", ".promisor", ".bitmap", ".mtimes"};

bool may_go(const fs::path& index) {
    return std::ranges::none_of(keeping, [&](const char* extension) { return is_there(beside(index, extension)); });
}

struct Small {
    std::uint64_t size = 0;
    fs::path index;
};

// The small packs, the smallest first, as many as make one pack. The folder is read once: most packs hold photos and
// are kept, and a look at each would take long on a share.
std::vector<Small> small_packs(const fs::path& packs) {
    std::vector<Small> small;
    const std::set<std::string> names = names_in(packs);
    if (names.contains("multi-pack-index")) return small;
    for (const std::string& name : names) {
        if (!name.starts_with("pack-") || !name.ends_with(".idx")) continue;
        const fs::path index = packs / path_from_utf8(name);
        const auto is_beside = [&](const char* extension) { return names.contains(utf8(beside(name, extension))); };
        if (std::ranges::any_of(keeping, is_beside)) continue;
        std::error_code missing;
        const std::uint64_t size = fs::file_size(beside(index, ".pack"), missing);
        if (!missing && size <= greatest_small) small.push_back({size, index});
    }
    std::ranges::sort(small, {}, &Small::size);
    std::uint64_t sum = 0;
    const auto enough =
        std::ranges::find_if(small, [&](const Small& one) { return (sum += one.size) > greatest_joined; });
    small.erase(enough, small.end());
    return small;
}

struct Piece {
    PackEntry entry;
    std::size_t size = 0; // in the pack, with its head
};

Error damaged(const fs::path& index) {
    return fail(ErrorKind::corrupt, "a pack is damaged and stays as it is", utf8(index));
}

// Every object of the pack in the order in which they lie there. Error corrupt unless all are what the index says.
Result<std::vector<Piece>> pieces_of(PackReader& pack) {
    TAKAN_TRY_LET(entries, pack.entries());
    TAKAN_TRY_LET(end, pack.end());
    std::ranges::sort(entries, {}, &PackEntry::offset);
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t next = i + 1 < entries.size() ? entries[i + 1].offset : end;
        if (next <= entries[i].offset || next > end) return damaged(pack.index_path());
        pieces.push_back({entries[i], static_cast<std::size_t>(next - entries[i].offset)});
        TAKAN_TRY_LET(raw, pack.raw(entries[i].offset, pieces.back().size));
        if (crc_of(raw) != entries[i].crc) return damaged(pack.index_path());
    }
    return pieces;
}

// The id of the object at `offset`, for a delta that names its base by its place.
Result<Oid> id_at(const PackReader& pack, const std::vector<Piece>& pieces, std::uint64_t offset) {
    const auto found =
        std::ranges::lower_bound(pieces, offset, {}, [](const Piece& piece) { return piece.entry.offset; });
    if (found == pieces.end() || found->entry.offset != offset) return damaged(pack.index_path());
    return found->entry.id;
}

Status copy_piece(PackReader& pack, const std::vector<Piece>& pieces, const Piece& piece, PackWriter& into) {
    const std::uint64_t at = piece.entry.offset;
    TAKAN_TRY_LET(head, pack.head(at));
    std::optional<Oid> base; // places mean nothing in another pack
    if (head.kind == PackedHead::Kind::delta_from_offset) {
        TAKAN_TRY_LET(id, id_at(pack, pieces, head.base));
        base = id;
    }
    TAKAN_TRY_LET(raw, pack.raw(at, piece.size));
    const auto head_size = static_cast<std::size_t>(head.data - at);
    if (head_size > raw.size()) return damaged(pack.index_path());
    if (!base) return into.copy(piece.entry.id, raw);
    return into.copy_delta(piece.entry.id, *base, head.size, raw.substr(head_size));
}

// Looks through the whole pack first: half of one would leave deltas without their bases.
Status copy_pack(PackReader& pack, PackWriter& into) {
    TAKAN_TRY_LET(pieces, pieces_of(pack));
    for (const Piece& piece : pieces) {
        TAKAN_TRY_LET(head, pack.head(piece.entry.offset));
        if (head.kind == PackedHead::Kind::delta_from_offset) TAKAN_TRY(id_at(pack, pieces, head.base));
    }
    for (const Piece& piece : pieces) {
        const Status copied = copy_piece(pack, pieces, piece, into);
        if (copied) continue;
        Error error = copied.error();
        // Seen whole a moment ago: it changes under our hands, and what was copied of it cannot be taken back.
        const bool may_be_left_out = error.kind == ErrorKind::corrupt || error.kind == ErrorKind::missing;
        if (may_be_left_out) error.kind = ErrorKind::broken;
        return error;
    }
    return {};
}

Result<std::size_t> join(const fs::path& folder, const std::stop_token& stop) {
    const fs::path packs = folder / "objects" / "pack";
    TAKAN_TRY_LET(writer, PackWriter::start(folder));
    std::vector<fs::path> joined;
    for (const Small& small : small_packs(packs)) {
        if (stop.stop_requested()) return fail(ErrorKind::cancelled, "tidying was stopped");
        PackReader pack(small.index);
        const Status copied = copy_pack(pack, writer);
        if (copied) {
            joined.push_back(small.index);
        } else if (copied.error().kind != ErrorKind::corrupt && copied.error().kind != ErrorKind::missing) {
            return copied.error();
        } // else it stays: it is damaged, or somebody just removed it
    }
    if (joined.size() < 2) return std::size_t{0};
    TAKAN_TRY_LET(name, writer.finish());
    if (!name) return std::size_t{0};
    for (const fs::path& index : joined) {
        if (utf8(index.stem()) == *name || !may_go(index)) continue;
        (void)remove_pack(index); // one that stays is in the new pack too
    }
    TAKAN_TRY(sync_folder(packs));
    return joined.size();
}

} // namespace

Result<std::size_t> tidy(Repo& repo, const std::stop_token& stop) {
    const fs::path& folder = repo.folder();
    if (const auto now = file_system_now(folder / "objects" / "pack")) {
        sweep_packs(folder, *now);
        sweep_loose(folder, *now);
        sweep_unfinished(folder, *now);
    }
    sweep_locks(folder);
    if (small_packs(folder / "objects" / "pack").size() <= many) return std::size_t{0};
    const auto lock = LockFile::take(folder / "takan-tidy");
    if (!lock && lock.error().kind == ErrorKind::busy) return std::size_t{0};
    if (!lock) return lock.error();
    const auto joined = join(folder, stop);
    repo.refresh();
    return joined;
}

} // namespace takan::sync::git
