#include "sync/git/pack_writer.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/pack_file.hpp"
#include "sync/git/pack_index.hpp"
#include "sync/git/sha1.hpp"
#include "sync/git/sweep.hpp"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <limits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t count_offset = 8; // of the number of objects in the pack's head

std::string_view view_of(const Oid& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

Status create_empty(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return error_from_errno(errno, "create file", path);
    return ::close(descriptor) == 0 ? Status() : Status(error_from_errno(errno, "close file", path));
}

// Removes a file that was put in place, unless all of its siblings could be put in place too.
class Undo {
public:
    explicit Undo(fs::path path) : m_path(std::move(path)) {}
    Undo(const Undo&) = delete;
    Undo& operator=(const Undo&) = delete;
    ~Undo() {
        if (!m_path.empty()) ::unlink(m_path.c_str());
    }
    void keep() { m_path.clear(); }

private:
    fs::path m_path;
};

} // namespace

struct PackWriter::State {
    State(fs::path pack_folder, PackFile pack_file) : folder(std::move(pack_folder)), pack(std::move(pack_file)) {}

    Status append(std::string_view bytes);
    Status write(const Oid& id, const std::function<Status()>& object);
    Result<Oid> close_pack();
    Status put_in_place(const std::string& name, PackFile& index, bool keep);

    fs::path folder;
    PackFile pack;
    PackEncoder encoder;
    std::vector<PackEntry> entries;
    std::unordered_set<Oid> known;
    std::uint32_t crc = 0; // of the object that is being written
    bool failed = false;   // half an object is in the file: it can never become a pack
};

Status PackWriter::State::append(std::string_view bytes) {
    crc = libdeflate_crc32(crc, bytes.data(), bytes.size());
    return pack.write(bytes);
}

// Writes one object, unless it is in the pack already.
Status PackWriter::State::write(const Oid& id, const std::function<Status()>& object) {
    if (failed) return fail(ErrorKind::broken, "the pack could not be written before");
    if (known.contains(id)) return {};
    if (entries.size() == std::numeric_limits<std::uint32_t>::max()) {
        return fail(ErrorKind::invalid, "a pack holds no more objects than that");
    }
    crc = 0;
    failed = true;
    const std::uint64_t offset = pack.size();
    TAKAN_TRY(object());
    failed = false;
    known.insert(id);
    entries.push_back({id, crc, offset});
    return {};
}

// Writes the number of objects, which was not known before, and the trailer: SHA-1 over everything. Returns the
// trailer.
Result<Oid> PackWriter::State::close_pack() {
    std::string count;
    append_u32(count, static_cast<std::uint32_t>(entries.size()));
    Sha1 hash;
    TAKAN_TRY(pack.overwrite(count_offset, count));
    TAKAN_TRY(pack.read_back([&](std::string_view block) { hash.add(block); }));
    const Oid id = hash.finish();
    TAKAN_TRY(pack.write(view_of(id)));
    TAKAN_TRY(pack.seal());
    return id;
}

Status PackWriter::State::put_in_place(const std::string& name, PackFile& index, bool keep) {
    const auto path_of = [&](const char* extension) { return folder / (name + extension); };
    std::error_code ignored;
    std::optional<Undo> kept;
    if (keep && !fs::exists(path_of(".keep"), ignored)) {
        // Empty, so only its name has to be durable, as with the others: once, when the folder is synced.
        TAKAN_TRY(create_empty(path_of(".keep")));
        kept.emplace(path_of(".keep"));
    }
    // The very same pack is there already; a killed program may have left one half of it.
    if (fs::exists(path_of(".idx"), ignored) && fs::exists(path_of(".pack"), ignored)) {
        if (kept) kept->keep();
        return {};
    }
    // An index without its pack would be an error to git; a pack without index is nothing to it yet.
    TAKAN_TRY(pack.rename_to(path_of(".pack")));
    Undo renamed(path_of(".pack"));
    TAKAN_TRY(index.rename_to(path_of(".idx")));
    renamed.keep();
    if (kept) kept->keep();
    return sync_folder(folder);
}

