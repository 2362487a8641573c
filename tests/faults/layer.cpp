#include "tests/faults/layer.hpp"

#include "tests/faults/calls.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <random>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace takan::faults {
namespace {

namespace fs = std::filesystem;

// Everything that the layer knows, for the one process that it stands in.
struct Watch {
    std::recursive_mutex mutex;
    Plan plan;
    std::uint64_t calls = 0;
    bool is_armed = false;
    bool is_pulled = false;
    std::map<int, fs::path> open; // for writing, and folders
    std::optional<Unsynced> unsynced;
    std::mt19937_64 random;
    std::optional<std::mt19937_64> bytes; // what getrandom() gives
};

Watch& watch() {
    static Watch one;
    return one;
}

// The layer's own calls go straight to the system.
thread_local int own_calls = 0;

struct OwnCalls {
    OwnCalls() { ++own_calls; }
    OwnCalls(const OwnCalls&) = delete;
    OwnCalls& operator=(const OwnCalls&) = delete;
    ~OwnCalls() { --own_calls; }
};

fs::path limbo_of(const fs::path& root) {
    return root / ".limbo" / std::to_string(::getpid());
}

// SQLite's shared memory is no data: it is made anew after every crash.
bool is_watched(const fs::path& path) {
    const auto& root = watch().plan.root.native();
    const bool is_below = path.native().starts_with(root + "/") || path.native() == root;
    return is_below && !path.native().ends_with("-shm");
}

fs::path whole(int folder, const char* path) {
    fs::path given(path);
    if (given.is_relative()) {
        std::error_code ignored;
        given = (folder == AT_FDCWD ? fs::current_path(ignored)
                                    : fs::read_symlink("/proc/self/fd/" + std::to_string(folder), ignored)) /
                given;
    }
    fs::path plain = given.lexically_normal();
    return plain.has_filename() ? plain : plain.parent_path(); // "folder/"
}

bool fits(Call call, int code) {
    switch (code) {
    case 0:
        return call == Call::write;
    case EINTR:
        return call == Call::open || call == Call::make || call == Call::write || call == Call::sync;
    case ENOSPC:
    case EDQUOT:
        return call != Call::open && call != Call::remove && call != Call::truncate;
    case EROFS:
        return call != Call::write && call != Call::sync && call != Call::close && call != Call::truncate;
    default:
        return true;
    }
}

[[noreturn]] void die() {
    ::raise(SIGKILL);
    ::_exit(137);
}

void pull_stick(Watch& at) {
    at.unsynced->take_back(at.plan.stick, at.random);
    std::error_code ignored;
    fs::rename(at.plan.stick, pulled(at.plan.stick), ignored);
    at.is_pulled = true;
}

Verdict judge(Watch& at, Call call) {
    const Plan& plan = at.plan;
    ++at.calls;
    if (at.calls < plan.at || plan.blow == Blow::none) return {};
    switch (plan.blow) {
    case Blow::kill:
        if (call == Call::write && at.random() % 2 == 0) return {Verdict::half_and_die, 0};
        die();
    case Blow::cut:
        at.unsynced->take_back(plan.root, at.random);
        die();
    case Blow::fail:
        if (at.calls >= plan.at + plan.lasts || !fits(call, plan.code)) return {};
        return plan.code == 0 ? Verdict{Verdict::half, 0} : Verdict{Verdict::fail, plan.code};
    case Blow::vanish:
        if (!at.is_pulled) pull_stick(at);
        return {};
    case Blow::none:
        return {};
    }
    return {};
}

} // namespace

void arm(const Plan& plan) {
    Watch& at = watch();
    const std::scoped_lock lock(at.mutex);
    at.plan = plan;
    at.calls = 0;
    at.is_armed = true;
    at.random.seed(plan.seed);
    if (plan.blow == Blow::cut || plan.blow == Blow::vanish) at.unsynced.emplace(limbo_of(plan.root));
}

