#include "tests/sync/git/repo_fixture.hpp"

namespace takan::test {

using namespace sync::git;

Oid commit_files(Repo& repo, const Files& files, const std::vector<Oid>& parents, const std::string& message) {
    auto pack = need(PackWriter::start(repo.folder()));
    TreeChanges changes;
    for (const auto& [path, bytes] : files) {
        const auto how = bytes.size() >= 512 * 1024 ? Compression::stored : Compression::fast;
        changes[path] = TreeEntry{"", Mode::file, need(pack.add(ObjectType::blob, bytes, how))};
    }
    Commit commit;
    commit.tree = need(build_tree(repo, Oid{}, changes, pack));
    commit.parents = parents;
    commit.author = {"检查员", "k2m9qd@takan", sync::Instant{1711094400000}, 480};
    commit.committer = commit.author;
    commit.message = message;
    const Oid id = need(pack.add(ObjectType::commit, commit_payload(commit)));
    need(pack.finish());
    repo.refresh();
    return id;
}

Files files_of(const Repo& repo, const Oid& commit) {
    Files files;
    need(walk(repo, need(repo.commit(commit)).tree, "",
              [&](const std::string& path, const TreeEntry& entry) -> sync::Status {
                  files[path] = need(repo.read(entry.id, ObjectType::blob, 64u << 20));
                  return {};
              }));
    return files;
}

std::string noise(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (char& c : bytes) {
        c = static_cast<char>(random());
    }
    return bytes;
}

} // namespace takan::test
