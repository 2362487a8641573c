// The calls that stand in for the system's: the program's own definitions come before those of the C library, also for
// SQLite and libgit2.

#include "tests/faults/calls.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdio>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

using namespace takan::faults;

namespace {

template <class Function>
Function* system_call(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int refuse(const Step& step) {
    errno = step.verdict().code;
    return -1;
}

using OpenAt = int(int, const char*, int, ...);

int open_file(int folder, const char* path, int flags, mode_t mode) {
    static const auto real = system_call<OpenAt>("openat");
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) == 0) {
        const int file = real(folder, path, flags, mode);
        if ((flags & O_DIRECTORY) != 0 || file >= 0) {
            struct stat about {};
            if (file >= 0 && ::fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) note_folder(file, folder, path);
        }
        return file;
    }
    const bool was_there = ::faccessat(folder, path, F_OK, 0) == 0;
    Step step(was_there ? Call::open : Call::make, folder, path);
    if (step.fails()) return refuse(step);
    const bool truncates = was_there && (flags & O_TRUNC) != 0;
    const int file = real(folder, path, truncates ? flags & ~O_TRUNC : flags, mode);
    if (file < 0) return file;
    step.opened(file, !was_there);
    if (truncates) {
        step.before_truncate(file, 0);
        static const auto cut = system_call<int(int, off_t)>("ftruncate");
        if (cut(file, 0) != 0) return -1;
    }
    return file;
}

mode_t mode_of(int flags, va_list& arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

using Write = ssize_t(int, const void*, size_t);
using WriteAt = ssize_t(int, const void*, size_t, off_t);

template <class Real>
ssize_t write_some(int file, const void* bytes, size_t size, off_t offset, const Real& real) {
    Step step(Call::write, file);
    if (step.fails()) return refuse(step);
    const bool is_half = step.verdict().what != Verdict::pass;
    const size_t some = is_half && size > 1 ? size / 2 : size;
    step.before_write(file, offset, bytes, some);
    const ssize_t written = real(bytes, some);
    if (step.verdict().what == Verdict::half_and_die) Step::die_now();
    return written;
}

ssize_t write_here(int file, const void* bytes, size_t size) {
    static const auto real = system_call<Write>("write");
    const off_t at = ::lseek(file, 0, (::fcntl(file, F_GETFL) & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
    return write_some(file, bytes, size, at, [&](const void* some, size_t length) { return real(file, some, length); });
}

ssize_t write_there(int file, const void* bytes, size_t size, off_t at) {
    static const auto real = system_call<WriteAt>("pwrite");
    return write_some(file, bytes, size, at,
                      [&](const void* some, size_t length) { return real(file, some, length, at); });
}

int truncate_file(int file, off_t size) {
    static const auto real = system_call<int(int, off_t)>("ftruncate");
    Step step(Call::truncate, file);
    if (step.fails()) return refuse(step);
    step.before_truncate(file, size);
    return real(file, size);
}

int sync_file(const char* name, int file) {
    Step step(Call::sync, file);
    if (step.fails()) return refuse(step);
    const int done = system_call<int(int)>(name)(file);
    if (done == 0) step.synced(file);
    return done;
}

int rename_name(const char* from, const char* to, unsigned flags) {
    static const auto real = system_call<int(int, const char*, int, const char*, unsigned)>("renameat2");
    Step step(Call::rename, AT_FDCWD, from);
    if (step.fails()) return refuse(step);
    step.before_name_goes(AT_FDCWD, to);
    const int done = real(AT_FDCWD, from, AT_FDCWD, to, flags);
    if (done == 0) step.renamed();
    return done;
}

int remove_name(int folder, const char* path, int flags) {
    static const auto real = system_call<int(int, const char*, int)>("unlinkat");
    Step step(Call::remove, folder, path);
    if (step.fails()) return refuse(step);
    step.before_name_goes(folder, path);
    const int done = real(folder, path, flags);
    if (done == 0) step.removed();
    return done;
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(folder, path, flags, mode);
}

int creat(const char* path, mode_t mode) {
    return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int file) {
    static const auto real = system_call<int(int)>("close");
    Step step(Call::close, file);
    Step::closed(file);
    const int done = real(file);
    return step.fails() ? refuse(step) : done;
}

ssize_t write(int file, const void* bytes, size_t size) {
    return write_here(file, bytes, size);
}

ssize_t writev(int file, const struct iovec* parts, int count) {
    ssize_t all = 0;
    for (int i = 0; i < count; ++i) {
        if (parts[i].iov_len == 0) continue;
        const ssize_t written = write_here(file, parts[i].iov_base, parts[i].iov_len);
        if (written < 0) return all > 0 ? all : written;
        all += written;
        if (static_cast<size_t>(written) < parts[i].iov_len) break;
    }
    return all;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return write_there(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off_t at) {
    return write_there(file, bytes, size, at);
}

int ftruncate(int file, off_t size) noexcept {
    return truncate_file(file, size);
}

int ftruncate64(int file, off_t size) noexcept {
    return truncate_file(file, size);
}

int fsync(int file) {
    return sync_file("fsync", file);
}

int fdatasync(int file) {
    return sync_file("fdatasync", file);
}

int rename(const char* from, const char* to) noexcept {
    return rename_name(from, to, 0);
}

// Only with whole paths, as the program uses it.
int renameat2(int, const char* from, int, const char* to, unsigned int flags) noexcept {
    return rename_name(from, to, flags);
}

int link(const char* from, const char* to) noexcept {
    static const auto real = system_call<int(const char*, const char*)>("link");
    Step step(Call::link, AT_FDCWD, to);
    if (step.fails()) return refuse(step);
    const int done = real(from, to);
    if (done == 0) step.linked(AT_FDCWD, to);
    return done;
}

int unlink(const char* path) noexcept {
    return remove_name(AT_FDCWD, path, 0);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    return remove_name(folder, path, flags);
}

int rmdir(const char* path) noexcept {
    return remove_name(AT_FDCWD, path, AT_REMOVEDIR);
}

int remove(const char* path) noexcept {
    struct stat about {};
    const bool is_folder = ::lstat(path, &about) == 0 && S_ISDIR(about.st_mode);
    return remove_name(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}

int mkdir(const char* path, mode_t mode) noexcept {
    static const auto real = system_call<int(const char*, mode_t)>("mkdir");
    Step step(Call::make_folder, AT_FDCWD, path);
    if (step.fails()) return refuse(step);
    const int done = real(path, mode);
    if (done == 0) step.made_folder();
    return done;
}

ssize_t getrandom(void* bytes, size_t size, unsigned int flags) {
    static const auto real = system_call<ssize_t(void*, size_t, unsigned int)>("getrandom");
    return random_bytes(bytes, size) ? static_cast<ssize_t>(size) : real(bytes, size, flags);
}

} // extern "C"
