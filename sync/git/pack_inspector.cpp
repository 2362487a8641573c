#include "sync/git/pack_inspector.hpp"

#include "sync/base/cursor.hpp"
#include "sync/git/delta.hpp"
#include "sync/git/sizes.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <zlib.h>

namespace takan::sync::git {
namespace {

constexpr std::size_t head_size = 12;
constexpr std::size_t trailer_size = 20;
constexpr std::size_t greatest_number = 10; // bytes of a 64-bit number, seven bits each
constexpr std::size_t delta_head = 2 * greatest_number;
constexpr int offset_delta = 6;
constexpr int named_delta = 7;

Error no_pack(const char* why) {
    return fail(ErrorKind::corrupt, std::string("what came is no sound pack: ") + why);
}
Error too_large(const char* what) {
    return fail(ErrorKind::invalid, std::string("a pack was refused: ") + what);
}

class Inflater {
public:
    Inflater() { m_ready = inflateInit(&m_stream) == Z_OK; }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() {
        if (m_ready) inflateEnd(&m_stream);
    }
    bool restart() { return m_ready && inflateReset(&m_stream) == Z_OK; }
    // Takes bytes off `in` until it is empty, `out` is full or the stream ends. Returns zlib's code and what came out.
    std::pair<int, std::size_t> step(std::string_view& in, std::array<char, 64 * 1024>& out) {
        const std::size_t given = std::min<std::size_t>(in.size(), 1u << 30);
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
        m_stream.avail_in = static_cast<uInt>(given);
        m_stream.next_out = reinterpret_cast<Bytef*>(out.data());
        m_stream.avail_out = static_cast<uInt>(out.size());
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        in.remove_prefix(given - m_stream.avail_in);
        return {code, out.size() - m_stream.avail_out};
    }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

} // namespace

struct PackInspector::State {
    enum class At { head, entry, base, data, trailer, end };

    Status add(std::string_view bytes);
    Status take_head(std::string_view& bytes);
    Status take_entry(std::string_view& bytes);
    Status take_base(std::string_view& bytes);
    Status take_data(std::string_view& bytes);
    Status take_trailer(std::string_view& bytes);
    Status begin_data();
    Status end_data();
    Status check_entry() const;
    Status count(std::uint64_t size);

    // Moves bytes into `part` until it has `wanted` of them; true when it has.
    bool fill(std::string_view& bytes, std::size_t wanted) {
        const std::string_view more = bytes.substr(0, wanted - part.size());
        part += more;
        bytes.remove_prefix(more.size());
        return part.size() == wanted;
    }

    PackLimits limits;
    At at = At::head;
    std::string part; // of the head, an entry's head, a delta's base, or the first bytes of a delta
    std::uint64_t objects = 0;
    std::uint64_t begun = 0;
    int type = 0;
    std::uint64_t size = 0;     // as the entry says
    std::uint64_t inflated = 0; // of this entry, so far
    std::uint64_t taken = 0;    // of the pack
    std::uint64_t held = 0;     // what all objects so far hold
    std::uint64_t photos = 0;
    std::unique_ptr<Inflater> inflater = std::make_unique<Inflater>();
    std::array<char, 64 * 1024> out{};
};

Status PackInspector::State::add(std::string_view bytes) {
    taken += bytes.size();
    while (!bytes.empty()) {
        switch (at) {
        case At::head:
            TAKAN_TRY(take_head(bytes));
            break;
        case At::entry:
            TAKAN_TRY(take_entry(bytes));
            break;
        case At::base:
            TAKAN_TRY(take_base(bytes));
            break;
        case At::data:
            TAKAN_TRY(take_data(bytes));
            break;
        case At::trailer:
            TAKAN_TRY(take_trailer(bytes));
            break;
        case At::end:
            return no_pack("bytes stand behind its end");
        }
    }
    return {};
}

Status PackInspector::State::take_head(std::string_view& bytes) {
    if (!fill(bytes, head_size)) return {};
    Cursor cursor(part);
    if (cursor.take(4) != "PACK") return no_pack("it does not begin as one");
    if (cursor.u32() != 2u) return no_pack("it is of an unknown version");
    objects = cursor.u32().value_or(0);
    if (objects > limits.objects) return too_large("it says to hold too many objects");
    part.clear();
    at = objects == 0 ? At::trailer : At::entry;
    return {};
}

Status PackInspector::State::take_entry(std::string_view& bytes) {
    while (!bytes.empty()) {
        part += bytes.front();
        bytes.remove_prefix(1);
        if ((static_cast<unsigned char>(part.back()) & 0x80) != 0) {
            if (part.size() == greatest_number) return no_pack("an object's size is malformed");
            continue;
        }
        const auto first = static_cast<unsigned char>(part.front());
        type = first >> 4 & 7;
        size = first & 0x0F;
        for (std::size_t i = 1; i < part.size(); ++i) {
            size |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i]) & 0x7F) << (4 + 7 * (i - 1));
        }
        part.clear();
        ++begun;
        TAKAN_TRY(check_entry());
        if (type == offset_delta || type == named_delta) {
            at = At::base;
            return {};
        }
        return begin_data();
    }
    return {};
}