PackWriter::PackWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PackWriter::PackWriter(PackWriter&&) noexcept = default;
PackWriter& PackWriter::operator=(PackWriter&&) noexcept = default;
PackWriter::~PackWriter() = default;

Result<PackWriter> PackWriter::start(const fs::path& folder) {
    const fs::path objects = folder / "objects";
    std::error_code code;
    if (!fs::is_directory(objects, code)) {
        return code && code.value() != ENOENT && code.value() != ENOTDIR
                   ? error_from_errno(code.value(), "look for objects", folder)
                   : fail(ErrorKind::missing, "there is no git repository", utf8(folder));
    }
    const fs::path pack_folder = objects / "pack";
    // Nothing above it is made: a stick that is pulled at this moment must not leave a team in its place.
    if (::mkdir(pack_folder.c_str(), 0777) == 0) {
        TAKAN_TRY(sync_folder(objects));
    } else if (errno != EEXIST) {
        return error_from_errno(errno, "create folder", pack_folder);
    }
    TAKAN_TRY_LET(pack, PackFile::create(pack_folder, "tmp_pack"));
    if (const auto now = pack.modified_at()) {
        sweep_packs(folder, *now);
        sweep_locks(folder);
    }
    TAKAN_TRY(pack.write(pack_head(0)));
    return PackWriter(std::make_unique<State>(pack_folder, std::move(pack)));
}

Result<Oid> PackWriter::add(ObjectType type, std::string_view bytes, Compression compression) {
    State& state = *m_state;
    const Oid id = object_id(type, bytes);
    TAKAN_TRY(state.write(id, [&] {
        return state.encoder.put(type, bytes, compression, [&](std::string_view part) { return state.append(part); });
    }));
    return id;
}

Status PackWriter::take(const Oid& id, const PackedObject& object) {
    State& state = *m_state;
    const std::size_t size = object.bytes.size();
    if (!object.packed.empty()) {
        return take_over(id, object_head(static_cast<unsigned>(object.type), size), object.packed);
    }
    return state.write(id, [&] {
        return state.encoder.put(object.type, object.bytes, compression_for(object.type, size),
                                 [&](std::string_view part) { return state.append(part); });
    });
}

Status PackWriter::copy(const Oid& id, std::string_view raw) {
    return take_over(id, {}, raw);
}

Status PackWriter::copy_delta(const Oid& id, const Oid& base, std::uint64_t size, std::string_view compressed) {
    constexpr unsigned delta_from_id = 7;
    return take_over(id, object_head(delta_from_id, size).append(view_of(base)), compressed);
}

Status PackWriter::take_over(const Oid& id, std::string_view head, std::string_view rest) {
    return m_state->write(id, [&]() -> Status {
        TAKAN_TRY(m_state->append(head));
        return m_state->append(rest);
    });
}

std::size_t PackWriter::count() const {
    return m_state->entries.size();
}

std::uint64_t PackWriter::size() const {
    return m_state->pack.size();
}

Result<std::optional<std::string>> PackWriter::finish(bool keep) {
    State& state = *m_state;
    if (state.failed) return fail(ErrorKind::broken, "the pack could not be written before");
    state.failed = true; // nothing more goes into a pack that has its trailer
    if (state.entries.empty()) return std::optional<std::string>{};
    TAKAN_TRY_LET(hash, state.close_pack());
    TAKAN_TRY_LET(index, PackFile::create(state.folder, "tmp_idx"));
    TAKAN_TRY(index.write(pack_index(state.entries, hash)));
    TAKAN_TRY(index.seal());
    const std::string name = "pack-" + hash.hex();
    TAKAN_TRY(state.put_in_place(name, index, keep));
    return std::optional(name);
}

} // namespace takan::sync::git
