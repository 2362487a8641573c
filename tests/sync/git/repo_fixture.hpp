#pragma once
// Short words for tests that fill repositories.

#include "sync/git/pack_writer.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/tree_walk.hpp"

#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace takan::test {

// The value of a Result; its error fails the test.
template <class T>
T need(sync::Result<T> result) {
    if (!result) FAIL(sync::describe(result.error()));
    return std::move(*result);
}
inline void need(const sync::Status& status) {
    if (!status) FAIL(sync::describe(status.error()));
}

// Kind of a failure; a success fails the test.
template <class T>
sync::ErrorKind kind_of(const sync::Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error().kind;
}

using Files = std::map<std::string, std::string>; // path -> bytes

// Writes `files` as a tree (files of 512 KiB and more stored) and a commit on it, in one pack. Returns the commit's id.
sync::git::Oid commit_files(sync::git::Repo& repo, const Files& files, const std::vector<sync::git::Oid>& parents = {},
                            const std::string& message = "change\n");
// Everything below a commit.
Files files_of(const sync::git::Repo& repo, const sync::git::Oid& commit);
// Bytes that do not compress.
std::string noise(std::size_t size, unsigned seed);

} // namespace takan::test
