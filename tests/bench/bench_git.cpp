// How long sync/git takes beside git itself for the same work. Nothing is asserted: ratios count, times depend on the
// machine.
//   bench_git [records] [photos]     (100000 and 50 when left out)

#include "sync/git/pack_writer.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/tree_walk.hpp"
#include "tests/support/scratch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace takan::sync;
using namespace takan::sync::git;
using takan::test::Scratch;

namespace {

namespace fs = std::filesystem;

constexpr int rounds = 3;

template <class T>
T need(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
        std::exit(1);
    }
    return std::move(*result);
}

void need(const Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
    std::exit(1);
}

void shell(const std::string& command, int expected = 0) {
    const int status = std::system(command.c_str()); // NOLINT(cert-env33-c): the commands are our own
    if (WIFEXITED(status) && WEXITSTATUS(status) == expected) return;
    std::fprintf(stderr, "failed: %s\n", command.c_str());
    std::exit(1);
}

std::string git_in(const fs::path& folder) {
    return "GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null git -c safe.directory='*' -C '" + folder.string() + "' ";
}

// The median of what `work` takes, in seconds. It gets an empty folder each time, and prepares nothing that counts.
double median(const std::function<double(const fs::path&)>& work) {
    std::array<double, rounds> times{};
    for (double& time : times) {
        const Scratch scratch;
        time = work(scratch.path());
    }
    std::ranges::sort(times);
    return times[rounds / 2];
}

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print(const char* what, double ours, const char* other, double theirs) {
    std::printf("%-34s %8.3f s   %-18s %8.3f s   ratio %.2f\n", what, ours, other, theirs, ours / theirs);
    std::fflush(stdout);
}

struct File {
    std::string path;
    std::string bytes;
};

// Records as they are: about 570 bytes, a day's in a day's folder, 270 a day.
std::vector<File> make_records(std::size_t count) {
    std::mt19937_64 random(1);
    std::vector<File> files;
    for (std::size_t i = 0; i < count; ++i) {
        char name[64];
        const unsigned day = static_cast<unsigned>(i / 270);
        std::snprintf(name, sizeof name, "finding/%04u/%02u/%02u/%016llx.json", 2024 + day / 336, day / 28 % 12 + 1,
                      day % 28 + 1, static_cast<unsigned long long>(random()));
        std::string bytes =
            "{\n  \"id\": \"" + std::to_string(random()) + "\",\n  \"kind\": \"finding\",\n  \"fields\": {\n";
        for (int field = 0; field < 6; ++field) {
            bytes += "    \"field" + std::to_string(field) + "\": {\"k2m9qd@2024-03-22T08:10:55.801Z\": \"" +
                     std::to_string(random()) + "\"},\n";
        }
        files.push_back({name, bytes + "  }\n}\n"});
    }
    return files;
}

Oid write_files(Repo& repo, const Oid& base, const std::vector<File>& files) {
    auto pack = need(PackWriter::start(repo.folder()));
    TreeChanges changes;
    for (const File& file : files) {
        changes[file.path] = TreeEntry{"", Mode::file, need(pack.add(ObjectType::blob, file.bytes))};
    }
    const Oid tree = need(build_tree(repo, base, changes, pack));
    need(pack.finish());
    repo.refresh();
    return tree;
}

Oid write_commit(Repo& repo, const Oid& tree, const std::vector<Oid>& parents) {
    auto pack = need(PackWriter::start(repo.folder()));
    Commit commit;
    commit.tree = tree;
    commit.parents = parents;
    commit.author = commit.committer = {"bench", "bench@takan", Instant{1711094400000}, 480};
    const Oid id = need(pack.add(ObjectType::commit, commit_payload(commit)));
    need(pack.finish());
    return id;
}

void write_import(const fs::path& path, const std::vector<File>& files) {
    std::ofstream out(path, std::ios::binary);
    out << "commit refs/heads/main\ncommitter bench <bench@takan> 1711094400 +0800\ndata 0\n";
    for (const File& file : files) {
        out << "M 100644 inline " << file.path << "\ndata " << file.bytes.size() << "\n" << file.bytes << "\n";
    }
}

void first_commit(std::size_t count) {
    const auto records = make_records(count);
    const double ours = median([&](const fs::path& folder) {
        Repo repo = need(Repo::create(folder / "r.git"));
        return seconds([&] {
            const Oid commit = write_commit(repo, write_files(repo, Oid{}, records), {});
            need(repo.move_ref("refs/heads/main", std::nullopt, commit));
        });
    });
    const double theirs = median([&](const fs::path& folder) {
        need(Repo::create(folder / "r.git"));
        write_import(folder / "import", records);
        return seconds(
            [&] { shell(git_in(folder / "r.git") + "fast-import --quiet <'" + (folder / "import").string() + "'"); });
    });
    print("first commit", ours, "git fast-import", theirs);
}

