#include "tests/faults/unsynced.hpp"

#include <algorithm>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace takan::faults {
namespace {

namespace fs = std::filesystem;

constexpr off_t sector = 512; // what a disk writes whole or not at all

fs::path link_of(int file) {
    return "/proc/self/fd/" + std::to_string(file);
}

std::string read_at(int file, off_t at, std::size_t size) {
    std::string bytes(size, '\0');
    ssize_t got = ::pread(file, bytes.data(), size, at);
    if (got < 0) { // it was opened for writing only
        const int readable = ::open(link_of(file).c_str(), O_RDONLY | O_CLOEXEC);
        got = readable < 0 ? 0 : ::pread(readable, bytes.data(), size, at);
        if (readable >= 0) ::close(readable);
    }
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
}

off_t size_of(int file) {
    struct stat about {};
    return ::fstat(file, &about) == 0 ? about.st_size : 0;
}

void put(int file, off_t at, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), at);
        if (written <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += written;
    }
}

bool is_below(const fs::path& path, const fs::path& where) {
    const auto [end, ignored] = std::mismatch(where.begin(), where.end(), path.begin(), path.end());
    return end == where.end();
}

bool chance(std::mt19937_64& random, unsigned in) {
    return random() % in == 0;
}

} // namespace

fs::path Unsynced::next_name() {
    std::error_code ignored;
    if (m_names == 0) fs::create_directories(m_limbo, ignored);
    return m_limbo / std::to_string(++m_names);
}

Unsynced::File& Unsynced::file_of(int file) {
    struct stat about {};
    ::fstat(file, &about);
    File& known = m_files[{about.st_dev, about.st_ino}];
    if (known.kept.empty()) {
        std::error_code ignored;
        known.path = fs::read_symlink(link_of(file), ignored);
        known.kept = next_name();
        ::linkat(AT_FDCWD, link_of(file).c_str(), AT_FDCWD, known.kept.c_str(), AT_SYMLINK_FOLLOW);
    }
    return known;
}

void Unsynced::will_write(int file, off_t at, const void* bytes, std::size_t size) {
    Write write;
    write.at = at;
    write.size_before = size_of(file);
    if (at < write.size_before) write.before = read_at(file, at, size);
    write.after.assign(static_cast<const char*>(bytes), size);
    file_of(file).writes.push_back(std::move(write));
}

void Unsynced::will_truncate(int file, off_t size) {
    Write write;
    write.truncates = true;
    write.at = size;
    write.size_before = size_of(file);
    if (size < write.size_before)
        write.before = read_at(file, size, static_cast<std::size_t>(write.size_before - size));
    file_of(file).writes.push_back(std::move(write));
}

void Unsynced::synced_file(int file) {
    struct stat about {};
    ::fstat(file, &about);
    const auto found = m_files.find({about.st_dev, about.st_ino});
    if (found != m_files.end()) found->second.writes.clear();
}

void Unsynced::made(const fs::path& path, bool is_folder) {
    m_entries.push_back({is_folder ? Change::made_folder : Change::made, path.parent_path(), path, {}, {}});
}

void Unsynced::synced_folder(const fs::path& folder) {
    std::erase_if(m_entries, [&](const Entry& entry) { return entry.folder == folder; });
}

fs::path Unsynced::keep(const fs::path& path) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0) return {};
    fs::path name = next_name();
    if (S_ISDIR(about.st_mode)) { // only an empty one can go
        ::mkdir(name.c_str(), about.st_mode & 07777);
    } else if (::link(path.c_str(), name.c_str()) != 0) {
        return {};
    }
    return name;
}

void Unsynced::removed(const fs::path& path, fs::path kept) {
    m_entries.push_back({Change::removed, path.parent_path(), path, {}, std::move(kept)});
}

void Unsynced::renamed(const fs::path& from, const fs::path& to, fs::path kept) {
    m_entries.push_back({Change::renamed, to.parent_path(), to, from, std::move(kept)});
}

void Unsynced::take_back(const fs::path& where, std::mt19937_64& random) {
    for (const auto& [inode, file] : m_files) {
        if (is_below(file.path, where)) take_back(file, random);
    }
    std::map<fs::path, std::size_t> stay; // how many changes of each folder
    for (const auto& entry : m_entries)
        ++stay[entry.folder];
    for (auto& [folder, count] : stay) {
        if (!is_below(folder, where) || chance(random, 3)) continue;
        count = chance(random, 2) ? 0 : random() % (count + 1);
    }
    std::map<fs::path, std::size_t> seen;
    std::vector<const Entry*> lost;
    for (const auto& entry : m_entries) {
        if (seen[entry.folder]++ >= stay[entry.folder]) lost.push_back(&entry);
    }
    std::for_each(lost.rbegin(), lost.rend(), [&](const Entry* entry) { take_back(*entry); });
}

void Unsynced::take_back(const File& file, std::mt19937_64& random) {
    if (file.writes.empty()) return;
    const int opened = ::open(file.kept.c_str(), O_RDWR | O_CLOEXEC);
    if (opened < 0) return;
    for (auto write = file.writes.rbegin(); write != file.writes.rend(); ++write) {
        put(opened, write->at, write->before);
        if (::ftruncate(opened, write->size_before) != 0) break;
    }
    const bool loses_all = chance(random, 3);
    for (const auto& write : file.writes) {
        if (loses_all || chance(random, 2)) continue;
        if (write.truncates) {
            if (::ftruncate(opened, write.at) != 0) break;
            continue;
        }
        const bool is_torn = chance(random, 2);
        for (std::size_t done = 0; done < write.after.size();) {
            const off_t at = write.at + static_cast<off_t>(done);
            const auto part = std::min(static_cast<std::size_t>(sector - at % sector), write.after.size() - done);
            if (!is_torn || chance(random, 2)) put(opened, at, std::string_view(write.after).substr(done, part));
            done += part;
        }
    }
    ::close(opened);
}

void Unsynced::take_back(const Entry& entry) {
    switch (entry.change) {
    case Change::made:
    case Change::made_folder:
        ::rename(entry.path.c_str(), next_name().c_str()); // a folder with all that is in it
        return;
    case Change::renamed:
        ::rename(entry.path.c_str(), entry.from.c_str());
        break;
    case Change::removed:
        break;
    }
    if (!entry.kept.empty()) ::rename(entry.kept.c_str(), entry.path.c_str());
}

} // namespace takan::faults
