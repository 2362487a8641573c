#pragma once
// Step: one watched call of the system on its way through the layer. Used by the calls that stand in for the system's.

#include "tests/faults/unsynced.hpp"

#include <cstddef>
#include <filesystem>

#include <sys/types.h>

namespace takan::faults {

enum class Call { open, make, write, truncate, sync, close, rename, link, remove, make_folder };

struct Verdict {
    enum What { pass, fail, half, half_and_die } what = pass;
    int code = 0; // of fail
};

class Step {
public:
    Step(Call call, int folder, const char* path); // counted and judged when it lies below the plan's root
    Step(Call call, int file);

    const Verdict& verdict() const { return m_verdict; }
    bool fails() const { return m_verdict.what == Verdict::fail; }

    // What the call is about to change, and what it has changed. They do nothing for a call that is not watched.
    void before_write(int file, off_t offset, const void* bytes, std::size_t size);
    void before_truncate(int file, off_t size);
    void before_name_goes(int folder, const char* path);
    void opened(int file, bool is_new);
    static void closed(int file);
    void synced(int file);
    void made_folder();
    void linked(int folder, const char* path);
    void removed();
    void renamed();
    [[noreturn]] static void die_now();

private:
    void begin(const std::filesystem::path& path);
    Unsynced* unsynced() const;

    Call m_call;
    bool m_is_watched = false;
    Verdict m_verdict;
    std::filesystem::path m_path;
    std::filesystem::path m_target;
    std::filesystem::path m_kept;
};

// Fills `bytes` when random bytes are fixed.
bool random_bytes(void* bytes, std::size_t size);
// A folder was opened, to be synced perhaps.
void note_folder(int file, int folder, const char* path);

} // namespace takan::faults
