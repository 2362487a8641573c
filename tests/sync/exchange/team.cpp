#include "tests/sync/exchange/team.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>

namespace takan::test {

using namespace takan::sync;

RecordId Laptop::add(std::string_view field, Value value, std::string_view kind) {
    clock.advance(1);
    Record record;
    record.id = RecordId::random(clock.now());
    record.kind = kind;
    write(record, field, std::move(value), device, clock.now());
    shelf.add(record);
    return record.id;
}

void Laptop::edit(const RecordId& id, std::string_view field, Value value) {
    clock.advance(1);
    shelf.edit(id, field, std::move(value), device, clock.now());
}

std::string Laptop::shown(const RecordId& id, std::string_view field) const {
    const Record* record = shelf.find(id);
    return record == nullptr ? std::string("(not here)") : shown_text(*record, field);
}

Result<Receipt> Laptop::sync(const SyncOptions& options, const OnProgress& progress, std::stop_token stop) {
    clock.advance(1000);
    auto receipt = synchronise(folder, shelf, clock.clock(), options, progress, std::move(stop));
    if (shelf.became) device = *shelf.became;
    return receipt;
}

Receipt Laptop::must_sync(const SyncOptions& options) {
    return must(sync(options));
}

git::Repo Laptop::repo() const {
    return must(open_repo(folder));
}

Signer Laptop::signer() const {
    return must(load_signer(folder));
}

Team::Team(const std::filesystem::path& name) : m_address(m_scratch / name) {}

Laptop Team::make_laptop(std::string_view name) {
    Laptop laptop;
    laptop.folder = m_scratch / ("laptop" + std::to_string(++m_laptops));
    laptop.clock = clock;
    laptop.device = must(create_laptop(laptop.folder, name, utf8(m_address), std::string(name) + "'s laptop")).device;
    return laptop;
}

Laptop Team::found(std::string_view name) {
    Laptop laptop = make_laptop(name);
    must(found_team(laptop.folder, "leader", clock.now()));
    laptop.must_sync();
    return laptop;
}

void Team::admit(Laptop& leader, const Laptop& asking, std::string_view role) {
    const auto requests = must(waiting_requests(leader.folder));
    const auto repo = leader.repo();
    const auto registry = must(read_registry(repo, *repo.ref(main_ref)));
    bool found = false;
    for (const auto& request : requests) {
        if (request.device != asking.device) continue;
        found = true;
        clock.advance(1);
        for (const auto& record : admission_records(request, registry, {}, role, leader.device, clock.now())) {
            leader.shelf.add(record);
        }
    }
    REQUIRE(found);
    leader.must_sync();
}

Laptop Team::join(Laptop& leader, std::string_view name, std::string_view role) {
    Laptop laptop = make_laptop(name);
    must(ask_team(laptop.folder, clock.now()));
    admit(leader, laptop, role);
    const Receipt receipt = laptop.must_sync();
    CHECK_FALSE(receipt.waiting_for_admission);
    return laptop;
}

git::Repo Team::repo() const {
    return must(git::Repo::open(m_address));
}

git::Oid forge(const Team& team, const Signer& signer, const Files& files) {
    git::Repo repo = team.repo();
    const git::Oid tip = *repo.ref(main_ref);
    const git::Oid base = must(repo.commit(tip)).tree;
    auto pack = must(git::PackWriter::start(repo.folder()));
    git::TreeChanges changes;
    for (const auto& [path, bytes] : files) {
        changes[path] = std::nullopt;
        if (bytes) changes[path] = git::TreeEntry{{}, git::Mode::file, must(pack.add(git::ObjectType::blob, *bytes))};
    }
    const git::Oid tree = must(git::build_tree(repo, base, changes, pack));
    const git::Oid commit = must(write_commit(pack, signer, tree, {tip}, "forged", team.clock.now()));
    must(pack.finish());
    repo.refresh();
    must(repo.move_ref(main_ref, tip, commit));
    return commit;
}

void revoke(Laptop& leader, DeviceId device) {
    const auto repo = leader.repo();
    leader.edit(must(read_registry(repo, *repo.ref(main_ref))).device(device)->record, "revoked", true);
    leader.must_sync();
}

std::map<std::string, std::string> files_of(const git::Repo& repo, const git::Oid& commit) {
    std::map<std::string, std::string> files;
    const git::Oid tree = must(repo.commit(commit)).tree;
    must(git::walk(repo, tree, "", [&](const std::string& path, const git::TreeEntry& entry) -> Status {
        files[path] = must(repo.read(entry.id, git::ObjectType::blob, greatest_record));
        return {};
    }));
    return files;
}

std::pair<int, std::string> run_git(const std::filesystem::path& repository, const std::string& arguments) {
    const std::string command = "git --git-dir='" + utf8(repository) + "' " + arguments + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string words;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
        words.append(buffer.data(), got);
    return {::pclose(pipe), words};
}

void check_with_git(const git::Repo& repo) {
    const auto [code, words] = run_git(repo.folder(), "fsck --strict --no-dangling");
    CHECK_MESSAGE(code == 0, words);
    CHECK(words.find("error") == std::string::npos);
    const git::Oid main = *repo.ref(main_ref);
    const auto signers = files_of(repo, main).at(std::string(signers_path));
    const Scratch scratch;
    const auto signers_file = scratch / "allowed_signers";
    must(write_file(signers_file, signers));
    const auto [log_code, log] =
        run_git(repo.folder(), "-c gpg.ssh.allowedSignersFile='" + utf8(signers_file) + "' log --format=%G? main");
    CHECK(log_code == 0);
    CHECK(log.find_first_not_of("G\n") == std::string::npos); // G: good, one line a commit
    CHECK(log.find('G') != std::string::npos);
}

void settle(const std::vector<Laptop*>& laptops) {
    for (int round = 0; round < 2; ++round) {
        for (auto* laptop : laptops)
            laptop->must_sync();
    }
}

void check_all_equal(const std::vector<Laptop*>& laptops) {
    for (const auto* laptop : laptops) {
        const auto contents = laptop->shelf.contents();
        CHECK(contents.size() == laptops.front()->shelf.size());
        for (const auto& [path, text] : laptops.front()->shelf.contents()) {
            const auto found = contents.find(path);
            CHECK((found == contents.end() ? std::string() : found->second) == text);
        }
        CHECK(laptop->shelf.unsynced() == 0);
    }
}

} // namespace takan::test
