#pragma once
// Preview: what the next sync with the team would send, told without any network.

#include "sync/exchange/laptop.hpp"
#include "sync/exchange/shelf.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <stop_token>
#include <string>

namespace takan::sync {

struct Preview {
    std::map<std::string, std::size_t> records; // by kind: those that the team does not hold like this yet
    std::size_t fields = 0;                     // of these records, with edits that the team does not hold
    std::size_t photos = 0;                     // originals of this device
    std::uint64_t photo_bytes = 0;

    std::size_t record_count() const;
    bool is_empty() const { return records.empty() && photos == 0; }
};

// Compares what the store and our refs hold with what the team held when this laptop last saw it. Errors: those of
// reading, cancelled.
Result<Preview> preview(const git::Repo& repo, const Signer& signer, Shelf& shelf, std::stop_token stop);

} // namespace takan::sync
