#pragma once
// PackInspector: looks at a pack as it comes in, so that one which would swell beyond measure is refused at once.

#include "sync/git/object.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace takan::sync::git {

struct PackLimits {
    std::uint64_t objects = 50'000'000;
    std::uint64_t object_bytes = 512ull * 1024 * 1024;   // of one object: it passes through memory in one piece
    std::uint64_t swelling = 200;                        // what all objects hold, against the pack's own bytes,
    std::uint64_t allowance = 2ull * 1024 * 1024 * 1024; // beyond this many bytes: records are small and much alike
};

class PackInspector {
public:
    explicit PackInspector(const PackLimits& limits);
    PackInspector(PackInspector&&) noexcept;
    PackInspector& operator=(PackInspector&&) noexcept;
    ~PackInspector();

    // Takes the next bytes. Errors: corrupt (it is no pack), invalid (it exceeds a limit).
    Status add(std::string_view bytes);
    bool is_complete() const;            // the trailer has come; whether it is right is not looked at
    std::uint64_t objects() const;       // as the pack's head says
    std::uint64_t objects_begun() const; // so far
    bool is_mostly_photos() const;       // more than half of it is files that do not compress

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync::git
