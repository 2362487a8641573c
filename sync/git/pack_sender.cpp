#include "sync/git/pack_sender.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/pack_lookup.hpp"
#include "sync/git/sha1.hpp"
#include "sync/git/sizes.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <system_error>
#include <unordered_set>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_size = 256 * 1024;

// An index names no object twice: as many objects as wanted, and each wanted one among them.
bool holds_exactly(const fs::path& index, const std::unordered_set<Oid>& wanted) {
    auto lookup = PackLookup::open(index);
    if (!lookup || lookup->count() != wanted.size()) return false;
    return std::ranges::all_of(wanted, [&](const Oid& id) {
        const auto place = lookup->find(id);
        return place && *place;
    });
}

// The pack of the repository that holds these objects and no others; empty when there is none.
fs::path ready_pack(const Repo& repo, const MissingObjects& objects) {
    std::unordered_set<Oid> wanted(objects.blobs.begin(), objects.blobs.end());
    for (const auto& [type, id] : objects.others) {
        wanted.insert(id);
    }
    std::error_code code;
    for (fs::directory_iterator at(repo.folder() / "objects/pack", code), end; !code && at != end; at.increment(code)) {
        if (at->path().extension() != ".idx" || !holds_exactly(at->path(), wanted)) continue;
        fs::path pack = at->path();
        return pack.replace_extension(".pack");
    }
    return {};
}

class Sender {
public:
    Sender(const Repo& from, const PackSink& sink, const OnTransfer& progress, const std::stop_token& stop)
        : m_from(from), m_sink(sink), m_progress(progress), m_stop(stop) {}

    Status send(const MissingObjects& objects) {
        m_transfer.objects_total = objects.count();
        if (objects.count() > std::numeric_limits<std::uint32_t>::max()) {
            return fail(ErrorKind::invalid, "a pack holds no more objects than that");
        }
        const fs::path ready = ready_pack(m_from, objects);
        return ready.empty() ? send_anew(objects) : send_file(ready);
    }

private:
    Status send_anew(const MissingObjects& objects) {
        TAKAN_TRY(put(pack_head(static_cast<std::uint32_t>(objects.count()))));
        for (const Oid& id : objects.blobs) {
            TAKAN_TRY(send_object(ObjectType::blob, id));
        }
        for (const auto& [type, id] : objects.others) {
            TAKAN_TRY(send_object(type, id));
        }
        const Oid trailer = m_hash.finish();
        return pass({reinterpret_cast<const char*>(trailer.bytes.data()), trailer.bytes.size()});
    }

    Status send_object(ObjectType type, const Oid& id) {
        const auto object = m_from.read_packed(id, type, greatest_object);
        if (!object) {
            Error error = object.error();
            if (error.kind == ErrorKind::missing) error.kind = ErrorKind::corrupt;
            return error;
        }
        const auto sink = [this](std::string_view part) { return put(part); };
        const std::size_t size = object->bytes.size();
        if (object->packed.empty()) {
            TAKAN_TRY(m_encoder.put(type, object->bytes, compression_for(type, size), sink));
        } else {
            TAKAN_TRY(put(object_head(static_cast<unsigned>(type), size)));
            TAKAN_TRY(put(object->packed));
        }
        ++m_transfer.objects_done;
        return {};
    }

    Status send_file(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        if (!file) return error_from_errno(errno, "open pack", path);
        std::string block(block_size, '\0');
        while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
            TAKAN_TRY(pass(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount()))));
        }
        if (file.bad()) return fail(ErrorKind::broken, "a pack could not be read", utf8(path));
        m_transfer.objects_done = m_transfer.objects_total;
        report();
        return {};
    }

    // Gathers small pieces: each one alone would be a system call and a packet.
    Status put(std::string_view bytes) {
        m_hash.add(bytes);
        if (m_buffer.size() + bytes.size() > block_size) TAKAN_TRY(pass({}));
        if (bytes.size() >= block_size) return pass(bytes);
        m_buffer += bytes;
        return {};
    }

    Status pass(std::string_view bytes) {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "the transfer was stopped");
        if (!m_buffer.empty()) TAKAN_TRY(m_sink(m_buffer));
        m_transfer.bytes += m_buffer.size() + bytes.size();
        m_buffer.clear();
        if (!bytes.empty()) TAKAN_TRY(m_sink(bytes));
        report();
        return {};
    }

    void report() const {
        if (m_progress) m_progress(m_transfer);
    }

    const Repo& m_from;
    const PackSink& m_sink;
    const OnTransfer& m_progress;
    const std::stop_token& m_stop;
    PackEncoder m_encoder;
    Sha1 m_hash;
    std::string m_buffer;
    Transfer m_transfer;
};

} // namespace

Status send_pack(const Repo& from, const MissingObjects& objects, const PackSink& sink, const OnTransfer& progress,
                 const std::stop_token& stop) {
    return Sender(from, sink, progress, stop).send(objects);
}

} // namespace takan::sync::git
