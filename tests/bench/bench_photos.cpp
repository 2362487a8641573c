// What a day's photos cost: imported beside hashing and copying them, pushed to a folder and over SSH beside `git push`
// of the same repository.
//   bench_photos [photos] [rounds]     (200 of 4 MB and 3 when left out)

#include "app/cli/laptop_work.hpp"
#include "sync/exchange/laptop.hpp"
#include "tests/bench/measure.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/servers/ssh_server.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <sys/resource.h>

using namespace takan;
using namespace takan::bench;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t photo_size = 4'000'000;

std::string photos_of(std::size_t count) {
    return std::to_string(count) + " photos of 4 MB ";
}

Cost import_all(const fs::path& laptop, const fs::path& card, std::size_t count) {
    auto workspace = need(app::Workspace::open(laptop, sync::system_clock()));
    app::AddPhotos wish;
    wish.paths = {card};
    return cost_of([&] {
        const auto report = need(app::cli::import_into(workspace, wish, "周敏", app::Language::zh, {}));
        if (report.added != count) need(sync::fail(sync::ErrorKind::broken, "photos were left out"));
    });
}

// As durable as an import is.
Cost hash_and_copy(const fs::path& card) {
    const test::Scratch scratch;
    return run({"sh", "-c",
                "cd '" + card.string() + "' && sha256sum *.jpg >/dev/null && cp *.jpg '" + scratch.path().string() +
                    "' && sync '" + scratch.path().string() + "'/*.jpg"});
}

// A laptop that founded a team of its own and has imported all photos.
class Day {
public:
    Day(const fs::path& card, std::size_t count) {
        need(sync::create_laptop(laptop(), "周敏", (m_scratch / "team.git").string(), ""));
        need(sync::found_team(laptop(), "leader", sync::system_clock()()));
        import_all(laptop(), card, count);
        sync::SyncOptions records;
        records.photos = false;
        sync_to(records);
    }

    fs::path laptop() const { return m_scratch / "laptop"; }
    fs::path repository() const { return need(sync::open_repo(laptop())).folder(); }
    void sync_to(const sync::SyncOptions& options) const {
        auto workspace = need(app::Workspace::open(laptop(), sync::system_clock()));
        const auto receipt = need(app::cli::synchronise(workspace, options, {}, {}));
        m_sent = receipt.photos_sent;
    }
    std::size_t sent() const { return m_sent; }

private:
    test::Scratch m_scratch;
    mutable std::size_t m_sent = 0;
};

// A new repository each time, as a stick or a server that has nothing yet. `address`: its way from here.
Cost push_all(const Day& day, std::size_t count, const std::function<std::string(const fs::path&)>& address,
              const sync::Access& access) {
    const test::Scratch other;
    need(sync::git::Repo::create(other / "to.git"));
    sync::SyncOptions options;
    options.address = address(other / "to.git");
    options.access = access;
    const Cost cost = cost_of([&] { day.sync_to(options); });
    if (day.sent() != count) need(sync::fail(sync::ErrorKind::broken, "not all photos were sent"));
    return cost;
}

Cost git_push_all(const Day& day, const std::function<std::string(const fs::path&)>& address,
                  const std::string& ssh_command) {
    const test::Scratch other;
    need(sync::git::Repo::create(other / "to.git"));
    const std::string ssh = "core.sshCommand=" + ssh_command;
    return cost_of([&] {
        run(git({"-c", ssh, "-C", day.repository().string(), "push", "-q", address(other / "to.git"), "refs/heads/main",
                 "refs/media/*:refs/media/*"}));
    });
}

void push(const Day& day, std::size_t count, std::size_t rounds) {
    const auto path = [](const fs::path& to) { return to.string(); };
    compare(
        {photos_of(count) + "pushed to a folder", "git push of the same", rounds, 0.4},
        [&] { return push_all(day, count, path, {}); }, [&] { return git_push_all(day, path, "ssh"); });
    const test::Scratch folder;
    const auto server = test::SshServer::start(folder.path());
    if (!server) {
        std::printf("pushed over SSH: not measured, sshd is not installed or does not start\n");
        return;
    }
    const auto access = server->access();
    const auto address = [&](const fs::path& to) { return server->address(to); };
    const std::string ssh = "ssh -o UserKnownHostsFile='" + access.known_hosts.string() + "' -i '" +
                            access.key_file.string() + "' -o IdentitiesOnly=yes";
    compare(
        {photos_of(count) + "pushed over SSH", "git push of the same", rounds, 1.1},
        [&] { return push_all(day, count, address, access); }, [&] { return git_push_all(day, address, ssh); });
}

} // namespace

int main(int count, char** values) {
    const std::size_t photos = argument(count, values, 1, 200);
    const std::size_t rounds = argument(count, values, 2, 3);
    const test::Scratch card;
    for (std::size_t i = 0; i < photos; ++i)
        std::ofstream(card / (std::to_string(i) + ".jpg"), std::ios::binary) << noise_photo(i, photo_size);
    compare(
        {photos_of(photos) + "imported", "sha256sum, cp and sync", rounds, 1.3},
        [&] {
            const test::Scratch scratch;
            need(sync::create_laptop(scratch / "laptop", "周敏", "", ""));
            return import_all(scratch / "laptop", card.path(), photos);
        },
        [&] { return hash_and_copy(card.path()); });
    push(Day(card.path(), photos), photos, rounds);
    struct rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("greatest memory of all of this %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
