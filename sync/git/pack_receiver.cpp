#include "sync/git/pack_receiver.hpp"

#include "sync/base/files.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/text.hpp"
#include "sync/git/missing_objects.hpp"
#include "sync/git/repo_state.hpp"

#include <array>
#include <chrono>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

using Indexer = CHandle<git_indexer, git_indexer_free>;

// git's own gc sweeps folders that begin with the first of it.
constexpr std::string_view incoming_prefix = "tmp_objdir-takan-";

Result<fs::path> make_incoming(const fs::path& objects) {
    std::array<std::uint8_t, 8> random{};
    fill_random(random);
    fs::path folder = objects / (std::string(incoming_prefix) + to_hex(random.data(), random.size()));
    TAKAN_TRY(make_folder(folder / "pack"));
    TAKAN_TRY(make_folder(folder / "info"));
    std::error_code code;
    const fs::path lasting = fs::absolute(objects, code);
    TAKAN_TRY(write_file(folder / "info" / "alternates", utf8(code ? objects : lasting) + "\n"));
    return folder;
}

// What a killed program left behind a day before `own` was made. Both times come from the same file system.
void sweep_abandoned(const fs::path& own) {
    constexpr std::chrono::hours day(24);
    std::error_code ignored;
    const auto now = fs::last_write_time(own, ignored);
    for (fs::directory_iterator at(own.parent_path(), ignored), end; !ignored && at != end; at.increment(ignored)) {
        if (!utf8(at->path().filename()).starts_with(incoming_prefix)) continue;
        std::error_code gone;
        const auto written = fs::last_write_time(at->path(), gone);
        if (!gone && now - written > day) fs::remove_all(at->path(), gone);
    }
}

Status check_files(const Repo& view, const std::vector<Oid>& blobs) {
    for (const Oid& blob : blobs) {
        const auto head = view.header(blob);
        const bool is_there = head && head->first == ObjectType::blob;
        if (!is_there) return fail(ErrorKind::corrupt, "the pack that came lacks an object", blob.hex());
    }
    return {};
}

} // namespace

struct PackReceiver::State {
    State(Repo& repo, const OnTransfer& on_transfer, std::stop_token token, const PackLimits& limits)
        : into(repo), inspector(limits), progress(on_transfer), stop(std::move(token)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        indexer.reset();
        std::error_code ignored;
        if (!incoming.empty()) fs::remove_all(incoming, ignored);
    }

    static int on_indexing(const git_indexer_progress*, void* state) noexcept {
        return static_cast<State*>(state)->stop.stop_requested() ? GIT_EUSER : 0;
    }
    Status check(int code, std::string_view doing) const {
        if (code < 0 && stop.stop_requested()) return fail(ErrorKind::cancelled, "the transfer was stopped");
        return git::check(code, doing);
    }
    Result<fs::path> close();
    Result<Repo> look_together() const;
    Status put_in_place(const fs::path& index) const;
    Status show(const fs::path& index) const;

    Repo& into;
    fs::path incoming;
    Indexer indexer;
    git_indexer_progress stats{};
    PackInspector inspector;
    const OnTransfer& progress;
    std::stop_token stop;
    Transfer transfer;
};

// Returns the index's path; empty when the pack holds nothing.
Result<fs::path> PackReceiver::State::close() {
    if (!inspector.is_complete()) return fail(ErrorKind::corrupt, "the pack that came ends too early");
    if (inspector.objects() == 0) return fs::path{};
    TAKAN_TRY(check(git_indexer_commit(indexer.get(), &stats), "index the pack that came"));
    return incoming / "pack" / ("pack-" + std::string(git_indexer_name(indexer.get())) + ".idx");
}

// A view of the repository with the pack in it: the incoming folder has the repository's objects as its alternate.
Result<Repo> PackReceiver::State::look_together() const {
    TAKAN_TRY_LET(objects, ObjectStore::open(incoming));
    return Repo(std::unique_ptr<Repo::State>(
        new Repo::State{into.folder(), {}, std::move(objects), RefStore(into.folder(), Reflogs::none), {}}));
}