std::vector<File> changed(const std::vector<File>& records, std::size_t first, std::size_t count, std::size_t step,
                          const char* text) {
    std::vector<File> files;
    for (std::size_t i = 0; i < count; ++i) {
        files.push_back(records[(first + i * step) % records.size()]);
        files.back().bytes += text;
    }
    return files;
}

// Git's own work: what only they changed is taken, what both changed is read on both sides. Which of the two then stays
// is the record's merge rule and not measured here: the one that sorts later.
void merge_walk(Repo& repo, const Oid& base, const Oid& ours, const Oid& theirs) {
    auto pack = need(PackWriter::start(repo.folder()));
    TreeChanges changes;
    need(compare(repo, base, theirs, [&](const Difference& difference) -> Status {
        changes[difference.path] = difference.after;
        return {};
    }));
    need(compare(repo, base, ours, [&](const Difference& difference) -> Status {
        const auto both = changes.find(difference.path);
        if (both == changes.end()) return {};
        const auto left = need(repo.read(difference.after->id, ObjectType::blob, 1u << 20));
        const auto right = need(repo.read(both->second->id, ObjectType::blob, 1u << 20));
        if (right < left) changes.erase(both);
        return {};
    }));
    need(build_tree(repo, ours, changes, pack));
    need(pack.finish());
}

// A hundredth of the records changed on each side, a fiftieth of these on both.
void merge(std::size_t count) {
    const auto records = make_records(count);
    const std::size_t some = std::max<std::size_t>(count / 100, 1);
    const Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    const Oid base = write_files(repo, Oid{}, records);
    const Oid ours = write_files(repo, base, changed(records, 0, some, 1, "ours\n"));
    const Oid theirs = write_files(repo, base, changed(records, some - some / 50, some, 1, "theirs\n"));
    const Oid root = write_commit(repo, base, {});
    const std::string left = write_commit(repo, ours, {root}).hex();
    const std::string right = write_commit(repo, theirs, {root}).hex();
    const double walk = median([&](const fs::path&) {
        Repo fresh = need(Repo::open(repo.folder()));
        return seconds([&] { merge_walk(fresh, base, ours, theirs); });
    });
    const int conflicts = some >= 50 ? 1 : 0; // the code it ends with
    const double by_git = median([&](const fs::path&) {
        return seconds([&] {
            shell(git_in(repo.folder()) + "merge-tree --write-tree " + left + " " + right + " >/dev/null", conflicts);
        });
    });
    print("merge, 1 % changed on each side", walk, "git merge-tree", by_git);
}

void keep_photos(const fs::path& folder, const std::vector<std::string>& photos) {
    std::optional<PackWriter> pack;
    for (const std::string& photo : photos) {
        if (pack && pack->size() + photo.size() > 16u << 20) {
            need(pack->finish(true));
            pack.reset();
        }
        if (!pack) pack = need(PackWriter::start(folder));
        need(pack->add(ObjectType::blob, photo, Compression::stored));
    }
    if (pack) need(pack->finish(true));
}

void photos(std::size_t count) {
    std::mt19937_64 random(1);
    std::vector<std::string> all(count, std::string(4'000'000, '\0'));
    const Scratch source;
    for (std::size_t i = 0; i < count; ++i) {
        std::ranges::generate(all[i], [&] { return static_cast<char>(random()); });
        std::ofstream(source / (std::to_string(i) + ".jpg"), std::ios::binary) << all[i];
    }
    const double ours = median([&](const fs::path& folder) {
        const Repo repo = need(Repo::create(folder / "r.git"));
        return seconds([&] { keep_photos(repo.folder(), all); });
    });
    const double theirs = median([&](const fs::path& folder) {
        const std::string to = "'" + folder.string() + "'";
        return seconds([&] { shell("cp '" + source.path().string() + "'/*.jpg " + to + " && sync " + to + "/*.jpg"); });
    });
    print("keep photos of 4 MB", ours, "cp and sync", theirs);
}

std::size_t argument(int count, char** values, int at, std::size_t otherwise) {
    const unsigned long given = count > at ? std::strtoul(values[at], nullptr, 10) : 0;
    return given > 0 ? given : otherwise;
}

} // namespace

int main(int count, char** values) {
    const std::size_t records = argument(count, values, 1, 100'000);
    const std::size_t pictures = argument(count, values, 2, 50);
    std::printf("%zu records, %zu photos, medians of %d\n", records, pictures, rounds);
    first_commit(records);
    merge(records);
    photos(pictures);
    return 0;
}
