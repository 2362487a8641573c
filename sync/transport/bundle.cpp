#include "sync/transport/bundle.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/missing_objects.hpp"
#include "sync/git/pack_file.hpp"
#include "sync/git/pack_receiver.hpp"
#include "sync/git/pack_sender.hpp"
#include "sync/transport/offer.hpp"
#include "sync/transport/stream.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = 4096;
constexpr std::size_t most_lines = 1'000'000;
constexpr std::size_t block_size = 256 * 1024;

struct Head {
    Refs refs;
    std::vector<git::Oid> needed; // what the reader must have already
};

Error no_bundle(const fs::path& file) {
    return fail(ErrorKind::corrupt, "it is not a bundle of git's", utf8(file), "error.no_bundle");
}

// Reads up to the empty line behind which the pack stands.
Result<Head> read_head(std::ifstream& in, const fs::path& file) {
    Head head;
    std::string line;
    const auto next = [&]() -> bool {
        line.clear();
        for (char c = 0; line.size() < longest_line && in.get(c);) {
            if (c == '\n') return true;
            line += c;
        }
        return false;
    };
    if (!next() || line + "\n" != bundle_head) return no_bundle(file);
    for (std::size_t i = 0; i < most_lines; ++i) {
        if (!next()) return no_bundle(file);
        if (line.empty()) return head;
        if (line.front() == '-') {
            const auto id = git::Oid::parse(std::string_view(line).substr(1, 40));
            if (!id) return no_bundle(file);
            head.needed.push_back(*id);
            continue;
        }
        auto ref = parse_ref_line(line);
        if (!ref) return no_bundle(file);
        if (ref->first.starts_with("refs/")) head.refs.push_back(std::move(*ref));
    }
    return no_bundle(file);
}

class BundleRemote final : public git::Remote {
public:
    explicit BundleRemote(fs::path file) : m_file(std::move(file)) {}

    bool is_read_only() const override { return true; }

    Result<Refs> refs(std::string_view prefix, std::stop_token) override {
        std::ifstream in;
        TAKAN_TRY_LET(head, open(in));
        std::erase_if(head.refs, [&](const auto& ref) { return !ref.first.starts_with(prefix); });
        std::ranges::sort(head.refs);
        return std::move(head.refs);
    }

    Status fetch(git::Repo& into, const std::vector<git::Oid>& wanted, git::What what, const git::OnTransfer& progress,
                 std::stop_token stop) override {
        into.refresh();
        if (git::holds_all(into, wanted, what, stop)) return {};
        return take_in(into, progress, stop,
                       [&](git::PackReceiver& receiver) { return receiver.finish_commits(wanted, what); });
    }

    Status fetch_files(git::Repo& into, const std::vector<git::Oid>& blobs, const git::OnTransfer& progress,
                       std::stop_token stop) override {
        into.refresh();
        if (std::ranges::all_of(blobs, [&](const git::Oid& id) { return into.has(id); })) return {};
        const Status done =
            take_in(into, progress, stop, [&](git::PackReceiver& receiver) { return receiver.finish_files(blobs); });
        if (done || done.error().kind != ErrorKind::corrupt || done.error().text_key == "error.no_bundle") return done;
        return fail(ErrorKind::missing, "the bundle does not hold a file", utf8(m_file));
    }

    Status push(git::Repo&, const git::RefUpdate&, const git::OnTransfer&, std::stop_token) override {
        return fail(ErrorKind::denied, "a bundle can only be read", utf8(m_file), "error.bundle_read_only");
    }

private:
    Result<Head> open(std::ifstream& in) const {
        in.open(m_file, std::ios::binary);
        if (!in) return error_from_errno(errno, "open bundle", m_file);
        return read_head(in, m_file);
    }

    Status take_in(git::Repo& into, const git::OnTransfer& progress, const std::stop_token& stop,
                   const std::function<Status(git::PackReceiver&)>& finish) const {
        std::ifstream in;
        TAKAN_TRY_LET(head, open(in));
        for (const auto& id : head.needed) {
            if (into.has(id)) continue;
            return fail(ErrorKind::missing, "the bundle builds on what is not here: " + id.hex(), utf8(m_file),
                        "error.bundle_builds_on_more");
        }
        TAKAN_TRY_LET(receiver, git::PackReceiver::start(into, progress, stop));
        std::string block(block_size, '\0');
        while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
            if (stop.stop_requested()) return cancelled();
            TAKAN_TRY(receiver.write(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount()))));
        }
        if (in.bad()) return fail(ErrorKind::offline, "the bundle could not be read", utf8(m_file));
        return finish(receiver);
    }

    fs::path m_file;
};

// The known commits on which what is written rests: those that new ones name as parents.
Result<std::set<git::Oid>> rests_on(const git::Repo& from, const git::MissingObjects& objects) {
    std::set<git::Oid> written;
    std::set<git::Oid> below;
    for (const auto& [type, id] : objects.others) {
        if (type != git::ObjectType::commit) continue;
        written.insert(id);
        TAKAN_TRY_LET(commit, from.commit(id));
        below.insert(commit.parents.begin(), commit.parents.end());
    }
    std::erase_if(below, [&](const git::Oid& id) { return written.contains(id); });
    return below;
}

} // namespace

Status write_bundle(const git::Repo& from, const std::vector<std::pair<std::string, git::Oid>>& refs,
                    const std::vector<git::Oid>& known, const fs::path& file, const git::OnTransfer& progress,
                    const std::stop_token& stop) {
    std::vector<git::Oid> wanted;
    std::string head(bundle_head);
    std::string lines;
    for (const auto& [name, id] : refs) {
        wanted.push_back(id);
        lines += id.hex() + " " + name + "\n";
    }
    TAKAN_TRY_LET(objects, git::missing_beyond(from, known, wanted, stop));
    if (refs.empty() || objects.count() == 0)
        return fail(ErrorKind::invalid, "there is nothing to write", utf8(file), "error.bundle_empty");
    TAKAN_TRY_LET(below, rests_on(from, objects));
    // git counts a ref that stands at a known commit as needing it.
    for (const auto& id : wanted) {
        const auto is_new = [&](const auto& other) { return other.second == id; };
        if (std::ranges::none_of(objects.others, is_new)) below.insert(id);
    }
    for (const auto& id : below)
        head += "-" + id.hex() + "\n";
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    TAKAN_TRY_LET(out, git::PackFile::create(folder, ".takan-bundle"));
    TAKAN_TRY(out.write(head + lines + "\n"));
    const git::PackSink sink = [&](std::string_view bytes) { return out.write(bytes); };
    TAKAN_TRY(git::send_pack(from, objects, sink, progress, stop));
    TAKAN_TRY(out.seal());
    TAKAN_TRY(out.rename_to(file));
    return sync_folder(folder);
}

bool may_be_bundle(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

std::unique_ptr<git::Remote> open_bundle(fs::path file) {
    return std::make_unique<BundleRemote>(std::move(file));
}

} // namespace takan::sync
