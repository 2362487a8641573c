#pragma once
// Unsynced: what a process has written since it last synced each file and folder, so that a power cut can take a random
// part of it back.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace takan::faults {

class Unsynced {
public:
    // Keeps what is needed for taking back in `limbo`, a folder on the same file system.
    explicit Unsynced(std::filesystem::path limbo) : m_limbo(std::move(limbo)) {}

    // Before the call happens. `file` is open for writing.
    void will_write(int file, off_t at, const void* bytes, std::size_t size);
    void will_truncate(int file, off_t size);
    // After it has happened.
    void made(const std::filesystem::path& path, bool is_folder);
    void synced_file(int file);
    void synced_folder(const std::filesystem::path& folder);
    // Before a name goes: keeps what lies there. Returns where; empty when nothing does.
    std::filesystem::path keep(const std::filesystem::path& path);
    void removed(const std::filesystem::path& path, std::filesystem::path kept);
    void renamed(const std::filesystem::path& from, const std::filesystem::path& to, std::filesystem::path kept);

    // The power goes: of each file a random subset of the writes stays, torn at sectors of 512 bytes; of each folder
    // what was done first stays, the rest is taken back. Only below `where`.
    void take_back(const std::filesystem::path& where, std::mt19937_64& random);

private:
    using Inode = std::pair<dev_t, ino_t>;
    struct Write {
        off_t at = 0;
        off_t size_before = 0;
        std::string before;
        std::string after;
        bool truncates = false; // to `at`
    };
    struct File {
        std::filesystem::path kept; // a second name of it
        std::filesystem::path path;
        std::vector<Write> writes;
    };
    enum class Change { made, made_folder, removed, renamed };
    struct Entry {
        Change change = Change::made;
        std::filesystem::path folder;
        std::filesystem::path path;
        std::filesystem::path from; // of renamed
        std::filesystem::path kept; // what lay at `path` before
    };

    File& file_of(int file);
    std::filesystem::path next_name();
    static void take_back(const File& file, std::mt19937_64& random);
    void take_back(const Entry& entry);

    std::filesystem::path m_limbo;
    std::uint64_t m_names = 0;
    std::map<Inode, File> m_files;
    std::vector<Entry> m_entries;
};

} // namespace takan::faults
