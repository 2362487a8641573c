#pragma once
// PackEncoder: objects in the form in which they stand in a pack. Format: git's pack-format page.

#include "sync/git/object.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace takan::sync::git {

enum class Compression { stored, fast }; // stored: photos (incompressible); fast: records
Compression compression_for(ObjectType type, std::size_t size);

// Takes the bytes of a pack piece by piece. The first error ends the writing and is returned.
using PackSink = std::function<Status(std::string_view)>;

std::string pack_head(std::uint32_t count);
// Kind and size in front of each object: four bits of the size, then seven a byte.
std::string object_head(unsigned kind, std::uint64_t size);

class PackEncoder {
public:
    PackEncoder();
    PackEncoder(PackEncoder&&) noexcept;
    PackEncoder& operator=(PackEncoder&&) noexcept;
    ~PackEncoder();

    // Gives one object to the sink: its head, then its bytes as a zlib stream.
    Status put(ObjectType type, std::string_view bytes, Compression compression, const PackSink& sink);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync::git
