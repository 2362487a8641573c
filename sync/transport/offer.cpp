#include "sync/transport/offer.hpp"

#include "sync/base/text.hpp"

namespace takan::sync {
namespace {

constexpr std::size_t most_refs = 1'000'000;
constexpr std::size_t id_size = 40;

void take_ability(std::string_view text, Offer& offer) {
    const std::size_t equals = text.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
    offer.abilities.emplace(text.substr(0, equals), value);
}

bool holds_word(std::string_view words, std::string_view wanted) {
    for (const auto word : split(words, ' ')) {
        if (word == wanted) return true;
    }
    return false;
}

Status read_abilities(PacketReader& packets, Offer& offer) {
    constexpr std::size_t most = 1000;
    while (offer.abilities.size() < most) {
        TAKAN_TRY_LET(read, packets.expect());
        if (read.kind == Packet::Kind::flush) return {};
        if (read.kind != Packet::Kind::data) break;
        take_ability(read.line(), offer);
    }
    return packets.not_understood();
}

// Refs, each in a packet; the first one's line ends with the abilities behind a NUL. `read`: the first packet.
Status read_refs(PacketReader& packets, Packet read, Offer& offer) {
    bool is_first = true;
    for (; read.kind == Packet::Kind::data; is_first = false) {
        std::string_view line = read.line();
        if (is_first) {
            const std::size_t nul = line.find('\0');
            if (nul == std::string_view::npos) return packets.not_understood();
            for (const auto word : split(line.substr(nul + 1), ' ')) {
                if (!word.empty()) take_ability(word, offer);
            }
            line = line.substr(0, nul);
        }
        if (!line.starts_with("shallow ")) {
            auto ref = parse_ref_line(line);
            if (!ref) return packets.not_understood();
            const bool is_ref = ref->first.starts_with("refs/") && !ref->first.ends_with("^{}");
            if (is_ref) offer.refs.push_back(std::move(*ref));
        }
        if (offer.refs.size() > most_refs) return packets.not_understood();
        TAKAN_TRY_LET(next, packets.expect());
        read = next;
    }
    return read.kind == Packet::Kind::flush ? Status{} : Status(packets.not_understood());
}

} // namespace

bool Offer::can_filter() const {
    if (!is_v2) return can("filter");
    const auto fetch = abilities.find("fetch");
    return fetch != abilities.end() && holds_word(fetch->second, "filter");
}

bool Offer::can_give_any() const {
    return is_v2 || can("allow-any-sha1-in-want") || can("allow-reachable-sha1-in-want");
}

std::optional<std::pair<std::string, git::Oid>> parse_ref_line(std::string_view line) {
    if (line.size() < id_size + 2 || line[id_size] != ' ') return std::nullopt;
    const auto id = git::Oid::parse(line.substr(0, id_size));
    const std::string_view rest = line.substr(id_size + 1);
    if (!id) return std::nullopt;
    return std::pair(std::string(rest.substr(0, rest.find(' '))), *id);
}

Result<Offer> read_offer(PacketReader& packets, std::string_view place) {
    Offer offer;
    TAKAN_TRY_LET(first, packets.expect());
    if (first.kind == Packet::Kind::data && first.data.starts_with("# service=")) { // how it begins over HTTP
        TAKAN_TRY(packets.expect());
        TAKAN_TRY_LET(next, packets.expect());
        first = next;
    }
    if (first.kind == Packet::Kind::data && first.line() == "version 1") {
        TAKAN_TRY_LET(next, packets.expect());
        first = next;
    }
    offer.is_v2 = first.kind == Packet::Kind::data && first.line() == "version 2";
    TAKAN_TRY(offer.is_v2 ? read_abilities(packets, offer) : read_refs(packets, first, offer));
    const auto format = offer.abilities.find("object-format");
    if (format != offer.abilities.end() && format->second != "sha1")
        return fail(ErrorKind::invalid, "the repository names its objects by another hash", std::string(place),
                    "error.other_hash");
    return offer;
}

} // namespace takan::sync