Status PackInspector::State::check_entry() const {
    if (type == 0 || type == 5) return no_pack("an object is of an unknown type");
    std::uint64_t most = limits.object_bytes;
    if (type == static_cast<int>(ObjectType::commit)) most = std::min<std::uint64_t>(most, greatest_commit);
    if (type == static_cast<int>(ObjectType::tree)) most = std::min<std::uint64_t>(most, greatest_tree);
    return size > most ? Status(too_large("an object in it is too large")) : Status{};
}

Status PackInspector::State::take_base(std::string_view& bytes) {
    if (type == named_delta) return fill(bytes, sizeof(Oid)) ? begin_data() : Status{};
    while (!bytes.empty()) {
        part += bytes.front();
        bytes.remove_prefix(1);
        if ((static_cast<unsigned char>(part.back()) & 0x80) == 0) return begin_data();
        if (part.size() == greatest_number) return no_pack("the place of a delta's base is malformed");
    }
    return {};
}

Status PackInspector::State::begin_data() {
    part.clear();
    inflated = 0;
    at = At::data;
    if (!inflater->restart()) return fail(ErrorKind::broken, "zlib could not be started");
    return type == offset_delta || type == named_delta ? Status{} : count(size);
}

Status PackInspector::State::count(std::uint64_t bytes) {
    held += bytes;
    if (held > limits.allowance && held - limits.allowance > limits.swelling * taken) {
        return too_large("it swells beyond measure");
    }
    return {};
}

Status PackInspector::State::take_data(std::string_view& bytes) {
    while (true) {
        const auto [code, came] = inflater->step(bytes, out);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return no_pack("an object cannot be inflated");
        inflated += came;
        if (inflated > size) return no_pack("an object is longer than it says");
        const std::size_t room = delta_head - std::min(part.size(), delta_head);
        part.append(out.data(), std::min(came, room));
        if (code == Z_STREAM_END) return end_data();
        if (came < out.size()) return {}; // else more may stand ready, also when no bytes are left
    }
}

Status PackInspector::State::end_data() {
    if (inflated != size) return no_pack("an object is shorter than it says");
    if (type == offset_delta || type == named_delta) {
        // A delta begins with the size of its base and that of its result.
        std::string_view delta = part;
        const auto sizes = take_delta_sizes(delta);
        if (!sizes) return no_pack("a delta is malformed");
        if (sizes->result > limits.object_bytes) return too_large("an object in it is too large");
        TAKAN_TRY(count(sizes->result));
    } else if (size >= least_photo) {
        photos += size;
    }
    part.clear();
    at = begun == objects ? At::trailer : At::entry;
    return {};
}

Status PackInspector::State::take_trailer(std::string_view& bytes) {
    if (fill(bytes, trailer_size)) at = At::end;
    return {};
}

PackInspector::PackInspector(const PackLimits& limits) : m_state(std::make_unique<State>()) {
    m_state->limits = limits;
}
PackInspector::PackInspector(PackInspector&&) noexcept = default;
PackInspector& PackInspector::operator=(PackInspector&&) noexcept = default;
PackInspector::~PackInspector() = default;

Status PackInspector::add(std::string_view bytes) {
    return m_state->add(bytes);
}
bool PackInspector::is_complete() const {
    return m_state->at == State::At::end;
}
std::uint64_t PackInspector::objects() const {
    return m_state->objects;
}
std::uint64_t PackInspector::objects_begun() const {
    return m_state->begun;
}
bool PackInspector::is_mostly_photos() const {
    return m_state->photos > m_state->taken / 2;
}

} // namespace takan::sync::git
