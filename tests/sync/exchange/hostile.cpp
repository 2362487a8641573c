#include "tests/sync/exchange/hostile.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/team/founding.hpp"
#include "sync/team/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

namespace takan::test {

using namespace takan::sync;
namespace fs = std::filesystem;

namespace {

// The object alone in its file, whatever pack it lay in.
fs::path loose_file(const fs::path& repository, const git::Oid& id) {
    const fs::path aside = repository / "aside";
    fs::create_directories(aside);
    std::vector<fs::path> packs;
    for (const auto& file : fs::directory_iterator(repository / "objects/pack"))
        packs.push_back(file.path());
    for (const auto& file : packs)
        fs::rename(file, aside / file.filename());
    for (const auto& file : fs::directory_iterator(aside)) {
        if (file.path().extension() == ".pack") run_git(repository, "unpack-objects -q < '" + utf8(file.path()) + "'");
    }
    fs::remove_all(aside);
    const std::string hex = id.hex();
    const fs::path file = repository / "objects" / hex.substr(0, 2) / hex.substr(2);
    REQUIRE(fs::exists(file));
    return file;
}

} // namespace

git::Oid put_object(const Team& team, git::ObjectType type, std::string_view bytes) {
    auto pack = must(git::PackWriter::start(team.repo().folder()));
    const git::Oid id = must(pack.add(type, bytes));
    REQUIRE(pack.finish());
    return id;
}

std::string raw_entry(std::string_view mode, std::string_view name, const git::Oid& id) {
    std::string entry(mode);
    entry += ' ';
    entry += name;
    entry += '\0';
    entry.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
    return entry;
}

git::Oid put_commit(const Team& team, const Signer& signer, const git::Oid& tree) {
    return put_commit(team, signer, tree, {*team.repo().ref(main_ref)});
}

git::Oid put_commit(const Team& team, const Signer& signer, const git::Oid& tree,
                    const std::vector<git::Oid>& parents) {
    auto pack = must(git::PackWriter::start(team.repo().folder()));
    const git::Oid commit = must(write_commit(pack, signer, tree, parents, "hostile", team.clock.now()));
    REQUIRE(pack.finish());
    write_ref(team, std::string(main_ref), commit.hex() + "\n");
    return commit;
}

std::string main_entries(const Team& team, const std::string& more) {
    const auto repo = team.repo();
    const git::Oid tree = must(repo.commit(*repo.ref(main_ref))).tree;
    return git::tree_bytes(must(repo.tree(tree))) + more;
}

void write_ref(const Team& team, const std::string& name, std::string_view text) {
    const fs::path file = team.address() / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::trunc) << text;
}

void lose_object(const fs::path& repository, const git::Oid& id) {
    fs::remove(loose_file(repository, id));
}

void damage_object(const fs::path& repository, const git::Oid& id) {
    const fs::path file = loose_file(repository, id);
    fs::permissions(file, fs::perms::owner_all);
    fs::resize_file(file, fs::file_size(file) / 2);
}

Victims::Victims() : leader(team.found("刘组长")), wang(team.join(leader, "王芳")), li(team.join(leader, "李强")) {
    for (Laptop* laptop : {&leader, &wang, &li})
        records.push_back(laptop->add("text", "before"));
    settle({&leader, &wang, &li});
}

void Victims::survive(Fault fault) {
    survive();
    CHECK(anybody_was_told(fault));
}

void Victims::survive() {
    const std::vector<Laptop*> all{&leader, &wang, &li};
    for (Laptop* laptop : all) {
        records.push_back(laptop->add("text", "after"));
        laptop->edit(records.front(), laptop == &li ? "li" : "others", "written on");
    }
    settle(all);
    settle(all);
    check_all_equal(all);
    for (const Laptop* laptop : all) {
        for (const auto& id : records)
            CHECK(laptop->shown(id, "text") != "(not here)");
    }
    const auto repo = team.repo();
    const auto tip = *repo.ref(main_ref);
    CHECK(leader.repo().ref(main_ref) == tip);
    CHECK(files_of(repo, tip).size() == leader.shelf.size() + 3); // format, signers, attributes
}

bool Victims::anybody_was_told(Fault fault) const {
    for (const Laptop* laptop : {&leader, &wang, &li}) {
        for (const auto& one : laptop->shelf.set_aside) {
            if (one.fault == fault) return true;
        }
    }
    return false;
}

void reset_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

std::size_t peak_megabytes() {
#ifdef __SANITIZE_ADDRESS__
    return 0; // it keeps what was freed, and so hides what the program needs
#endif
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        std::size_t kilobytes = 0;
        if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
    }
    return 0;
}

} // namespace takan::test
