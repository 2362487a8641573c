#pragma once
// A scratch folder of one test, removed at its end; and a clock that moves only when told to.

#include "sync/base/ids.hpp"
#include "sync/base/instant.hpp"

#include <filesystem>
#include <memory>

namespace takan::test {

class Scratch {
public:
    Scratch() {
        const auto id = sync::RecordId::random(sync::system_clock()());
        m_path = std::filesystem::temp_directory_path() / ("takan-test-" + id.text());
        std::filesystem::create_directories(m_path);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

// Starts at 2024-03-22T08:00:00.000Z, the day of the demo.
class FixedClock {
public:
    sync::Clock clock() const {
        return [now = m_now] { return *now; };
    }
    sync::Instant now() const { return *m_now; }
    void advance(std::int64_t ms) { m_now->ms += ms; }

private:
    std::shared_ptr<sync::Instant> m_now = std::make_shared<sync::Instant>(sync::Instant{1711094400000});
};

} // namespace takan::test
