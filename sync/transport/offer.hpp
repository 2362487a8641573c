#pragma once
// Offer: what one of git's programs says when a conversation begins: its abilities and, in the older protocol, its
// refs.

#include "sync/git/remote.hpp"
#include "sync/transport/pkt_line.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::sync {

using Refs = std::vector<std::pair<std::string, git::Oid>>;

struct Offer {
    bool is_v2 = false;
    std::map<std::string, std::string, std::less<>> abilities; // with the value behind "="
    Refs refs;                                                 // not in v2

    bool can(std::string_view ability) const { return abilities.contains(ability); }
    bool can_filter() const;   // leave files out of a fetch
    bool can_give_any() const; // give objects that no ref names
};

// Errors: offline with error.not_git, invalid (a kind of repository that we do not read), denied (the server's words).
Result<Offer> read_offer(PacketReader& packets, std::string_view place);

// "<id> <name>"; nothing when it is malformed.
std::optional<std::pair<std::string, git::Oid>> parse_ref_line(std::string_view line);

} // namespace takan::sync