// The pack first: an index without its pack would be an error to git.
Status PackReceiver::State::put_in_place(const fs::path& index) const {
    if (index.empty()) return {};
    const fs::path folder = into.folder() / "objects" / "pack";
    TAKAN_TRY(make_folder(folder));
    fs::path target = folder / index.filename();
    std::error_code code;
    if (fs::exists(target, code)) return {}; // the very same pack is there already
    fs::path from = index;
    const auto move = [&](const char* extension) -> Status {
        from.replace_extension(extension);
        target.replace_extension(extension);
        fs::rename(from, target, code);
        return code ? Status(error_from_errno(code.value(), "put pack in place", target)) : Status{};
    };
    if (inspector.is_mostly_photos()) TAKAN_TRY(write_file(folder / index.stem().concat(".keep"), ""));
    TAKAN_TRY(move(".pack"));
    TAKAN_TRY(move(".idx"));
    return sync_folder(folder);
}

Status PackReceiver::State::show(const fs::path& index) const {
    TAKAN_TRY(put_in_place(index));
    into.refresh();
    return {};
}

PackReceiver::PackReceiver(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PackReceiver::PackReceiver(PackReceiver&&) noexcept = default;
PackReceiver& PackReceiver::operator=(PackReceiver&&) noexcept = default;
PackReceiver::~PackReceiver() = default;

Result<PackReceiver> PackReceiver::start(Repo& into, const OnTransfer& progress, std::stop_token stop,
                                         const PackLimits& limits) {
    start_library();
    auto state = std::make_unique<State>(into, progress, std::move(stop), limits);
    TAKAN_TRY_LET(incoming, make_incoming(into.folder() / "objects"));
    state->incoming = incoming;
    sweep_abandoned(incoming);
    git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
    options.progress_cb = State::on_indexing;
    options.progress_cb_payload = state.get();
    // No object database: a pack whose deltas lean on objects outside it was not asked for.
    TAKAN_TRY(check(git_indexer_new(Out(state->indexer), utf8(incoming / "pack").c_str(), 0444, nullptr, &options),
                    "receive a pack", utf8(incoming)));
    return PackReceiver(std::move(state));
}

Status PackReceiver::write(std::string_view bytes) {
    State& state = *m_state;
    TAKAN_TRY(state.inspector.add(bytes));
    TAKAN_TRY(state.check(git_indexer_append(state.indexer.get(), bytes.data(), bytes.size(), &state.stats),
                          "receive a pack"));
    state.transfer.bytes += bytes.size();
    state.transfer.objects_total = state.inspector.objects();
    state.transfer.objects_done = state.inspector.objects_begun();
    if (state.progress) state.progress(state.transfer);
    return {};
}

Status PackReceiver::finish_commits(const std::vector<Oid>& wanted, What what) {
    TAKAN_TRY_LET(index, m_state->close());
    {
        TAKAN_TRY_LET(view, m_state->look_together());
        TAKAN_TRY_LET(news, missing_objects(view, m_state->into, wanted, what, m_state->stop));
        TAKAN_TRY(check_files(view, news.blobs));
    }
    return m_state->show(index);
}

Status PackReceiver::finish_files(const std::vector<Oid>& blobs) {
    TAKAN_TRY_LET(index, m_state->close());
    {
        TAKAN_TRY_LET(view, m_state->look_together());
        TAKAN_TRY(check_files(view, blobs));
    }
    return m_state->show(index);
}

bool holds_all(const Repo& repo, const std::vector<Oid>& wanted, What what, const std::stop_token& stop) {
    for (const Oid& id : wanted) {
        if (!repo.has(id)) return false;
    }
    const What all = what == What::what_is_there ? What::everything : what; // what could be had is not known here
    const auto missing = missing_objects(repo, repo, wanted, all, stop);
    return missing && missing->count() == 0;
}

} // namespace takan::sync::git