void disarm() {
    watch().plan.blow = Blow::none;
}

std::uint64_t calls() {
    return watch().calls;
}

void fix_random(std::uint64_t seed) {
    watch().bytes.emplace(seed);
}

fs::path pulled(const fs::path& stick) {
    fs::path path = stick;
    path += ".pulled";
    return path;
}

Step::Step(Call call, int folder, const char* path) : m_call(call) {
    if (own_calls > 0 || !watch().is_armed || path == nullptr) return;
    begin(whole(folder, path));
}

Step::Step(Call call, int file) : m_call(call) {
    Watch& at = watch();
    if (own_calls > 0 || !at.is_armed) return;
    const std::scoped_lock lock(at.mutex);
    const auto found = at.open.find(file);
    if (found != at.open.end()) begin(found->second);
    if (found != at.open.end() || call != Call::sync) return;
    const OwnCalls own;
    std::error_code ignored; // what was opened for reading can be synced too
    begin(fs::read_symlink("/proc/self/fd/" + std::to_string(file), ignored));
}

void Step::begin(const fs::path& path) {
    Watch& at = watch();
    if (!is_watched(path)) return;
    const OwnCalls own;
    const std::scoped_lock lock(at.mutex);
    m_path = path;
    m_is_watched = true;
    m_verdict = judge(at, m_call);
    const bool is_gone = at.is_pulled && path.native().starts_with(at.plan.stick.native() + "/");
    if (is_gone && m_verdict.what == Verdict::pass) m_verdict = {Verdict::fail, EIO};
}

Unsynced* Step::unsynced() const {
    Watch& at = watch();
    return m_is_watched && at.unsynced ? &*at.unsynced : nullptr;
}

void Step::before_write(int file, off_t offset, const void* bytes, std::size_t size) {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->will_write(file, offset, bytes, size);
    }
}

void Step::before_truncate(int file, off_t size) {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->will_truncate(file, size);
    }
}

void Step::before_name_goes(int folder, const char* path) {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        m_target = whole(folder, path);
        m_kept = all->keep(m_target);
    }
}

void Step::opened(int file, bool is_new) {
    if (!m_is_watched || file < 0) return;
    const OwnCalls own;
    Watch& at = watch();
    const std::scoped_lock lock(at.mutex);
    at.open[file] = m_path;
    if (is_new && at.unsynced) at.unsynced->made(m_path, false);
}

void Step::closed(int file) {
    const std::scoped_lock lock(watch().mutex);
    watch().open.erase(file);
}

void Step::synced(int file) {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        std::error_code ignored;
        fs::is_directory(m_path, ignored) ? all->synced_folder(m_path) : all->synced_file(file);
    }
}

void Step::made_folder() {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->made(m_path, true);
    }
}

void Step::linked(int folder, const char* path) {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->made(whole(folder, path), false);
    }
}

void Step::removed() {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->removed(m_target, m_kept);
    }
}

void Step::renamed() {
    if (Unsynced* all = unsynced()) {
        const OwnCalls own;
        const std::scoped_lock lock(watch().mutex);
        all->renamed(m_path, m_target, m_kept);
    }
}

void Step::die_now() {
    die();
}

bool random_bytes(void* bytes, std::size_t size) {
    Watch& at = watch();
    const std::scoped_lock lock(at.mutex);
    if (!at.bytes) return false;
    auto* out = static_cast<unsigned char*>(bytes);
    std::generate(out, out + size, [&] { return static_cast<unsigned char>((*at.bytes)() >> 32); });
    return true;
}

void note_folder(int file, int folder, const char* path) {
    Watch& at = watch();
    if (own_calls > 0 || !at.is_armed || file < 0) return;
    const OwnCalls own;
    const fs::path name = whole(folder, path);
    if (!is_watched(name)) return;
    const std::scoped_lock lock(at.mutex);
    at.open[file] = name;
}

} // namespace takan::faults
